import { describe, expect, it } from 'vitest'
import { placeRuns, readCode, readPhone, spacedCode, spacedPhone } from '../src/lib/phone'

describe('numbers as people type them', () => {
  it.each(['15400000001', '154 0000 0001', '154-0000-0001', '+86 154 0000 0001', '008615400000001', '１５４００００ ０００１', ' (154)0000.0001 '])('reads %s', (text) => {
    expect(readPhone(text)).toBe('15400000001')
  })

  it.each(['', '1540000000', '154000000011', '027-8200-0000', '2540000 0001', '+85 15400000001', '154oooo0001', '1'.repeat(200)])('refuses %s', (text) => {
    expect(readPhone(text)).toBeUndefined()
  })

  it('reads codes, and only codes', () => {
    expect(readCode(' 12 34 56')).toBe('123456')
    expect(readCode('１２３４５６')).toBe('123456')
    for (const bad of ['', '123', '123456789', '12a456']) expect(readCode(bad)).toBeUndefined()
  })

  it('writes them so that they can be read out', () => {
    expect(spacedPhone('15400000001')).toBe('154 0000 0001')
    expect(spacedCode('K7M2P9QX')).toBe('K7M2 P9QX')
    expect(placeRuns([9, 3, 4, 5], '、')).toBe('3–5、9')
    expect(placeRuns([], '、')).toBe('')
    expect(placeRuns([7], ', ')).toBe('7')
  })
})
