import { api, type Claim } from './client'
import type { Attempts, Wish } from './attempts'
import { persist, type Patience } from './persist'
import { ask, Trouble } from './trouble'

// After these the press is over and nothing was taken by it. After any other
// refusal it may still have been carried out, so its key is kept.
const FINAL = new Set(['sold_out', 'waitlist', 'limit', 'already_claimed', 'not_open', 'closed', 'paused', 'party_size', 'children_alone', 'not_for_them', 'no_such_pool', 'lapsed', 'no_block', 'bad_needs', 'not_seated', 'idempotency_key', 'idempotency_reused'])

/** Asks for places once, under a key. */
export type Post = (pool: string, party: number, key: string, again: boolean, wish?: Wish, forWhom?: string) => Promise<Claim>

const post: Post = (pool, party, key, again, wish, forWhom) =>
  ask(
    api.POST('/v1/pools/{pool}/claims', {
      params: { path: { pool }, header: { 'Idempotency-Key': key, ...(again ? { 'X-Retry': '1' } : {}) } },
      body: {
        ...(wish ? { best_available: { number: party, needs: Array.from({ length: wish.wheelchairs }, () => 'wheelchair' as const), scattered: wish.scattered } } : { party }),
        ...(forWhom ? { for: forWhom } : {}),
      },
    }),
  )

/** What a press says of a party besides how many they are. */
export const partyOf = (wish?: Wish) => ({
  ...(wish?.children ? { children: wish.children } : {}),
  ...(wish?.wheelchairs ? { needs: Array.from({ length: wish.wheelchairs }, () => 'wheelchair' as const) } : {}),
})

/** A press for somebody else has a key of its own. */
export const pressOf = (pool: string, forWhom: string): string => (forWhom ? `${pool}@${forWhom}` : pool)

/**
 * Takes places for a party, for oneself or somebody who agreed to it. However often it is called until the outcome is
 * known, it is one press: the same key, the same places.
 */
export async function book(attempts: Attempts, pool: string, party: number, patience?: Patience, send: Post = post, wish?: Wish, forWhom = ''): Promise<Claim> {
  const press = pressOf(pool, forWhom)
  const attempt = attempts.open(press, party, wish)
  try {
    const claim = await persist(() => send(pool, party, attempt.key, attempts.send(attempt), wish, forWhom), patience)
    attempts.settle(press)
    return claim
  } catch (err) {
    if (err instanceof Trouble && FINAL.has(err.code)) attempts.settle(press)
    throw err
  }
}
