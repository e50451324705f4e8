// The banquet as those who organise it ask for it: its venues, and dishes that are recalled.
import type { components } from './schema'
import { get, post, put } from './send'

type Schemas = components['schemas']
export type Venue = Schemas['BanquetVenue']
export type Recalled = Schemas['BanquetRecalled']
export interface RecallAsk { number?: string; library?: string; words?: string; reason: string }

const at = (event: string) => `/v1/banquets/${encodeURIComponent(event)}`

export const feastDesk = {
  venues: async (event: string) => (await get<{ items: Venue[] }>(`${at(event)}/venues`)).items,
  setVenue: (event: string, v: Venue, state: 'open' | 'closed', reason: string) => put<Venue>(`${at(event)}/venues/${encodeURIComponent(v.code)}`, { state, reason, rev: v.rev }),
  recall: (event: string, ask: RecallAsk) => post<Schemas['BanquetRecall']>(`${at(event)}/recall`, ask),
}
