import { newKey, type Attempts, type Wish } from './attempts'
import { book, partyOf, type Post } from './book'
import { api, type Claim } from './client'
import { persist, type Patience } from './persist'
import type { components } from './schema'
import { put } from './send'
import { ask } from './trouble'

type Schemas = components['schemas']
export type Entrance = Schemas['Entrance']

/** Who of a party has to be thought of. */
export interface Among { children: number; stepFree: boolean }

export const wishOf = (a: Among): Wish => ({ wheelchairs: a.stepFree ? 1 : 0, scattered: false, children: a.children })

const post: Post = (pool, party, key, again, wish, forWhom) =>
  ask(
    api.POST('/v1/pools/{pool}/claims', {
      params: { path: { pool }, header: { 'Idempotency-Key': key, ...(again ? { 'X-Retry': '1' } : {}) } },
      body: {
        party,
        ...partyOf(wish),
        ...(forWhom ? { for: forWhom } : {}),
      },
    }),
  )

/** Takes places of a show: one press, however often it is sent. */
export const bookShow = (attempts: Attempts, pool: string, party: number, among: Among, patience?: Patience, forWhom = ''): Promise<Claim> =>
  book(attempts, pool, party, patience, post, wishOf(among), forWhom)

export const entrances = (event: string): Promise<Entrance[]> => ask(api.GET('/v1/events/{event}/entrances', { params: { path: { event } } })).then((list) => list.items)

export type KindRules = Schemas['KindRules']
export type BookingRules = Schemas['BookingRules']

/** What binds whoever books, as the places themselves say it. */
export const bookingRules = (event: string): Promise<BookingRules> => ask(api.GET('/v1/events/{event}/rules', { params: { path: { event } } }))

export const shortCode = (code: string) => ask(api.GET('/v1/short/{code}', { params: { path: { code } } }))

/** Takes another time instead of a booking: one press, however often it is sent. */
export function swap(claim: string, pool: string): Promise<Claim> {
  const header = { 'Idempotency-Key': newKey() }
  return persist(() => ask(api.POST('/v1/claims/{claim}/swap', { params: { path: { claim }, header }, body: { pool } })), { attempts: 4 })
}

/** Comes in by another gate; doing it twice is the same as once. */
export const chooseGate = (claim: string, gate: string): Promise<void> => persist(() => put<void>(`/v1/claims/${encodeURIComponent(claim)}/gate`, { gate }), { attempts: 4 })
