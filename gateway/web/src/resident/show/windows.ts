// Which entry times fit a party: pure, so that the page only shows it.
import type { Availability, Pool } from '../../api/client'

/** What somebody may do with a window. */
export type Fit = 'fits' | 'short' | 'none' | 'queue' | 'not_open' | 'paused' | 'closed'

/** Whether a party fits: what is left for them, not what is left. */
export function fitOf(pool: Pool, party: number): Fit {
  if (pool.state === 'not_open' || pool.state === 'paused' || pool.state === 'closed') return pool.state
  if (pool.waiting > 0) return 'queue'
  if (pool.state === 'sold_out' || pool.free < 1) return 'none'
  return pool.free >= party ? 'fits' : 'short'
}

/** The kinds of places there are, by their titles, in the order of the first session that has them. */
export function kindsOf(boards: readonly (Availability | undefined)[]): string[] {
  const kinds: string[] = []
  for (const board of boards) for (const pool of board?.pools ?? []) if (!pool.plan && !kinds.includes(pool.title.zh)) kinds.push(pool.title.zh)
  return kinds
}

/** The pool of a session for somebody of a kind; the first where theirs is missing. */
export function poolFor(board: Availability | undefined, kind: string): Pool | undefined {
  const pools = (board?.pools ?? []).filter((pool) => !pool.plan)
  return pools.find((pool) => pool.title.zh === kind) ?? pools[0]
}

/** Whom somebody is taken for before they say so: whoever is on the register for a resident. */
export function usualKind(kinds: readonly string[], boards: readonly (Availability | undefined)[], known: boolean): string {
  const visitors = boards.flatMap((board) => board?.pools ?? []).find((pool) => pool.id.endsWith('-visitors'))?.title.zh
  return known ? (kinds.find((kind) => kind !== visitors) ?? kinds[0] ?? '') : (visitors ?? kinds[0] ?? '')
}
