import { describe, expect, it } from 'vitest'
import { detailOf } from '../src/console/details'
import { whereOf } from '../src/console/plans'
import { channelsOf, fieldOf, momentOf, standing } from '../src/console/stock'

describe('a moment in a field', () => {
  it('is on the community’s clock, there and back', () => {
    expect(fieldOf('2027-01-12T01:00:00Z')).toBe('2027-01-12T09:00')
    expect(fieldOf('2027-01-12T23:30:00+08:00')).toBe('2027-01-12T23:30')
    expect(Date.parse(momentOf('2027-01-12T09:00'))).toBe(Date.parse('2027-01-12T01:00:00Z'))
    expect(fieldOf('')).toBe('')
  })
})

describe('a pool', () => {
  const pool = { removed: false, changing: false, paused: false, opens: '2027-01-01T00:00:00Z', closes: '2027-01-02T00:00:00Z' }
  it.each([
    [pool, '2026-12-31T23:59:59Z', 'notOpen'],
    [pool, '2027-01-01T00:00:00Z', 'open'],
    [pool, '2027-01-02T00:00:00Z', 'closed'],
    [{ ...pool, changing: true }, '2027-01-01T00:00:00Z', 'changing'],
    [{ ...pool, removed: true, changing: true }, '2027-01-01T00:00:00Z', 'removed'],
  ])('stands as it is: %#', (one, at, want) => expect(standing(one, Date.parse(at))).toBe(want))

  it('says what each channel can still take, never more than is free', () => {
    const shares = [{ channel: 'online', places: 60 }, { channel: 'hotline', places: 20, release: '2027-01-01T12:00:00Z', into: 'online' }]
    const lines = channelsOf({ shares, through: [{ channel: 'online', taken: 58 }, { channel: 'walk_up', taken: 3 }], free: 12 })
    expect(lines.map((l) => [l.channel, l.share, l.through, l.left])).toEqual([['online', 60, 58, 2], ['hotline', 20, 0, 12], ['walk_up', undefined, 3, undefined]])
    expect(channelsOf({ shares: [], through: [], free: 5 })).toEqual([])
  })
})

describe('a detail of the log', () => {
  const words = {
    say: (group: string, code: string) => (({ 'how/voice': '口头', 'scopes/signup': '报名', 'scopes/needs': '需要', 'stockChannels/online': '网上', 'details/figure': '人数', 'residency/claimed': '自报', 'sides/left': '左边' }) as Record<string, string>)[`${group}/${code}`] ?? code,
    list: (items: readonly string[]) => items.join('、'),
    moment: (at: string) => `<${at}>`,
  }
  it.each([
    ['consent.give', 'how', 'voice', ['how', '口头']],
    ['relation.name', 'scope', 'signup needs', ['scope', '报名、需要']],
    ['person.residency', 'residency', ' → claimed', ['residency', '自报']],
    ['person.merge', 'take.born', 'left', ['born', '左边']],
    ['household.visit', 'at', '2027-01-01T00:00:00Z', ['at', '<2027-01-01T00:00:00Z>']],
    ['stock.move', 'from', 'online', ['from', '网上']],
    ['stock.approve', 'number', '800', ['人数', '800']],
    ['post.change', 'from', '2027-01-01', ['from', '2027-01-01']],
  ])('%s %s', (what, key, value, want) => expect(detailOf(what, key, value, words)).toEqual(want))
})

describe('a mistake of a plan', () => {
  it('is where a person can count to', () => {
    expect(whereOf('zones[0].rows[3].seats[12]')).toEqual([{ what: 'zone', n: 1 }, { what: 'row', n: 4 }, { what: 'seat', n: 13 }])
    expect(whereOf('zones[2].rows[0].row_number')).toEqual([{ what: 'zone', n: 3 }, { what: 'row', n: 1 }])
    expect(whereOf('wanjia.tables[4]')).toEqual([{ what: 'table', n: 5 }])
    expect(whereOf('wanjia.seats["A-1"]')).toBeUndefined()
    expect(whereOf('')).toBeUndefined()
  })
})
