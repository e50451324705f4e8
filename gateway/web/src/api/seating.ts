import { get, post } from './send'
import type { components } from './schema'
import { ask } from './trouble'

type Schemas = components['schemas']
export type HallSummary = Schemas['HallSummary']
export type HallDrawing = Schemas['HallDrawing']
export type HallTable = Schemas['HallTable']
export type Overview = Schemas['SeatingOverview']
export type SeatedHall = Schemas['SeatedHall']
export type SeatedHome = Schemas['SeatedHome']
export type SeatingRun = Schemas['SeatingRun']
export type Cost = Schemas['SeatingCost']
export type FoundSeat = Schemas['FoundSeat']
export type SeatWhy = Schemas['SeatWhy']
export type HallClosed = Schemas['HallClosure']
export type Unseated = Schemas['UnseatedHome']

const at = encodeURIComponent
const of = (event: string, sitting: string) => `/v1/events/${at(event)}/seating/${at(sitting)}`
const hallOf = (event: string, hall: string) => `/v1/events/${at(event)}/halls/${at(hall)}`

export interface Said {
  base: string
  try?: boolean
  why?: string
}

/** Halls of a banquet and who sits where. */
export const seating = {
  halls: async (event: string) => (await get<{ items: HallSummary[] }>(`/v1/events/${at(event)}/halls`)).items,
  hall: (event: string, hall: string) => get<HallDrawing>(hallOf(event, hall)),
  edit: (event: string, hall: string, base: number, put: HallTable[], drop: string[] = []) => post<HallDrawing>(`${hallOf(event, hall)}/edits`, { base, put, drop }),
  replace: sendPlan,
  overview: (event: string) => get<Overview>(`/v1/events/${at(event)}/seating`),
  run: (event: string, run: string) => get<SeatingRun>(`/v1/events/${at(event)}/seating/runs/${at(run)}`),
  start: (event: string, seed: number, why: string) => post<SeatingRun>(`/v1/events/${at(event)}/seating/runs`, { seed, why }),
  stop: (event: string, run: string) => post<SeatingRun>(`/v1/events/${at(event)}/seating/runs/${at(run)}/cancellation`, {}),
  seated: (event: string, sitting: string, hall: string) => get<SeatedHall>(`${of(event, sitting)}/halls/${at(hall)}`),
  left: async (event: string, sitting: string) => (await get<{ items: Unseated[] }>(`${of(event, sitting)}/left`)).items,
  find: async (event: string, sitting: string, q: string) => (await get<{ items: FoundSeat[] }>(`${of(event, sitting)}/search`, { q })).items,
  why: (event: string, sitting: string, household: string) => get<SeatWhy>(`${of(event, sitting)}/households/${at(household)}`),
  move: (event: string, sitting: string, said: Said & { household: string; table: string }) => post<Cost>(`${of(event, sitting)}/moves`, said),
  closeHall: (event: string, hall: string, said: { try?: boolean; why?: string }) => post<HallClosed>(`${hallOf(event, hall)}/closure`, said),
  openHall: (event: string, hall: string, why: string) => post<HallClosed>(`${hallOf(event, hall)}/opening`, { why }),
  update: (event: string, sitting: string, said: Said) => post<Cost>(`${of(event, sitting)}/updates`, said),
  publish: (event: string, sitting: string, said: Said) => post<Cost>(`${of(event, sitting)}/publication`, said),
  discard: (event: string, sitting: string, said: Said) => post<void>(`${of(event, sitting)}/discard`, said),
  undo: (event: string, sitting: string, said: Said) => post<Cost>(`${of(event, sitting)}/undo`, said),
}

async function sendPlan(event: string, hall: string, base: number, file: Blob): Promise<HallDrawing> {
  const asked = async () => {
    const response = await fetch(`${hallOf(event, hall)}/plan?base=${base}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: file, signal: AbortSignal.timeout(60_000) })
    const answer: unknown = await response.json().catch(() => undefined) // a proxy's page says nothing we could use
    return response.ok ? { data: answer as HallDrawing, response } : { error: answer, response }
  }
  return ask(asked())
}
