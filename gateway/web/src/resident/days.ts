import type { Session } from '../api/client'
import { dayKey } from '../lib/time'

/** A day of an event with what begins on it. */
export interface Day {
  key: string
  sessions: Session[]
  first: Session
}

/** Sessions by the day they begin on in Wuhan, in their order. */
export function daysOf(sessions: readonly Session[]): Day[] {
  const days = new Map<string, Day>()
  for (const session of sessions) {
    const key = dayKey(session.starts)
    const day = days.get(key)
    if (day) day.sessions.push(session)
    else days.set(key, { key, sessions: [session], first: session })
  }
  return [...days.values()]
}
