// What the page of tables works out from a drawing and who sits there: colours, and what
// each of them means.
import type { HallTable, SeatedHall, SeatedHome } from '../api/seating'
import type { Trouble } from '../api/trouble'
import { i18n } from '../i18n'
import { tables as en } from '../i18n/tables.en'
import { tables as zh } from '../i18n/tables.zh'
import { clockTime } from '../lib/time'

// Only whoever seats people downloads these sentences.
i18n.global.mergeLocaleMessage('zh', { tables: zh })
i18n.global.mergeLocaleMessage('en', { tables: en })

export type Scheme = 'estate' | 'need' | 'balance' | 'state' | 'may'
export const schemes: Scheme[] = ['estate', 'need', 'balance', 'state', 'may']

/** What dishes may contain, in the order people know them by. */
export const marks = ['E', 'C', 'F', 'P', 'S', 'M', 'N', 'G', 'ML', 'SE', 'MU', 'MG', 'AL', 'BK', 'OT']

/** Colours far enough apart for most eyes; the first is of seats nobody has. */
export const FREE = '#e9e2d2'
const ESTATES = ['#a3241c', '#2f5d4a', '#c8963e', '#1d5f8a', '#7a4b8c', '#b8642a', '#4b7f3a', '#8a6d3b', '#39688f', '#9c3f63', '#5a5a9c', '#3c8080']
const NEEDS = { wheelchair: '#1d5f8a', allergens: '#7a4b8c', quiet: '#4b7f3a', only: '#c8963e', none: '#c9bda6' }
const MAY = { may: '#a3241c', open: '#c8963e', none: '#c9bda6' }
const BALANCE = ['#a3241c', '#b8642a', '#c8963e', '#4b7f3a']
const STATE = { reprint: '#a3241c', moved: '#b8642a', hand: '#7a4b8c', printed: '#1d5f8a', seated: '#4b7f3a' }

export interface Key {
  color: string
  label: string
}

/** Who sits in which seat of a hall: by table, then by seat from 0. */
export function seatsOf(homes: SeatedHome[]): Map<string, (SeatedHome | undefined)[]> {
  const all = new Map<string, (SeatedHome | undefined)[]>()
  for (const h of homes) {
    let seats = all.get(h.table)
    if (!seats) all.set(h.table, (seats = []))
    for (const n of h.places) seats[n - 1] = h
  }
  return all
}

/** What colour each household has under a scheme, and the key to it. mark is what is looked for among what dishes may contain. */
export function painter(scheme: Scheme, mark: string, seated: SeatedHall | undefined, t: (key: string, named?: Record<string, unknown>) => string) {
  const estates = [...new Set(seated?.homes.map((h) => h.estate) ?? [])].sort()
  const fills = new Map(seated?.tables.map((x) => [x.table, x.fills.length]) ?? [])
  const dishes = new Map(seated?.tables.map((x) => [x.table, x]) ?? [])
  const may = (h: SeatedHome) => (!dishes.get(h.table)?.dishes ? 'none' : dishes.get(h.table)!.may_contain.includes(mark) ? 'may' : 'open')
  const reprint = new Set(seated?.reprint ?? [])
  const need = (h: SeatedHome) => (h.wheelchairs?.length ? 'wheelchair' : h.allergens ? 'allergens' : h.quiet ? 'quiet' : h.only ? 'only' : 'none')
  const state = (h: SeatedHome) => (reprint.has(h.table) ? 'reprint' : h.moved ? 'moved' : h.hand ? 'hand' : h.printed ? 'printed' : 'seated')
  const color: Record<Scheme, (h: SeatedHome) => string> = {
    estate: (h) => ESTATES[estates.indexOf(h.estate) % ESTATES.length] ?? FREE,
    need: (h) => NEEDS[need(h)],
    balance: (h) => BALANCE[Math.min(3, fills.get(h.table) ?? 0)]!,
    state: (h) => STATE[state(h)],
    may: (h) => MAY[may(h)],
  }
  const keys: Record<Scheme, Key[]> = {
    estate: estates.map((e, i) => ({ color: ESTATES[i % ESTATES.length]!, label: estateName(e, seated) })),
    need: (Object.keys(NEEDS) as (keyof typeof NEEDS)[]).map((k) => ({ color: NEEDS[k], label: t(`tables.need.${k}`) })),
    balance: BALANCE.map((c, n) => ({ color: c, label: t('tables.balance', { n }) })),
    state: (Object.keys(STATE) as (keyof typeof STATE)[]).map((k) => ({ color: STATE[k], label: t(`tables.state.${k}`) })),
    may: (Object.keys(MAY) as (keyof typeof MAY)[]).map((k) => ({ color: MAY[k], label: t(`tables.mayKey.${k}`, { what: t(`tables.may.${mark}`) }) })),
  }
  return { color: color[scheme], keys: [...keys[scheme], { color: FREE, label: t('tables.free') }] }
}

/** People call an estate by what stands before the building's number. */
function estateName(code: string, seated: SeatedHall | undefined): string {
  const home = seated?.homes.find((h) => h.estate === code)
  return home?.address.split(' ')[0] || code
}

/** The next number nobody's table has. */
export function freeNumber(tables: HallTable[]): number {
  return tables.reduce((most, x) => Math.max(most, x.number), 0) + 1
}

interface Names {
  t: (key: string, named: Record<string, unknown>) => string
  te: (key: string) => boolean
  tableName: (id: string) => string
  numberOf: (id: string) => string | number
}

/** What a refusal of a change says beside its sentence: who was quicker, which tables it is about. */
export function refusal(trouble: Trouble, { t, te, tableName, numberOf }: Names): string {
  const d = trouble.details
  if (trouble.code === 'seat_unfit') return te(`tables.unfit.${d.why}`) ? t(`tables.unfit.${d.why}`, {}) : ''
  if (trouble.code === 'seat_moved') return t('tables.lost', { by: d.by, at: clockTime(String(d.at)), table: d.table ? tableName(String(d.table)) : t('tables.noTable', {}) })
  if (trouble.code === 'seating_newer' && d.by) return t('tables.lostAll', { by: d.by, at: clockTime(String(d.at)) })
  if (trouble.code === 'table_changed') return t('tables.lostTable', { by: d.by, at: clockTime(String(d.at)), n: numberOf(String(d.table)) })
  if (trouble.code === 'table_in_use') return (d.tables as string[]).map((id) => tableName(id)).join('、')
  if (trouble.code === 'tables_overlap') return (d.numbers as number[]).map((n) => t('tables.table', { n })).join('、')
  return ''
}
