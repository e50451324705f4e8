// Editions of events, as those who organise them ask for them. Every change says why
// and goes by the edition as it was read.
import type { components } from './schema'
import { get, post, put } from './send'

type Schemas = components['schemas']
export type Edition = Schemas['Edition']
export type EditionEntry = Schemas['EditionEntry']
export interface Words { zh: string; en: string }
export interface Plan { edition?: number; title: Words; summary: Words; place: Words; starts: string; ends?: string; hotline: string; owner: string }
export interface Begin extends Partial<Plan> { kind?: string; from?: string; starts: string; public?: boolean; expected?: number; why: string }
export interface Dated { title: Words; starts: string; ends: string; why: string; authority?: string }
export type Bulletin = Schemas['Bulletin']
export type Guest = Schemas['Guest']
export type BookingCurve = Schemas['BookingCurve']
/** What is done to an edition in public, on whose word, and what its guests are told. */
export interface Command { note: Words; authority: string; why: string }

const at = (e: Pick<Edition, 'id'>) => `/v1/editions/${encodeURIComponent(e.id)}`

export const editions = {
  list: () => get<{ items: EditionEntry[] }>('/v1/editions'),
  one: (id: string) => get<Edition>(at({ id })),
  usual: (kind: string, after?: string) => get<{ starts: string; ends: string; lunar: string }>('/v1/edition-dates', { kind, after }),
  begin: (b: Begin) => post<Edition>('/v1/editions', b),
  revise: (e: Edition, plan: Plan, why: string, authority: string) => put<Edition>(at(e), { rev: e.rev, why, authority, ...plan }),
  permit: (e: Edition, p: { public: boolean; expected: number; state: string; number?: string; ceiling?: number }, why: string) => put<Edition>(`${at(e)}/permit`, { rev: e.rev, why, ...p }),
  publish: (e: Edition, override: string, why: string) => post<Edition>(`${at(e)}/publication`, { rev: e.rev, override, why }),
  addSession: (e: Edition, s: Dated) => post<Edition>(`${at(e)}/sessions`, { rev: e.rev, ...s }),
  putSession: (e: Edition, session: string, s: Dated) => put<Edition>(`${at(e)}/sessions/${encodeURIComponent(session)}`, { rev: e.rev, ...s }),
  dropSession: (e: Edition, session: string, why: string) => post<Edition>(`${at(e)}/sessions/${encodeURIComponent(session)}/removal`, { rev: e.rev, why }),
  drop: (e: Edition, why: string) => post<void>(`${at(e)}/removal`, { rev: e.rev, why }),
  command: (e: Edition, what: 'postponement' | 'stop' | 'cancellation', c: Command) => post<Edition>(`${at(e)}/${what}`, { rev: e.rev, ...c }),
  resume: (e: Edition, starts: string, c: Command) => post<Edition>(`${at(e)}/resumption`, { rev: e.rev, starts, ...c }),
  curve: (id: string) => get<BookingCurve>(`/v1/events/${encodeURIComponent(id)}/booking-curve`),
  said: (id: string) => get<{ items: Bulletin[]; as_of: string }>(`${at({ id })}/bulletins`),
  guests: (b: Bulletin, event: string, state: string, after: string) => get<{ items: Guest[]; next: string }>(`${at({ id: event })}/bulletins/${encodeURIComponent(b.id)}/guests`, { state, after, limit: 50 }),
  guestList: (b: Bulletin, event: string) => `${at({ id: event })}/bulletins/${encodeURIComponent(b.id)}/guests.csv`,
}
