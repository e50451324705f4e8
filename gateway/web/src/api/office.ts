// Booking for others, by telephone or at the door.
import { api, type Claim, type Event, type Session } from './client'
import type { Given } from './desk'
import { persist } from './persist'
import type { components } from './schema'
import { get, post } from './send'
import { ask } from './trouble'

export type OfficePool = components['schemas']['OfficePool']
export type ChainItem = components['schemas']['ChainItem']
export type { Event, Session }

/** What is booked for whom. */
export interface ForOther { person: string; party: number; children: number; stepFree: boolean; consent: Given; channel?: OfficePool['channel'] }

export const office = {
  stock: (session: string) => get<{ items: OfficePool[] }>(`/v1/sessions/${encodeURIComponent(session)}/office`),
  match: (text: string, building = '') => post<{ items: ChainItem[] }>('/v1/chains', { text, ...(building ? { building } : {}) }),
  /** One press under a key of its own: sent again until its outcome is known, it books once. */
  book: (pool: string, b: ForOther, key: string): Promise<Claim> => {
    let sent = false
    return persist(() => {
      const again = sent
      sent = true
      return ask(
        api.POST('/v1/pools/{pool}/claims', {
          params: { path: { pool }, header: { 'Idempotency-Key': key, ...(again ? { 'X-Retry': '1' } : {}) } },
          body: { party: b.party, ...(b.children ? { children: b.children } : {}), ...(b.stepFree ? { needs: ['wheelchair' as const] } : {}), for: b.person, consent: b.consent, ...(b.channel ? { channel: b.channel } : {}) },
        }),
      )
    }, { attempts: 4 })
  },
}
