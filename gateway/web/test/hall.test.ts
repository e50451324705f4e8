import { describe, expect, it } from 'vitest'
import { byRow, hallOf, statesOf, type PlanDocument } from '../src/lib/hall'

const row = (name: string, y: number, seats: number) => ({
  row_number: name, position: { x: 0, y },
  seats: Array.from({ length: seats }, (_, i) => ({ seat_guid: `${name}-${y}-${i}`, seat_number: `${i + 1}`, position: { x: 50 * i, y: 0 } })),
})
const plan: PlanDocument = {
  name: 'hall',
  zones: [
    { name: 'balcony', position: { x: 0, y: 500 }, rows: [row('1', 0, 2)], areas: null },
    { name: 'stalls', position: { x: 0, y: 0 }, rows: [row('2', 200, 2), row('1', 100, 3)], areas: [{ shape: 'rectangle', position: { x: 0, y: 0 }, rectangle: { width: 100, height: 40 }, text: { text: 'stage' } }] },
  ],
  wanjia: {
    sectors: ['stalls', 'balcony'],
    rows: [[{ order: 3 }], [{ order: 2 }, { order: 1 }]],
    seats: { '2-200-0': { kind: 'wheelchair' }, '2-200-1': { kind: 'companion' } },
    tables: [{ guid: 'T', zone: 'stalls', label: 'T1', seats: 4, position: { x: 100, y: 900 } }],
  },
}

describe('a hall', () => {
  const hall = hallOf(plan)
  it('numbers its seats by order, part and document, and names them apart', () => {
    expect(hall.seats.map((s) => s.name)).toEqual(['stalls 1-1', 'stalls 1-2', '1-3', '2-1', '2-2', 'balcony 1-1', 'balcony 1-2', 'T1-1', 'T1-2', 'T1-3', 'T1-4'])
    expect(hall.seats.map((s) => s.n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(hall.seats.map((s) => s.kind).slice(2, 6)).toEqual(['normal', 'wheelchair', 'companion', 'normal'])
  })
  it('puts no two seats of a table on one spot, and everything on the picture', () => {
    expect(new Set(hall.seats.map((s) => `${Math.round(s.x)} ${Math.round(s.y)}`)).size).toBe(hall.seats.length)
    for (const s of hall.seats) {
      expect(s.x).toBeGreaterThan(hall.box.x)
      expect(s.y).toBeLessThan(hall.box.y + hall.box.height)
    }
    expect(hall.shapes).toEqual([{ kind: 'rectangle', x: 0, y: 0, width: 100, height: 40, text: 'stage' }])
  })
  it('reads how seats stand from two bits each', () => {
    expect(statesOf(btoa(String.fromCharCode(0b10_01_00_10, 0b01)), 5)).toEqual(['taken', 'free', 'held', 'taken', 'held'])
    expect(statesOf('', 2)).toEqual(['free', 'free'])
  })
  it('says the seats of a row together', () => {
    expect(byRow(hall.seats.slice(2, 5))).toEqual([{ row: '1', seats: ['3'] }, { row: '2', seats: ['1', '2'] }])
  })
})
