import { describe, expect, it } from 'vitest'
import type { Need } from '../src/api/community'
import { en } from '../src/i18n/en'
import { zh } from '../src/i18n/zh'
import { needGroups, sameNeeds, sortNeeds, toggleNeed } from '../src/lib/needs'

const egg: Need = { kind: 'allergen', code: 'E' }
const wheels: Need = { kind: 'mobility', code: 'wheelchair_place' }
const unknown: Need = { kind: 'diet', code: 'something_new' }

describe('needs', () => {
  it('each have a word in both languages', () => {
    for (const { kind, codes } of needGroups) {
      expect(zh.needs.kind).toHaveProperty(kind)
      for (const code of codes) {
        expect(zh.needs.code, code).toHaveProperty(code)
        expect(en.needs.code, code).toHaveProperty(code)
      }
    }
  })

  it('come in one order, with the unknown kept', () => {
    expect(sortNeeds([unknown, egg, wheels])).toEqual([wheels, egg, unknown])
  })

  it('are added once and taken away', () => {
    const one = toggleNeed([], egg)
    expect(one).toEqual([egg])
    expect(toggleNeed(one, wheels)).toEqual([wheels, egg])
    expect(toggleNeed(one, egg)).toEqual([])
    expect(toggleNeed([unknown], egg)).toEqual([egg, unknown])
  })

  it('are the same in any order', () => {
    expect(sameNeeds([egg, wheels], [wheels, egg])).toBe(true)
    expect(sameNeeds([egg], [wheels])).toBe(false)
    expect(sameNeeds([egg], [])).toBe(false)
  })

  // The word says what to do for somebody; a diagnosis would say what they have.
  it('name no illness', () => {
    const words = JSON.stringify([zh.needs, en.needs])
    expect(words).not.toMatch(/糖尿|高血压|残疾|聋|盲|哑|智障|精神病|瘫|disab|diabet|deaf|blind|illness|disease|mental/i)
  })
})
