import type { SyncHousehold, SyncPerson, SyncResult, SyncVisit } from '../api/desk'
import { Trouble } from '../api/trouble'
import type { DoorEntry, Entry } from './outbox'

/** How many entries go in one piece. */
export const BATCH = 50

/** Sends one piece. Sent again it changes nothing: the server knows each entry by its id. */
export type Send = (piece: { households: SyncHousehold[]; visits: SyncVisit[]; people: SyncPerson[] }) => Promise<{ results: SyncResult[] }>

/** What became of entries; kept on the device before anything else is sent. */
export interface Outcome {
  /** The server has these. */
  gone: string[]
  /** These are kept as they are now. */
  kept: DoorEntry[]
}

/**
 * Sends what waits, households before those who live in them and grown-ups before the
 * children they agree for. It may be cut short
 * anywhere and begun again. A refused entry stays and stops no other but the people
 * of a refused household, who have nowhere to be sent to, and the children of a
 * refused grown-up. It throws what concerns all of them: no network, no session.
 */
export async function sendAll(all: readonly Entry[], send: Send, keep: (outcome: Outcome) => Promise<void>): Promise<void> {
  // Registrations for the banquet go on their own.
  const entries = all.filter((e): e is DoorEntry => e.kind !== 'feast')
  const open = new Map(entries.map((e) => [e.id, e]))
  const waits = (e: DoorEntry) => e.kind === 'person' && e.guardian !== undefined && open.get(e.guardian)?.kind === 'person'
  const order = [...entries].filter((e) => !e.refused && !waits(e)).sort((a, b) => Number(b.kind === 'household') - Number(a.kind === 'household'))
  const children = [...entries].filter((e) => !e.refused && waits(e))

  async function settle(outcome: Outcome): Promise<void> {
    for (const e of outcome.kept) open.set(e.id, e)
    for (const id of outcome.gone) open.delete(id)
    await keep(outcome)
  }

  async function piece(ids: readonly string[]): Promise<void> {
    const known = new Set(ids)
    const batch = ids
      .map((id) => open.get(id))
      .filter((e): e is DoorEntry => !!e && !e.refused)
      .filter((e) => e.kind === 'household' || known.has(e.household) || open.get(e.household)?.kind !== 'household')
      .filter((e) => !waits(e))
      .map((e) => ({ ...e, tried: true }))
    if (batch.length === 0) return
    await settle({ gone: [], kept: batch })
    try {
      await settle(judged(batch, [...open.values()], (await send(wire(batch))).results))
    } catch (err) {
      if (!aboutOne(err)) throw err
      if (batch.length === 1) return settle({ gone: [], kept: [{ ...batch[0]!, refused: err.code }] })
      // The whole was refused for one of them: halves find out which.
      const middle = Math.ceil(batch.length / 2)
      await piece(batch.slice(0, middle).map((e) => e.id))
      await piece(batch.slice(middle).map((e) => e.id))
    }
  }

  for (const list of [order, children]) for (let i = 0; i < list.length; i += BATCH) await piece(list.slice(i, i + BATCH).map((e) => e.id))
}

function wire(batch: readonly DoorEntry[]) {
  const households: SyncHousehold[] = []
  const visits: SyncVisit[] = []
  const people: SyncPerson[] = []
  for (const e of batch) {
    if (e.kind === 'household') households.push({ id: e.id, building: e.building, unit: e.unit, room: e.room })
    else if (e.kind === 'visit') visits.push({ id: e.id, household: e.household, state: e.state, note: e.note, at: e.at })
    else people.push({ id: e.id, household: e.household, name: e.name, sex: e.sex, born: e.born, phone: e.phone, guardian: e.guardian, consent: e.consent })
  }
  return { households, visits, people }
}

/** What the answer makes of a piece; `all` are the entries of the device, some of which may wait for a household of it. */
function judged(batch: readonly DoorEntry[], all: readonly DoorEntry[], results: readonly SyncResult[]): Outcome {
  const said = new Map(results.map((r) => [r.id, r]))
  const gone = batch.filter((e) => said.get(e.id)?.ok).map((e) => e.id)
  const homeless = new Set(batch.filter((e) => e.kind === 'household' && said.get(e.id)?.ok === false).map((e) => e.id))
  const homes = new Map(batch.filter((e) => e.kind === 'household' && said.get(e.id)?.ok).map((e) => [e.id, said.get(e.id)?.household]))
  const grownUps = new Map(batch.filter((e) => e.kind === 'person' && gone.includes(e.id)).map((e) => [e.id, said.get(e.id)?.person]))
  const kept: DoorEntry[] = []
  for (const e of all) {
    if (gone.includes(e.id)) continue
    const home = e.kind === 'household' ? undefined : homes.get(e.household)
    const guardian = e.kind === 'person' && e.guardian ? grownUps.get(e.guardian) : undefined
    const waited = e.kind !== 'household' && (home || homeless.has(e.household)) // not its fault; it stays as it is
    const result = waited ? undefined : said.get(e.id)
    if (!home && !guardian && result?.ok !== false) continue
    kept.push({ ...e, ...(home ? { household: home } : {}), ...(guardian ? { guardian } : {}), ...(result?.ok === false ? { refused: result.code || 'bad_input' } : {}) })
  }
  return { gone, kept }
}

/** Whether a refusal is about what was sent, not about who sends or how. */
function aboutOne(err: unknown): err is Trouble {
  return err instanceof Trouble && [400, 404, 409, 413, 422].includes(err.status)
}
