// The floor of a hall: where chairs stand round a table, what a table takes of the
// floor, and where one that is dragged comes to rest. Lengths are centimetres.

export interface FloorTable {
  id: string
  number: number
  shape: 'round' | 'long'
  seats: number
  x: number
  y: number
  rotation?: number
}

const ROUND = 180
const LONG = 240
const WIDE = 80
const CHAIR = 25

/** Where seat n of a table stands; seat 1 is at its head. */
export function chair(t: FloorTable, n: number): [number, number] {
  let dx: number
  let dy: number
  if (t.shape === 'round') {
    const turn = (2 * Math.PI * (n - 1)) / t.seats - Math.PI / 2
    dx = Math.cos(turn) * (ROUND / 2 + CHAIR)
    dy = Math.sin(turn) * (ROUND / 2 + CHAIR)
  } else {
    const head = 1 + Math.floor(t.seats / 2)
    if (n === 1) [dx, dy] = [-LONG / 2 - CHAIR, 0]
    else if (n === head && t.seats > 1) [dx, dy] = [LONG / 2 + CHAIR, 0]
    else if (n < head) [dx, dy] = [-LONG / 2 + (LONG * (n - 1.5)) / Math.max(head - 2, 1), -WIDE / 2 - CHAIR]
    else [dx, dy] = [LONG / 2 - (LONG * (n - head - 0.5)) / Math.max(t.seats - head, 1), WIDE / 2 + CHAIR]
  }
  const turn = ((t.rotation ?? 0) * Math.PI) / 180
  return [t.x + dx * Math.cos(turn) - dy * Math.sin(turn), t.y + dx * Math.sin(turn) + dy * Math.cos(turn)]
}

/** How far a table reaches from its middle along both ways. */
export function extent(t: FloorTable): [number, number] {
  if (t.shape === 'round') return [ROUND / 2, ROUND / 2]
  const turn = ((t.rotation ?? 0) * Math.PI) / 180
  const c = Math.abs(Math.cos(turn))
  const s = Math.abs(Math.sin(turn))
  return [(c * LONG + s * WIDE) / 2, (s * LONG + c * WIDE) / 2]
}

/** How much floor is between two tables, negative where they stand on one spot. */
export function gap(a: FloorTable, b: FloorTable): number {
  const dx = Math.abs(a.x - b.x)
  const dy = Math.abs(a.y - b.y)
  if (a.shape === 'round' && b.shape === 'round') return Math.hypot(dx, dy) - ROUND
  const [ax, ay] = extent(a)
  const [bx, by] = extent(b)
  return Math.max(dx - ax - bx, dy - ay - by)
}

/** The table that is nearest to another, and how much floor is between them. */
export function nearest(t: FloorTable, all: FloorTable[]): { table: FloorTable; gap: number } | undefined {
  let best: { table: FloorTable; gap: number } | undefined
  for (const other of all) {
    if (other.id === t.id) continue
    const g = gap(t, other)
    if (!best || g < best.gap) best = { table: other, gap: g }
  }
  return best
}

const GRID = 10
const REACH = 30

/** Where a dragged table comes to rest: in line with another that is near, else on the grid. */
export function snap(t: FloorTable, all: FloorTable[]): { x: number; y: number } {
  const rest = (at: number, lines: number[]) => {
    const line = lines.reduce<number | undefined>((best, l) => (Math.abs(l - at) <= REACH && (best === undefined || Math.abs(l - at) < Math.abs(best - at)) ? l : best), undefined)
    return line ?? Math.round(at / GRID) * GRID
  }
  const near = all.filter((o) => o.id !== t.id && Math.abs(o.x - t.x) < 1500 && Math.abs(o.y - t.y) < 1500)
  return { x: rest(t.x, near.map((o) => o.x)), y: rest(t.y, near.map((o) => o.y)) }
}

/** The first free spot beside a table for one more like it; undefined when there is none. */
export function beside(t: FloorTable, all: FloorTable[], width: number, height: number): { x: number; y: number } | undefined {
  for (let ring = 1; ring < 40; ring++) {
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1], [1, 1], [-1, 1], [1, -1], [-1, -1]] as const) {
      const at = { ...t, id: '', x: t.x + dx * ring * 300, y: t.y + dy * ring * 400 }
      if (at.x < 150 || at.y < 150 || at.x > width - 150 || at.y > height - 150) continue
      if (all.every((o) => gap(at, o) >= 60)) return { x: at.x, y: at.y }
    }
  }
  return undefined
}
