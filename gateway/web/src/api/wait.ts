import type { Attempts, Wish } from './attempts'
import { partyOf, pressOf } from './book'
import { api, type Claim, type Standing } from './client'
import { persist, type Patience } from './persist'
import { ask, Trouble } from './trouble'

// After these the press is over and nobody was put on a list by it.
const FINAL = new Set(['room', 'already_waiting', 'not_open', 'closed', 'paused', 'party_size', 'children_alone', 'not_for_them', 'no_such_pool', 'idempotency_key', 'idempotency_reused'])

/** The press that joins a list has a key of its own, apart from that of booking. */
export const listOf = (pool: string): string => `${pool}#list`

/** Stands at the end of the waiting list: one press, however often it is sent. */
export async function join(attempts: Attempts, pool: string, party: number, patience?: Patience, forWhom = '', wish?: Wish): Promise<Standing> {
  const press = listOf(pressOf(pool, forWhom))
  const { key } = attempts.open(press, party, wish)
  try {
    const standing = await persist(
      () => ask(api.POST('/v1/pools/{pool}/waitlist', { params: { path: { pool }, header: { 'Idempotency-Key': key } }, body: { party, ...partyOf(wish), ...(forWhom ? { for: forWhom } : {}) } })),
      patience,
    )
    attempts.settle(press)
    return standing
  } catch (err) {
    if (err instanceof Trouble && FINAL.has(err.code)) attempts.settle(press)
    throw err
  }
}

/** Where the signed-in person waits and what they were offered, newest first. */
export async function standings(forWhom = ''): Promise<Standing[]> {
  return (await ask(api.GET('/v1/me/waitlist', { params: { query: forWhom ? { for: forWhom } : {} }, cache: 'no-store' }))).items ?? []
}

/** Takes up an offer; doing it twice is the same as once. */
export const accept = (offer: string): Promise<Claim> => persist(() => ask(api.POST('/v1/offers/{offer}/accept', { params: { path: { offer } } })), { attempts: 4 })

/** Leaves the list or turns an offer down; doing it twice is the same as once. */
export const leave = (offer: string): Promise<unknown> => persist(() => ask(api.DELETE('/v1/offers/{offer}', { params: { path: { offer } } })), { attempts: 4 })
