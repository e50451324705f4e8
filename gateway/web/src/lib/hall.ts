// A hall as its seating plan describes it. Seats are numbered as the service numbers
// them: by the order of the rows from the stage, then the part of the hall, then as
// they stand in the document.

export type SeatKind = 'normal' | 'wheelchair' | 'companion'

export interface HallSeat {
  /** Its place number in a pool of this plan. */
  n: number
  name: string
  row: string
  sector: string
  x: number
  y: number
  kind: SeatKind
}

export interface Shape {
  kind: 'rectangle' | 'circle'
  x: number
  y: number
  width: number
  height: number
  text: string
}

export interface Hall {
  name: string
  sectors: string[]
  seats: HallSeat[]
  shapes: Shape[]
  /** Names of rows and tables, where they are written. */
  labels: Shape[]
  /** Half of the room a seat has on the drawing. */
  half: number
  box: { x: number; y: number; width: number; height: number }
}

interface Spot { x: number; y: number }
interface PlanRow { row_number: string; position?: Spot; seats: { seat_guid: string; seat_number: string; position: Spot }[] }
interface PlanArea { shape?: string; position?: Spot; width?: number; height?: number; rectangle?: { width: number; height: number }; circle?: { radius: number }; text?: { text?: string } }
/** The document, as the service gives it out: complete. */
export interface PlanDocument {
  name: string
  zones: { name?: string; position: Spot; rows?: PlanRow[] | null; areas?: PlanArea[] | null }[]
  wanjia?: {
    sectors?: string[]
    rows?: { order: number }[][]
    seats?: Record<string, { kind: SeatKind }>
    tables?: { guid: string; zone: string; label: string; seats: number; position: Spot }[]
  }
}

/** Reads the document of a plan. */
export function hallOf(plan: PlanDocument): Hall {
  const extra = plan.wanjia ?? {}
  const sectors = extra.sectors ?? plan.zones.map((z) => z.name ?? '')
  const rank = (name: string) => sectors.indexOf(name)
  const rows: { order: number; sector: string; seats: Omit<HallSeat, 'n'>[] }[] = []
  plan.zones.forEach((zone, i) =>
    (zone.rows ?? []).forEach((row, j) => {
      if (row.seats.length === 0) return
      const sector = zone.name ?? ''
      const seats = row.seats.map((s) => ({
        name: `${row.row_number}-${s.seat_number}`, row: row.row_number, sector, kind: extra.seats?.[s.seat_guid]?.kind ?? ('normal' as const),
        x: zone.position.x + (row.position?.x ?? 0) + s.position.x, y: zone.position.y + (row.position?.y ?? 0) + s.position.y,
      }))
      rows.push({ order: extra.rows?.[i]?.[j]?.order ?? 1, sector, seats })
    }),
  )
  const half = Math.max(1, nearest(rows.map((r) => r.seats)) / 2)
  const tables = extra.tables?.length ?? 0
  let order = Math.max(0, ...rows.map((r) => r.order), ...(extra.rows ?? []).flat().map((r) => r.order))
  for (const table of extra.tables ?? []) rows.push({ order: (order += 2), sector: table.zone, seats: around(table, half) })
  rows.sort((a, b) => a.order - b.order || rank(a.sector) - rank(b.sector)) // stable, as the service's
  const seats = rows.flatMap((r) => r.seats).map((s, i) => ({ ...s, n: i + 1 }))
  const met = new Map<string, number>()
  for (const s of seats) met.set(s.name, (met.get(s.name) ?? 0) + 1)
  for (const s of seats) if (met.get(s.name)! > 1 && s.sector) s.name = `${s.sector} ${s.name}`
  const shapes = plan.zones.flatMap((z) => (z.areas ?? []).flatMap((a) => shapeOf(a, z.position)))
  const labels: Shape[] = rows.map((r, i) => {
    const table = i >= rows.length - tables
    const x = table ? r.seats.reduce((sum, s) => sum + s.x, 0) / r.seats.length : r.seats[0]!.x - 2 * half
    const y = table ? r.seats.reduce((sum, s) => sum + s.y, 0) / r.seats.length : r.seats[0]!.y
    return { kind: 'circle', x: x - half, y: y - half, width: 2 * half, height: 2 * half, text: r.seats[0]!.row }
  })
  return { name: plan.name, sectors, seats, shapes, labels, half, box: boxOf(seats, [...shapes, ...labels], half) }
}

/** The seats of a table, on a circle around it. */
function around(table: { label: string; zone: string; seats: number; position: Spot }, half: number): Omit<HallSeat, 'n'>[] {
  const radius = Math.max(2, table.seats / Math.PI) * half * 1.1
  return Array.from({ length: table.seats }, (_, k) => ({
    name: `${table.label}-${k + 1}`, row: table.label, sector: table.zone, kind: 'normal',
    x: table.position.x + radius * Math.sin((2 * Math.PI * k) / table.seats), y: table.position.y - radius * Math.cos((2 * Math.PI * k) / table.seats),
  }))
}

/** The usual distance between two seats of a row. */
function nearest(rows: readonly Spot[][]): number {
  const steps = rows.flatMap((seats) => seats.slice(1).map((s, i) => Math.hypot(s.x - seats[i]!.x, s.y - seats[i]!.y))).filter((d) => d > 0).sort((a, b) => a - b)
  return steps[Math.floor(steps.length / 2)] ?? 60
}

function shapeOf(a: PlanArea, zone: Spot): Shape[] {
  const at = { x: zone.x + (a.position?.x ?? 0), y: zone.y + (a.position?.y ?? 0), text: a.text?.text ?? '' }
  if (a.shape === 'circle' && a.circle) return [{ kind: 'circle', ...at, x: at.x - a.circle.radius, y: at.y - a.circle.radius, width: 2 * a.circle.radius, height: 2 * a.circle.radius }]
  const size = a.rectangle ?? (a.width && a.height ? { width: a.width, height: a.height } : undefined)
  return size ? [{ kind: 'rectangle', ...at, ...size }] : []
}

function boxOf(seats: readonly Spot[], shapes: readonly Shape[], half: number): Hall['box'] {
  let [x, y, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  const take = (l: number, t: number, r: number, b: number) => ([x, y, right, bottom] = [Math.min(x, l), Math.min(y, t), Math.max(right, r), Math.max(bottom, b)])
  for (const s of seats) take(s.x - half, s.y - half, s.x + half, s.y + half)
  for (const s of shapes) take(s.x, s.y, s.x + s.width, s.y + s.height)
  return Number.isFinite(x) ? { x: x - half, y: y - half, width: right - x + 2 * half, height: bottom - y + 2 * half } : { x: 0, y: 0, width: 1, height: 1 }
}

export type SeatState = 'free' | 'held' | 'taken'
const STATES: readonly SeatState[] = ['free', 'held', 'taken', 'taken']

/** How seats stand, from base64 of two bits a seat, the first in the lowest bits. */
export function statesOf(bits: string, seats: number): SeatState[] {
  const bytes = atob(bits)
  return Array.from({ length: seats }, (_, i) => STATES[(bytes.charCodeAt(i >> 2) >> (2 * (i & 3))) & 3] ?? 'free')
}

/** Names of seats as one reads them: those of one row together. */
export function byRow(seats: readonly Pick<HallSeat, 'row' | 'name'>[]): { row: string; seats: string[] }[] {
  const rows = new Map<string, string[]>()
  for (const s of seats) rows.set(s.row, [...(rows.get(s.row) ?? []), s.name.slice(s.name.lastIndexOf('-') + 1)])
  return [...rows].map(([row, list]) => ({ row, seats: list }))
}
