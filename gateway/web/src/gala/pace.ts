/** Seconds behind the newest picture from which on a player that was held up comes back, and at which it has. */
export const HELD_UP = 12
const BACK = 8

/** Seconds that have to lie ready for faster playing not to be what stops the picture next. */
const READY = 3

/**
 * How fast to play what is live, 1 for as it comes. Nobody hears a twentieth; further
 * behind it is a tenth. hls.js does so for lists with parts only, and the browsers' own
 * players not at all: without it whoever was held up stays as late as that moment was.
 */
export function pace(now: { behind: number; ready: number; rate: number }): number {
  const hurrying = now.rate > 1
  if (now.ready < READY || now.behind < (hurrying ? BACK : HELD_UP)) return 1
  return now.behind > 20 ? 1.1 : 1.05
}
