import { describe, expect, it } from 'vitest'
import { ServerClock } from '../src/lib/clock'

function clockAt(device: number) {
  const at = { ticks: 0, device }
  return { at, clock: new ServerClock(() => at.ticks, () => at.device) }
}

const noon = Date.parse('2027-01-31T12:00:00+08:00')

describe('the server’s clock', () => {
  it('is the device’s until the server has told the time', () => {
    const { clock } = clockAt(1234)
    expect(clock.known).toBe(false)
    expect(clock.now()).toBe(1234)
  })

  it('counts by the server on a device that is hours off, and however its clock is turned', () => {
    const { clock, at } = clockAt(noon - 5 * 3600_000)
    clock.read('2027-01-31T12:00:00+08:00', 1000, 1200)
    at.ticks = 1200
    expect(clock.now()).toBe(noon + 100) // the answer was half-way
    at.device += 24 * 3600_000
    at.ticks += 5000
    expect(clock.now()).toBe(noon + 5100)
  })

  it('keeps the quicker of two readings, and takes any after a sleep', () => {
    const { clock, at } = clockAt(0)
    clock.read('2027-01-31T12:00:00+08:00', 0, 20)
    clock.read('2027-01-31T12:00:09+08:00', 100, 2100)
    at.ticks = 20
    expect(clock.now()).toBe(noon + 10)
    clock.doubt()
    clock.read('2027-01-31T12:00:09+08:00', 100, 2100)
    at.ticks = 2100
    expect(clock.now()).toBe(noon + 10_000)
  })

  it('takes no reading it cannot trust', () => {
    const { clock } = clockAt(7)
    clock.read('soon', 0, 10)
    clock.read('2027-01-31T12:00:00+08:00', 10, 0)
    expect(clock.known).toBe(false)
  })
})
