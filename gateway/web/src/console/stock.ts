import type { StockPool } from '../api/desk'

const HOURS_EAST = 8 // the community's clock, without summer time

/** A moment as a field of date and time shows it, on the community's clock: "2027-01-12T09:00". */
export function fieldOf(moment: string): string {
  const at = Date.parse(moment)
  return Number.isNaN(at) ? '' : new Date(at + HOURS_EAST * 3_600_000).toISOString().slice(0, 16)
}

/** The moment that somebody wrote into a field of date and time, by the community's clock. */
export function momentOf(field: string): string {
  return `${field}:00+08:00`
}

/** How a pool stands for whoever wants to book, by the server's clock. */
export function standing(pool: Pick<StockPool, 'removed' | 'changing' | 'paused' | 'opens' | 'closes'>, now: number): 'removed' | 'changing' | 'paused' | 'closed' | 'notOpen' | 'open' {
  if (pool.removed) return 'removed'
  if (pool.changing) return 'changing'
  if (now >= Date.parse(pool.closes)) return 'closed'
  if (pool.paused) return 'paused'
  return now < Date.parse(pool.opens) ? 'notOpen' : 'open'
}

export interface ChannelLine {
  channel: string
  /** Undefined where the channels share all places. */
  share?: number
  through: number
  /** Undefined where the channels share all places. */
  left?: number
  release?: string
  into?: string
}

/** A pool by channel: those with a share in their order, then any that took places without one. */
export function channelsOf(pool: Pick<StockPool, 'shares' | 'through' | 'free'>): ChannelLine[] {
  const through = new Map(pool.through.map((c) => [c.channel, c.taken]))
  const lines: ChannelLine[] = pool.shares.map((s) => {
    const taken = through.get(s.channel) ?? 0
    return { channel: s.channel, share: s.places, through: taken, left: Math.max(0, Math.min(s.places - taken, pool.free)), release: s.release, into: s.into }
  })
  for (const c of pool.through) if (!pool.shares.some((s) => s.channel === c.channel)) lines.push({ channel: c.channel, through: c.taken })
  return lines
}
