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
 * Sends what households said at their doors about the banquet, one by one. Each goes under
 * its own id, so that sent again it is one. A refused one stays with why; it stops no other. What
 * concerns all of them is thrown: no network, no session.
 */
export async function sendFeasts(entries: readonly FeastEntry[], keep: (outcome: { gone: string[]; kept: FeastEntry[] }) => Promise<void>): Promise<void> {
  for (const e of entries) {
    if (e.refused) continue
    await keep({ gone: [], kept: [{ ...e, tried: true }] })
    try {
      await sendFeast(e)
      await keep({ gone: [e.id], kept: [] })
    } catch (err) {
      if (!(err instanceof Trouble) || ![400, 403, 404, 409, 422].includes(err.status)) throw err
      await keep({ gone: [], kept: [{ ...e, tried: true, refused: err.code }] })
    }
  }
}

async function sendFeast(e: FeastEntry): Promise<unknown> {
  const wanted = { session: e.session, people: e.people, high_chairs: e.high_chairs ?? 0, wishes: e.wishes ?? [] }
  switch (e.act) {
    case 'change':
      return feastFor.change(e.event, e.person, wanted, e.rev ?? 0, e.id, e.consent)
    case 'leave':
      return feastFor.giveBack(e.event, e.person, { rev: e.rev, how: e.consent.how })
    default:
      return feastFor.register(e.event, e.person, wanted, e.consent, false, e.id)
  }
}

/** What an entry says, as it is read back to the household. */
export function feastSaid(
  e: Pick<FeastEntry, 'act' | 'session' | 'people'>, sittings: Banquet['sittings'],
  t: (key: string, named: Record<string, unknown>) => string, say: (text: Banquet['title']) => string,
): string {
  if (e.act === 'leave') return t('banquet.doors.saidLeave', {})
  const count = (way: string) => e.people.filter((p) => p.way === way).length
  const [come, home] = [count('come'), count('home')]
  const sitting = sittings.find((s) => s.session === e.session)
  const parts = [
    ...(come ? [t('banquet.doors.saidCome', { sitting: sitting ? say(sitting.title) : '', n: come })] : []),
    ...(home ? [t('banquet.doors.saidHome', { n: home })] : []),
  ]
  return parts.length ? parts.join(t('banquet.doors.saidAnd', {})) : t('banquet.doors.saidDish', {})
}
