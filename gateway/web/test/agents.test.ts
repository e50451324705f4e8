import { describe, expect, it } from 'vitest'
import { untilDay } from '../src/resident/agents'

describe('until when', () => {
  it.each([
    ['month', '2026-11-23T12:00:00+08:00', '2026-12-23'],
    ['year', '2026-11-23T12:00:00+08:00', '2027-11-23'],
    ['month', '2027-01-31T12:00:00+08:00', '2027-02-28'],
    ['year', '2028-02-29T12:00:00+08:00', '2029-02-28'],
    ['month', '2026-12-31T17:00:00Z', '2027-02-01'], // already the next year here
    ['open', '2026-11-23T12:00:00+08:00', undefined],
  ] as const)('%s from %s', (span, now, want) => expect(untilDay(span, Date.parse(now))).toBe(want))
})
