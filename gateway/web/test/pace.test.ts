import { describe, expect, it } from 'vitest'
import { pace } from '../src/gala/pace'

/** Plays for so many seconds from being so far behind, and says how it went. */
function play(behind: number, seconds: number): { behind: number; fastest: number; changes: number } {
  let rate = 1
  let fastest = 1
  let changes = 0
  for (let i = 0; i < seconds * 4; i++) {
    const next = pace({ behind, ready: behind - 1, rate })
    if (next !== rate) changes++
    rate = next
    fastest = Math.max(fastest, rate)
    behind -= (rate - 1) / 4
  }
  return { behind, fastest, changes }
}

describe('the pace of what is live', () => {
  it('comes back gently from almost where it would jump', () => {
    const { behind, fastest, changes } = play(39, 600)
    expect(behind).toBeLessThan(8.1)
    expect(behind).toBeGreaterThan(7)
    expect(fastest).toBe(1.1)
    expect(changes).toBe(3) // faster, less so, as it comes
  })
  it('leaves alone who is where a player begins', () => expect(play(9, 60)).toEqual({ behind: 9, fastest: 1, changes: 0 }))
  it('does not hurry where little lies ready', () => expect(pace({ behind: 30, ready: 2, rate: 1.1 })).toBe(1))
  it('goes on until it is back, not until it was let go', () => {
    expect(pace({ behind: 10, ready: 5, rate: 1 })).toBe(1)
    expect(pace({ behind: 10, ready: 5, rate: 1.05 })).toBe(1.05)
  })
})
