import { feastFor, type Banquet, type DoorsState } from '../api/banquet'
import { Trouble } from '../api/trouble'
import { comingEvents } from '../state/catalogue'
import type { FeastEntry } from './outbox'

/** The banquet as this device last read it, for a building. */
export interface Feast {
  about: Banquet
  doors: DoorsState
}

/** Reads how the doors of a building stand at the banquet; undefined where there is none. */
export async function readFeast(building: string): Promise<Feast | undefined> {
  const event = (await comingEvents()).find((e) => e.kind === 'banquet')?.id
  if (!event) return undefined
  try {
    const [about, doors] = await Promise.all([feastFor.about(event), feastFor.doors(event, building)])
    return { about, doors }
  } catch (err) {
    if (err instanceof Trouble && err.status === 404) return undefined
    throw err
  }
}

/**
 * Sends the registrations written down at doors, one by one. Each goes under its own id,
 * so that sent again it is one. A refused one stays with why; it stops no other. What
 * concerns all of them is thrown: no network, no session.
 */
export async function sendFeasts(entries: readonly FeastEntry[], keep: (outcome: { gone: string[]; kept: FeastEntry[] }) => Promise<void>): Promise<void> {
  for (const e of entries) {
    if (e.refused) continue
    try {
      const wanted = { session: e.session, people: e.people, high_chairs: 0, wishes: [] }
      await feastFor.register(e.event, e.person, wanted, e.consent, false, e.id)
      await keep({ gone: [e.id], kept: [] })
    } catch (err) {
      if (!(err instanceof Trouble) || ![400, 403, 404, 409, 422].includes(err.status)) throw err
      await keep({ gone: [], kept: [{ ...e, tried: true, refused: err.code }] })
    }
  }
}
