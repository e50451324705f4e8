// Where the words of a map stand: inside what they name when there is room, else beside
// it where they cover least. The frame is what has to be seen, of any ground.

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** What is named. An area may hold its own words; a point has them beside it. */
export interface Named {
  id: string
  lines: string[]
  area?: Box
  point?: { x: number; y: number }
}

export interface Words {
  id: string
  lines: string[]
  /** The middle of the first line, and its base. */
  x: number
  y: number
  box: Box
}

export interface Layout {
  frame: Box
  /** The size of letters in the ground's own unit: a 48th of its longer side. */
  letter: number
  /** The radius of a point. */
  radius: number
  words: Words[]
}

const LINE = 1.25 // of a letter
const wide = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/

/** How wide a text is, in letters. */
export function width(text: string): number {
  return [...text].reduce((sum, c) => sum + (wide.test(c) ? 1 : 0.58), 0)
}

export function around(boxes: Box[]): Box {
  const x = Math.min(...boxes.map((b) => b.x))
  const y = Math.min(...boxes.map((b) => b.y))
  return { x, y, width: Math.max(...boxes.map((b) => b.x + b.width)) - x, height: Math.max(...boxes.map((b) => b.y + b.height)) - y }
}

/** The area two boxes share. */
export function shared(a: Box, b: Box): number {
  const w = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const h = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return w > 0 && h > 0 ? w * h : 0
}

export function layOut(all: Named[]): Layout {
  const dots = all.flatMap((n) => (n.point ? [{ ...n.point, width: 0, height: 0 }] : []))
  const areas = all.flatMap((n) => (n.area ? [n.area] : []))
  if (!dots.length && !areas.length) return { frame: { x: 0, y: 0, width: 1, height: 1 }, letter: 1, radius: 1, words: [] }
  const ground = around([...dots, ...areas])
  const letter = Math.max(ground.width, ground.height, 1) / 48
  const radius = letter
  const circle = (p: { x: number; y: number }): Box => ({ x: p.x - radius, y: p.y - radius, width: 2 * radius, height: 2 * radius })
  const circles = all.flatMap((n) => (n.point ? [circle(n.point)] : []))

  const words: Words[] = []
  const put = (n: Named, box: Box) => words.push({ id: n.id, lines: n.lines, x: box.x + box.width / 2, y: box.y + letter, box })
  // What covers words or a point can not be read; what covers an area only can.
  const cost = (box: Box, own?: Box) =>
    10 * words.reduce((sum, w) => sum + shared(w.box, box), 0) +
    10 * circles.reduce((sum, c) => sum + shared(c, box), 0) +
    areas.reduce((sum, a) => sum + (a === own ? 0 : shared(a, box)), 0)

  const size = (n: Named) => ({ width: Math.max(...n.lines.map(width)) * letter, height: n.lines.length * LINE * letter })
  // The largest areas first: their words have the most places to go.
  const inOrder = [...all].sort((a, b) => (b.area ? b.area.width * b.area.height : 0) - (a.area ? a.area.width * a.area.height : 0))
  for (const n of inOrder) {
    const of = n.area ?? (n.point && circle(n.point))
    if (!of) continue
    const { width: w, height: h } = size(n)
    const [cx, cy] = [of.x + of.width / 2 - w / 2, of.y + of.height / 2 - h / 2]
    const gap = letter / 4
    const places: Box[] = []
    if (n.area && w <= of.width && h <= of.height) {
      // In the middle, else towards an edge, where no gate lies upon it.
      places.push(...[cy, of.y + gap, of.y + of.height - h - gap].map((y) => ({ x: cx, y, width: w, height: h })))
    }
    const beside = [
      { x: cx, y: of.y + of.height + gap },
      { x: cx, y: of.y - h - gap },
      { x: of.x + of.width + gap, y: cy },
      { x: of.x - w - gap, y: cy },
      { x: of.x + of.width + gap, y: of.y + of.height },
      { x: of.x - w - gap, y: of.y + of.height },
      { x: of.x + of.width + gap, y: of.y - h },
      { x: of.x - w - gap, y: of.y - h },
    ]
    places.push(...beside.map((at) => ({ ...at, width: w, height: h })))
    const costs = places.map((p) => cost(p, n.area))
    put(n, places[costs.indexOf(Math.min(...costs))]!) // the first of the best
  }
  const seen = around([...areas, ...circles, ...words.map((w) => w.box)])
  return {
    frame: { x: seen.x - letter / 2, y: seen.y - letter / 2, width: seen.width + letter, height: seen.height + letter },
    letter,
    radius,
    words,
  }
}
