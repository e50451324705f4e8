import { describe, expect, it } from 'vitest'
import { ageBand, mayGuard, readBorn, readName, yearsOld } from '../src/lib/born'

const now = Date.parse('2026-11-23T12:00:00+08:00')

describe('a day of birth', () => {
  it.each([
    ['1950', '1950'],
    ['１９５０年', '1950'],
    ['1950-3-8', '1950-03-08'],
    ['1950年3月8日', '1950-03-08'],
    ['1950.03.08', '1950-03-08'],
    ['19500308', '1950-03-08'],
    ['', ''],
    ['  ', ''],
    ['1950-02-30', undefined],
    ['2027', undefined],
    ['2026-12-01', undefined],
    ['1849', undefined],
    ['七十六', undefined],
  ])('%s', (text, want) => expect(readBorn(text, now)).toBe(want))
})

describe('a name', () => {
  it.each([
    [' 龚秀英 ', '龚秀英'],
    ['阿依古丽·买买提', '阿依古丽·买买提'],
    ["Mary  O'Neill", "Mary O'Neill"],
    ['', undefined],
    ['张3', undefined],
    ['王😀', undefined],
    ['·', undefined],
    ['好'.repeat(61), undefined],
  ])('%s', (text, want) => expect(readName(text)).toBe(want))
})

describe('an age', () => {
  it.each([
    ['2012-11-23', 14],
    ['2012-11-24', 13],
    ['2012', 14],
    ['2027', undefined],
    ['', undefined],
  ])('of %s is %s', (born, want) => expect(yearsOld(born, now)).toBe(want))

  it.each([[undefined, '', true], [0, '0-2', false], [13, '6-13', false], [17, '14-17', false], [18, '18-59', true], [80, '80+', true]])('of %s years is in the band %s', (years, band, may) => {
    expect(ageBand(years)).toBe(band)
    expect(mayGuard(band)).toBe(may)
  })
})
