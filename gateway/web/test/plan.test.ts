import { describe, expect, it } from 'vitest'
import { body, empty, from, local, moment, nextID, row, seconds, total, wrong } from '../src/console/show/plan'
import type { Programme } from '../src/api/control'

describe('a running order in its form', () => {
  it('reads lengths and moments as people write them, in Beijing time wherever it is', () => {
    expect([seconds('3:40'), seconds('3：05'), seconds('220'), seconds('x'), seconds('')]).toEqual([220, 185, 220, NaN, NaN])
    expect(local('2027-02-06T20:00:00+08:00')).toBe('2027-02-06T20:00')
    expect(new Date(moment('2027-02-06T20:00')).toISOString()).toBe('2027-02-06T12:00:00.000Z')
  })
  it('says what is missing, first things first', () => {
    const d = empty()
    expect(wrong(d)).toEqual({ what: 'planNeedsTitle' })
    d.title.zh = '春晚'
    expect(wrong(d)).toEqual({ what: 'planNeedsStart' })
    d.starts = '2027-02-06T20:00'
    expect(wrong(d)).toEqual({ row: 1, what: 'planNoName' })
    d.items[0]!.title.zh = '开场'
    d.items.push({ ...row('01'), title: { zh: '合唱', en: '' } })
    expect(wrong(d)).toEqual({ row: 2, what: 'planTwice' })
    d.items[1]!.id = nextID(d.items)
    d.items[1]!.length = '0:00'
    expect(wrong(d)).toEqual({ row: 2, what: 'lengthBad' })
    d.items[1]!.length = '4:10'
    expect(wrong(d)).toBeUndefined()
    expect(total(d)).toEqual({ length: 180 + 10 + 250, ends: moment('2027-02-06T20:00') + 440_000 })
    expect(body(d, 3)).toMatchObject({ version: 3, starts: '2027-02-06T12:00:00.000Z', items: [{ id: '01', length: 180 }, { id: '02', length: 250 }] })
  })
  it('takes over last time without whoever was on the stage then', () => {
    const item = { id: '01', title: { zh: '开场', en: '' }, kind: 'dance', from: 'stage', length: 60, feed: 'camera:host-1', standby: 'film', minors: false, fixed: true, state: 'cut', performers: [{ person: 'p-1' }] }
    const p = { title: { zh: '春晚', en: '' }, starts: '2027-02-06T20:00:00+08:00', delay: 60, gap: 10, items: [item], outs: [{ who: '平台', at: '2027-02-06T22:00:00+08:00' }] } as unknown as Programme
    const again = from(p, true)
    expect(again).toMatchObject({ starts: '', outs: [], items: [{ id: '01', length: '1:00', feed: '', standby: 'film', fixed: true, performers: [{ person: 'p-1' }] }] })
    expect(from(p, false)).toMatchObject({ starts: '2027-02-06T20:00', items: [], outs: [{ who: '平台', at: '2027-02-06T22:00' }] })
  })
})
