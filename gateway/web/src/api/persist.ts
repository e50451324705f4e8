import { Trouble } from './trouble'

export interface Waiting {
  trouble: Trouble
  /** Which try comes next; the first was 1. */
  attempt: number
  /** Milliseconds until then. */
  delay: number
}

export interface Patience {
  /** How many tries in all. */
  attempts?: number
  /** Told before each wait. */
  onWait?: (waiting: Waiting) => void
  /** Ends the waiting; the trouble so far is thrown. */
  signal?: AbortSignal
  /** Resolves after so many milliseconds, or sooner when the network is back. */
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>
  random?: () => number
}

/**
 * Calls until it works, is refused for good, or patience ends. The call must be
 * safe to repeat: one that takes something carries the same idempotency key
 * each time.
 *
 * A wait the server asked for is kept to, never shortened; otherwise waits grow
 * from a second to fifteen, spread by a fifth so that thousands of phones that
 * failed together do not come back together.
 */
export async function persist<T>(call: () => Promise<T>, patience: Patience = {}): Promise<T> {
  const { attempts = 8, onWait, signal, sleep = pause, random = Math.random } = patience
  for (let attempt = 1; ; attempt++) {
    try {
      return await call()
    } catch (err) {
      if (!(err instanceof Trouble) || !err.passing || attempt >= attempts || signal?.aborted) throw err
      const delay = waitFor(err, attempt, random())
      onWait?.({ trouble: err, attempt: attempt + 1, delay })
      await sleep(delay, signal)
      if (signal?.aborted) throw err
    }
  }
}

/** Milliseconds to wait after the attempt failed. */
export function waitFor(trouble: Trouble, attempt: number, random: number): number {
  const grown = Math.min(1000 * 2 ** (attempt - 1), 15_000)
  const asked = (trouble.retryAfter ?? 0) * 1000
  return Math.round(Math.max(asked, grown) * (1 + random / 5))
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      removeEventListener('online', done)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    // Only a network that was gone can come back: a server that asked us to
    // wait is not hurried by this event, because then we were online all along.
    if (navigator.onLine === false) addEventListener('online', done)
    signal?.addEventListener('abort', done)
  })
}
