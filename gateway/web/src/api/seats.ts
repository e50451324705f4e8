import type { Attempt, Attempts, Wish } from './attempts'
import { pressOf } from './book'
import { api, type Claim } from './client'
import { persist, type Patience } from './persist'
import { ask, Trouble } from './trouble'

/** Seats kept for somebody until a moment. */
export interface Held { id: string; party: number; places: number[]; seats?: string[] | null; until: string; now: string }

const holdOf = (pool: string, forWhom: string): string => `${pressOf(pool, forWhom)}#seats`

const send = (pool: string, a: Attempt, forWhom: string): Promise<Held> =>
  persist(() =>
    ask(
      api.POST('/v1/pools/{pool}/holds', {
        params: { path: { pool }, header: { 'Idempotency-Key': a.key } },
        body: {
          ...(a.wish?.seats
            ? { seats: a.wish.seats, needs: wheelchairs(a.wish) }
            : { best_available: { number: a.party, needs: wheelchairs(a.wish), scattered: a.wish?.scattered } }),
          ...(forWhom ? { for: forWhom } : {}),
        },
      }),
    ),
    { attempts: 4 },
  )

const wheelchairs = (wish?: Wish) => Array.from({ length: wish?.wheelchairs ?? 0 }, () => 'wheelchair' as const)

/**
 * Has seats kept for a party: those of the wish, else the best there are. Whoever asks
 * again for the same gets the same; for others, the seats kept before are let go first.
 */
export async function keepSeats(attempts: Attempts, pool: string, party: number, wish: Wish, forWhom: string): Promise<Held> {
  const press = holdOf(pool, forWhom)
  const before = attempts.find(press)
  if (before && (before.party !== party || JSON.stringify(before.wish) !== JSON.stringify(wish))) {
    // Its answer may have been lost: asked again, it says which seats to let go.
    const held = await send(pool, before, forWhom).catch(() => undefined)
    if (held) await letGo(held.id)
    attempts.settle(press)
  }
  try {
    return await send(pool, attempts.open(press, party, wish), forWhom)
  } catch (err) {
    if (err instanceof Trouble && !err.passing) attempts.settle(press)
    throw err
  }
}

/** The seats are booked or given up: the next press is a new one. */
export const forgetSeats = (attempts: Attempts, pool: string, forWhom: string): void => attempts.settle(holdOf(pool, forWhom))

/** Lets kept seats go; doing it twice, or after they were booked, changes nothing. */
export const letGo = (held: string): Promise<unknown> => persist(() => ask(api.DELETE('/v1/holds/{hold}', { params: { path: { hold: held } } })), { attempts: 3 })

/** Books the seats that are kept; doing it twice is the same as once. */
export const bookSeats = (held: string, patience?: Patience): Promise<Claim> => persist(() => ask(api.POST('/v1/holds/{hold}/confirm', { params: { path: { hold: held } } })), patience)
