// How a hall is drawn: what the brush goes over is made once and painted often, and a grid
// says what is near a spot.
import type { HallDrawing, HallTable, SeatedHome } from '../api/seating'
import { chair } from '../lib/floor'
import { FREE } from './seating'

export interface Brush {
  /** The seats of one colour. */
  paths: Map<string, Path2D>
  rings: Path2D
  tops: Path2D
  ends: Path2D
  cells: Map<string, HallTable[]>
}

const CELL = 400
/** Half of a seat, in centimetres. */
export const SEAT = 22

export const PARTS: Record<string, string> = { stage: '#a3241c', toilet: '#1d5f8a', exit: '#2f5d4a', ramp: '#5a5a9c', aisle: '#e5dcc6', kitchen: '#b8642a' }

/** Makes the brush of a hall; a table that is carried at the moment is left out. */
export function prepared(drawing: HallDrawing, seats: Map<string, (SeatedHome | undefined)[]>, color: (home: SeatedHome) => string, household?: string, carried?: string): Brush {
  const paths = new Map<string, Path2D>()
  const tops = new Path2D()
  const ends = new Path2D()
  const rings = new Path2D()
  const at = (color: string) => {
    let p = paths.get(color)
    if (!p) paths.set(color, (p = new Path2D()))
    return p
  }
  const cells = new Map<string, HallTable[]>()
  const dots = drawing.seats > 12_000 // so many are squares, which are cheaper
  for (const t of drawing.items) {
    const cell = `${Math.floor(t.x / CELL)},${Math.floor(t.y / CELL)}`
    const there = cells.get(cell)
    if (there) there.push(t)
    else cells.set(cell, [t])
    if (t.id === carried) continue
    top(tops, t)
    const who = seats.get(t.id)
    for (let n = 1; n <= t.seats; n++) {
      const [x, y] = chair(t, n)
      const home = who?.[n - 1]
      const path = at(home ? color(home) : FREE)
      if (dots) path.rect(x - SEAT, y - SEAT, 2 * SEAT, 2 * SEAT)
      else {
        path.moveTo(x + SEAT, y)
        path.arc(x, y, SEAT, 0, 2 * Math.PI)
      }
      if (t.ends?.includes(n)) ends.rect(x - SEAT - 6, y - SEAT - 6, 2 * SEAT + 12, 2 * SEAT + 12)
      if (home && home.household === household) {
        rings.moveTo(x + SEAT + 14, y)
        rings.arc(x, y, SEAT + 14, 0, 2 * Math.PI)
      }
    }
  }
  return { paths, tops, ends, rings, cells }
}

/** The tables of the cells round a spot of the floor. */
export function* cellsAround(brush: Brush, x: number, y: number): Iterable<HallTable> {
  for (let i = -1; i <= 1; i++) {
    for (let j = -1; j <= 1; j++) yield* brush.cells.get(`${Math.floor(x / CELL) + i},${Math.floor(y / CELL) + j}`) ?? []
  }
}

export function top(path: Path2D, t: HallTable): void {
  if (t.shape === 'round') {
    path.moveTo(t.x + 90, t.y)
    path.arc(t.x, t.y, 90, 0, 2 * Math.PI)
    return
  }
  const turn = new DOMMatrix().translate(t.x, t.y).rotate(t.rotation ?? 0)
  const plain = new Path2D()
  plain.rect(-120, -40, 240, 80)
  path.addPath(plain, turn)
}

export function write(c: CanvasRenderingContext2D, text: string, x: number, y: number, size: number, color: string): void {
  c.fillStyle = color
  c.font = `600 ${size}px sans-serif`
  c.textAlign = 'center'
  c.textBaseline = 'middle'
  c.fillText(text, x, y)
}

export function line(c: CanvasRenderingContext2D, a: [number, number], b: [number, number], text: string, scale: number): void {
  c.strokeStyle = '#a3241c'
  c.lineWidth = 2 / scale
  c.beginPath()
  c.moveTo(...a)
  c.lineTo(...b)
  c.stroke()
  write(c, text, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2 - 12 / scale, 16 / scale, '#821a15')
}
