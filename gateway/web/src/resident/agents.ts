// In what somebody may act for another, and how long.

export const scopes = ['signup', 'needs', 'contact'] as const

export type Span = 'month' | 'year' | 'open'

/** The last day of the span, on the community's calendar; undefined for no end. */
export function untilDay(span: Span, now: number): string | undefined {
  if (span === 'open') return undefined
  const today = new Date(now + 8 * 3_600_000)
  const months = span === 'month' ? 1 : 12
  const day = today.getUTCDate()
  const end = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + months, 1))
  const last = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate()
  end.setUTCDate(Math.min(day, last)) // a month after 31 January is the end of February
  return end.toISOString().slice(0, 10)
}
