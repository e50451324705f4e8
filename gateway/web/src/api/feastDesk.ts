// The banquet as those who organise it ask for it: its venues, and dishes that are recalled.
import type { components } from './schema'
import { get, post, put } from './send'

type Schemas = components['schemas']
export type Venue = Schemas['BanquetVenue']
export type Recalled = Schemas['BanquetRecalled']
export type RecallOrder = Schemas['BanquetRecallOrder']
export type RecallList = Schemas['BanquetRecallList']
export type RecallHome = Schemas['BanquetRecallHome']
export interface RecallAsk { number?: string; library?: string; words?: string; reason: string }

const at = (event: string) => `/v1/banquets/${encodeURIComponent(event)}`

export const feastDesk = {
  venues: async (event: string) => (await get<{ items: Venue[] }>(`${at(event)}/venues`)).items,
  setVenue: (event: string, v: Venue, state: 'open' | 'closed', reason: string) => put<Venue>(`${at(event)}/venues/${encodeURIComponent(v.code)}`, { state, reason, rev: v.rev }),
  order: (event: string, ask: RecallAsk) => post<RecallOrder>(`${at(event)}/recalls`, ask),
  recalls: async (event: string) => (await get<{ items: RecallOrder[] }>(`${at(event)}/recalls`)).items,
  recallList: (event: string, id: string) => get<RecallList>(`${at(event)}/recalls/${encodeURIComponent(id)}`),
  toldOf: (event: string, id: string, household: string, how: string) => post<RecallHome>(`${at(event)}/recalls/${encodeURIComponent(id)}/homes/${encodeURIComponent(household)}/told`, { how }),
  recall: (event: string, ask: RecallAsk) => post<Schemas['BanquetRecall']>(`${at(event)}/recall`, ask),
}
