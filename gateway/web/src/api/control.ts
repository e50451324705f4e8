import type { components } from './schema'
import { get, patch, post, put, remove } from './send'

type Schemas = components['schemas']
export type Programme = Schemas['Programme']
export type ShowItem = Schemas['ShowItem']
export type ShowSource = Schemas['ShowSource']
export type WhatIf = Schemas['WhatIf']
export type PlanBody = Schemas['PlanInputBody']
export type PlannedItem = Schemas['PlannedItem']
export type ItemPerformer = Schemas['ItemPerformer']
export type OnAir = Schemas['OnAir']
export type StageToken = Schemas['StageToken']

const at = (channel: string) => `/v1/channels/${encodeURIComponent(channel)}`

export type Film = Schemas['Film']

const film = (id: string) => `/v1/films/${encodeURIComponent(id)}`

/** Recorded films, for the running order. */
export const films = {
  list: () => get<Schemas['FilmList']>('/v1/films').then((l) => l.items),
  announce: (title: string, size: number) => post<Film>('/v1/films', { title, size }),
  part: (id: string, n: number, bytes: Blob) => put<void>(`${film(id)}/parts/${n}`, bytes),
  finish: (id: string) => post<Film>(`${film(id)}/finish`, undefined),
  remove: (id: string) => remove(film(id)),
}

/** What a director does to the show of a channel. */
export const show = {
  read: (channel: string) => get<Programme>(`${at(channel)}/programme`),
  screen: (channel: string) => `${at(channel)}/screen`,
  take: (channel: string, shot: { source?: string; item?: string }) => post<OnAir>(`${at(channel)}/take`, shot),
  slate: (channel: string) => post<OnAir>(`${at(channel)}/slate`, undefined),
  performers: (channel: string) => get<Schemas['FoundList']>(`${at(channel)}/programme/performers`).then((l) => l.items),
  find: (q: string) => get<Schemas['FoundList']>('/v1/performers', { q, limit: 10 }),
  change: (channel: string, item: string, body: Record<string, unknown>) => patch<Programme>(`${at(channel)}/programme/items/${encodeURIComponent(item)}`, body),
  drop: (channel: string, version: number, items: string[]) => post<Programme>(`${at(channel)}/programme/drops`, { version, items }),
  sign: (channel: string, check: string, body: { version: number; note?: string; open?: boolean }) => put<Programme>(`${at(channel)}/programme/checks/${check}`, body),
  move: (channel: string, version: number, state: string) => post<Programme>(`${at(channel)}/state`, { version, state }),
  whatIf: (channel: string, items: string[]) => get<Schemas['WhatIf']>(`${at(channel)}/programme/what-if?without=${encodeURIComponent(items.join(','))}`),
  plan: (channel: string, body: Schemas['PlanInputBody']) => put<Programme>(`${at(channel)}/programme`, body),
  goLive: (channel: string, version: number, why: string) => post<Programme>(`${at(channel)}/go-live`, { version, why }),
  end: (channel: string, version: number) => post<Programme>(`${at(channel)}/end`, { version }),
  desk: (room: string) => post<StageToken>(`/v1/stages/${encodeURIComponent(room)}/desk`, { role: 'director' }),
}
