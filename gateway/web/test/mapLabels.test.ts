import { describe, expect, it } from 'vitest'
import { layOut, shared, width, type Named } from '../src/console/mapLabels'

const zone = (id: string, x: number, y: number, w: number, h: number): Named => ({ id, lines: [`${id}的名字`, '畅通 · 1200'], area: { x, y, width: w, height: h } })
const gate = (id: string, x: number, y: number): Named => ({ id, lines: [id], point: { x, y } })

function clashes(all: Named[]): string[] {
  const { words, radius, frame } = layOut(all)
  const out: string[] = []
  for (const [i, a] of words.entries()) {
    for (const b of words.slice(i + 1)) if (shared(a.box, b.box) > 0) out.push(`${a.id} over ${b.id}`)
    for (const n of all) {
      if (n.point && shared(a.box, { x: n.point.x - radius, y: n.point.y - radius, width: 2 * radius, height: 2 * radius }) > 0) out.push(`${a.id} over the point of ${n.id}`)
    }
    if (shared(a.box, frame) < a.box.width * a.box.height * 0.999) out.push(`${a.id} out of the picture`)
  }
  return out
}

describe('words of a map', () => {
  it('count a Chinese character as one letter and a Latin one as less', () => {
    expect(width('广场')).toBe(2)
    expect(width('ab')).toBeLessThan(width('广场'))
  })

  it('stand inside a large area and beside a small one', () => {
    const all = [zone('大', 0, 0, 400, 200), zone('小', 420, 90, 20, 10)]
    const { words } = layOut(all)
    const at = (id: string) => words.find((w) => w.id === id)!.box
    expect(shared(at('大'), all[0]!.area!)).toBeCloseTo(at('大').width * at('大').height)
    expect(shared(at('小'), all[1]!.area!)).toBe(0)
  })

  it('do not cover each other, nor a gate, on grounds of any size', () => {
    // Two gates at a corner, a small zone between large ones, and the same in millimetres and kilometres.
    const all = [zone('甲', 0, 0, 180, 110), zone('乙', 190, 0, 30, 24), zone('丙', 230, 0, 200, 110), zone('丁', 0, 120, 430, 90), gate('北门', 205, 36), gate('西一门', 4, 60), gate('西二门', 6, 84), gate('南门', 220, 215), gate('东门', 432, 150)]
    for (const scale of [0.001, 1, 1000]) {
      const scaled = all.map((n) => ({
        ...n,
        area: n.area && { x: n.area.x * scale, y: n.area.y * scale, width: n.area.width * scale, height: n.area.height * scale },
        point: n.point && { x: n.point.x * scale, y: n.point.y * scale },
      }))
      expect(clashes(scaled)).toEqual([])
    }
  })

  it('make an empty ground a picture too', () => {
    expect(layOut([]).words).toEqual([])
  })
})
