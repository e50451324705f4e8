/** What a party needs of a pool of seats. */
export interface Wish {
  /** How many of them sit in a wheelchair. */
  wheelchairs: number
  /** They agree to sit apart, if there is no other way. */
  scattered: boolean
  /** How many of them are children. */
  children?: number
  /** These seats and no others, by name. */
  seats?: string[]
}

/** One press of the booking button whose outcome may not be known yet. */
export interface Attempt {
  pool: string
  party: number
  /** Of a pool of seats: what they need of them. */
  wish?: Wish
  key: string
  at: number
  /** It has been sent before: it may have got its places. */
  sent?: boolean
}

// The server keeps a key for a day; after that it could book a second time.
const LIFE = 24 * 3600 * 1000

/**
 * Remembers the idempotency key of each press until its outcome is known, in
 * storage that outlives a reload: whoever presses again after the network
 * dropped repeats the same press and gets the same places, never more.
 */
export class Attempts {
  constructor(
    private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
    private readonly now: () => number = Date.now,
  ) {}

  /** The open press for this pool and party and what they need, or a new one. */
  open(pool: string, party: number, wish?: Wish): Attempt {
    const kept = this.find(pool)
    if (kept && kept.party === party && JSON.stringify(kept.wish) === JSON.stringify(wish)) return kept
    const fresh: Attempt = { pool, party, ...(wish ? { wish } : {}), key: newKey(), at: this.now() }
    this.storage.setItem(slot(pool), JSON.stringify(fresh))
    return fresh
  }

  /** The press of this pool whose outcome is not known, if there is one. */
  find(pool: string): Attempt | undefined {
    const text = this.storage.getItem(slot(pool))
    if (!text) return undefined
    try {
      const kept = JSON.parse(text) as Attempt
      if (typeof kept.key === 'string' && this.now() - kept.at < LIFE) return kept
    } catch {
      // Storage is open to everything on the page; what does not parse is not ours.
    }
    this.settle(pool)
    return undefined
  }

  /** The press is about to be sent; says whether it was before. */
  send(attempt: Attempt): boolean {
    const again = attempt.sent === true
    attempt.sent = true
    this.storage.setItem(slot(attempt.pool), JSON.stringify(attempt))
    return again
  }

  /** The outcome is known: the next press is a new one. */
  settle(pool: string): void {
    this.storage.removeItem(slot(pool))
  }
}

const slot = (pool: string) => `wanjia.attempt.${pool}`

/** 32 hexadecimal digits. Not randomUUID: that is missing on plain http. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
