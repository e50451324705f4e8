import { api, type Event, type Session } from '../api/client'
import { ask } from '../api/trouble'

/** All events that are still to come, soonest first. */
export async function comingEvents(): Promise<Event[]> {
  const events: Event[] = []
  let after = ''
  do {
    const page = await ask(api.GET('/v1/events', { params: { query: after ? { after } : {} } }))
    events.push(...(page.items ?? []))
    after = page.next
  } while (after)
  return events
}

export async function eventOf(event: string): Promise<Event> {
  return ask(api.GET('/v1/events/{event}', { params: { path: { event } } }))
}

/** The sessions of an event, soonest first. */
export async function sessionsOf(event: string): Promise<Session[]> {
  const { items } = await ask(api.GET('/v1/events/{event}/sessions', { params: { path: { event } } }))
  return items ?? []
}
