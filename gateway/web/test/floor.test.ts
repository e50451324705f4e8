import { describe, expect, it } from 'vitest'
import { beside, chair, gap, nearest, snap, type FloorTable } from '../src/lib/floor'

const table = (id: string, x: number, y: number, more: Partial<FloorTable> = {}): FloorTable => ({ id, number: Number(id), shape: 'round', seats: 10, x, y, ...more })

describe('chairs', () => {
  it('stand round a round table, the first at its head', () => {
    expect(chair(table('1', 100, 200), 1).map(Math.round)).toEqual([100, 85])
    expect(chair(table('1', 100, 200), 6).map(Math.round)).toEqual([100, 315])
  })
  it('stand at the heads and along the sides of a long one, which can be turned', () => {
    const long = table('1', 0, 0, { shape: 'long' })
    const all = Array.from({ length: 10 }, (_, i) => chair(long, i + 1).map((v) => Math.round(v) + 0))
    expect(all[0]).toEqual([-145, 0])
    expect(all[5]).toEqual([145, 0])
    expect(all.slice(1, 5).every(([, y]) => y === -65)).toBe(true)
    expect(all.slice(6).every(([, y]) => y === 65)).toBe(true)
    expect(new Set(all.map(String)).size).toBe(10)
    expect(chair({ ...long, rotation: 90 }, 1).map((v) => Math.round(v) + 0)).toEqual([0, -145])
  })
})

describe('tables', () => {
  it('know how much floor is between them', () => {
    expect(gap(table('1', 0, 0), table('2', 300, 0))).toBe(120)
    expect(gap(table('1', 0, 0), table('2', 100, 0))).toBe(-80)
    expect(nearest(table('1', 0, 0), [table('1', 0, 0), table('2', 500, 0), table('3', 0, 300)])?.table.id).toBe('3')
    expect(nearest(table('1', 0, 0), [])).toBeUndefined()
  })
  it('come to rest in line with one that is near, else on the grid', () => {
    const others = [table('2', 300, 400), table('3', 900, 800)]
    expect(snap(table('1', 318, 97), others)).toEqual({ x: 300, y: 100 })
    expect(snap(table('2', 318, 97), [table('2', 300, 400)])).toEqual({ x: 320, y: 100 })
  })
  it('are copied to a free spot', () => {
    const one = table('1', 400, 400)
    expect(beside(one, [one], 2000, 2000)).toEqual({ x: 700, y: 400 })
    expect(beside(one, [one, table('2', 700, 400)], 2000, 2000)).toEqual({ x: 400, y: 800 })
    expect(beside(one, [one], 700, 700)).toBeUndefined()
  })
})
