import type { ItemPerformer, PlanBody, PlannedItem, Programme } from '../../api/control'
import { clock } from '../../show/screen'

/** A running order as it stands in the form. Lengths and times are as people write them. */
export interface Draft {
  title: { zh: string; en: string }
  starts: string
  delay: number
  quick: boolean
  gap: number
  items: Row[]
  outs: { who: string; at: string }[]
}
export interface Row extends Omit<PlannedItem, 'length' | 'feed' | 'standby' | 'performers'> {
  key: number
  length: string
  feed: string
  standby: string
  performers: ItemPerformer[]
}

let keys = 0
const ZONE = 8 * 3_600_000 // shows are planned in Beijing time, wherever the browser is

/** A moment as an input of type datetime-local has it. */
export const local = (at: string): string => new Date(Date.parse(at) + ZONE).toISOString().slice(0, 16)
/** The moment that such an input means; NaN for none. */
export const moment = (text: string): number => Date.parse(`${text}:00+08:00`)

/** "3:40" or "220" in seconds; NaN for anything else. */
export function seconds(text: string): number {
  const parts = /^(?:(\d{1,3})[:：])?(\d{1,4})$/.exec(text.trim())
  return parts ? Number(parts[1] ?? 0) * 60 + Number(parts[2]) : NaN
}

export const empty = (): Draft => ({ title: { zh: '', en: '' }, starts: '', delay: 60, quick: false, gap: 10, items: [row('01')], outs: [] })

export function row(id: string): Row {
  return { key: ++keys, id, title: { zh: '', en: '' }, kind: '', from: 'stage', length: '3:00', feed: '', standby: '', minors: false, agreed: false, fixed: false, performers: [] }
}

/** The running order of a show, to be changed or taken for another; of the past only what may come again. */
export function from(p: Programme, again: boolean): Draft {
  return {
    title: { ...p.title },
    starts: again ? '' : local(p.starts),
    delay: p.delay,
    quick: p.quick ?? false,
    gap: p.gap,
    items: p.items
      .filter((i) => again || i.state !== 'cut')
      .map((i) => ({ key: ++keys, id: i.id, title: { ...i.title }, kind: i.kind, from: i.from, length: clock(i.length), feed: again && i.feed.startsWith('camera:') ? '' : i.feed, standby: again && i.standby.startsWith('camera:') ? '' : i.standby, minors: i.minors, agreed: !again && (i.agreed ?? false), fixed: i.fixed, performers: i.performers.map((one) => ({ ...one })) })),
    outs: again ? [] : p.outs.map((o) => ({ who: o.who, at: local(o.at) })),
  }
}

/** The number of the next item. */
export function nextID(items: readonly Row[]): string {
  const used = Math.max(0, ...items.map((i) => Number.parseInt(i.id, 10) || 0))
  return String(used + 1).padStart(2, '0')
}

export type Wrong = { row: number; what: 'planNoName' | 'planTwice' | 'lengthBad' } | { what: 'planNeedsTitle' | 'planNeedsStart' }

/** What stands in the way of saving, first things first. */
export function wrong(d: Draft): Wrong | undefined {
  if (!d.title.zh.trim()) return { what: 'planNeedsTitle' }
  if (Number.isNaN(moment(d.starts))) return { what: 'planNeedsStart' }
  const seen = new Set<string>()
  for (const [n, i] of d.items.entries()) {
    if (!i.title.zh.trim()) return { row: n + 1, what: 'planNoName' }
    if (!i.id.trim() || seen.has(i.id.trim())) return { row: n + 1, what: 'planTwice' }
    if (!(seconds(i.length) >= 1)) return { row: n + 1, what: 'lengthBad' }
    seen.add(i.id.trim())
  }
  return undefined
}

export function body(d: Draft, version: number): PlanBody {
  return {
    version,
    title: { zh: d.title.zh.trim(), en: d.title.en.trim() },
    starts: new Date(moment(d.starts)).toISOString(),
    delay: d.delay,
    quick: d.quick,
    gap: d.gap,
    items: d.items.map((i) => ({ id: i.id.trim(), title: { zh: i.title.zh.trim(), en: i.title.en.trim() }, kind: i.kind, from: i.from, length: seconds(i.length), feed: i.feed, standby: i.standby, minors: i.minors, agreed: i.agreed ?? false, fixed: i.fixed, performers: i.performers })),
    outs: d.outs.filter((o) => o.who.trim() && !Number.isNaN(moment(o.at))).map((o) => ({ who: o.who.trim(), at: new Date(moment(o.at)).toISOString() })),
  }
}

/** How long all of it is, and when the public sees its end; NaN while a length is none. */
export function total(d: Draft): { length: number; ends: number } {
  const length = d.items.reduce((sum, i) => sum + seconds(i.length), 0) + Math.max(0, d.items.length - 1) * d.gap
  return { length, ends: moment(d.starts) + length * 1000 }
}
