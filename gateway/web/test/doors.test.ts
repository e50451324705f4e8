import { describe, expect, it, vi } from 'vitest'
import { feastFor, type Registration } from '../src/api/banquet'
import type { Door, DoorList, SyncPerson, SyncResult, SyncVisit } from '../src/api/desk'
import { Trouble } from '../src/api/trouble'
import { sendFeasts } from '../src/doors/feast'
import { doorOf, doorsOf, newId, overtaken, tally, withDependents, type Entry, type FeastEntry, type HouseholdEntry, type PersonEntry, type VisitEntry } from '../src/doors/outbox'
import { BATCH, sendAll, type Outcome, type Send } from '../src/doors/sync'

const base = { account: 'a', building: 'GX-12' }
const visit = (id: string, household: string, more: Partial<VisitEntry> = {}): VisitEntry => ({ ...base, id, kind: 'visit', household, state: 'spoken', at: '2026-11-01T09:00:00Z', ...more })
const person = (id: string, household: string, more: Partial<PersonEntry> = {}): PersonEntry => ({ ...base, id, kind: 'person', household, name: '龚秀英', at: '2026-11-01T09:00:00Z', consent: { how: 'voice', witness: '童爱华' }, ...more })
const household = (id: string, room: string): HouseholdEntry => ({ ...base, id, kind: 'household', unit: 2, room, at: '2026-11-01T08:00:00Z' })
const door = (id: string, unit: number, room: string, more: Partial<Door> = {}): Door => ({ household: id, code: '', unit, floor: 5, flat: 1, room, known: true, people: [], visit: null, ...more })
const listOf = (...items: Door[]): DoorList => ({ building: 'GX-12', building_name: '桂香苑 12栋', as_of: '2026-11-01T08:00:00Z', items })

describe('a device’s doors', () => {
  it('are in walking order, flats nobody is known at among them', () => {
    const list = listOf(door('h3', 2, '1001'), door('h1', 2, '501'), door('h0', 1, '702'), door('h2', 2, '501'))
    const rooms = { units: [{ unit: 2, rooms: ['501', '502'] }, { unit: 1, rooms: ['702'] }] }
    expect(doorsOf(list, rooms, []).map((d) => `${d.unit}-${d.room}/${d.household ?? '-'}`)).toEqual(['1-702/h0', '2-501/h1', '2-501/h2', '2-502/-', '2-1001/h3'])
  })

  it('show what was written here over what the server said, and the later visit of two devices', () => {
    const theirs = { id: 'v0', state: 'nobody_in' as const, at: '2026-11-01T10:00:00Z' }
    const list = listOf(door('h1', 2, '501', { visit: theirs }), door('h2', 2, '502', { visit: theirs }))
    const shown = doorsOf(list, undefined, [visit('v1', 'h1', { at: '2026-11-01T11:00:00Z' }), visit('v2', 'h2', { at: '2026-11-01T09:00:00Z' }), person('p1', 'h2')])
    expect(shown.map((d) => [d.visit?.state, d.waiting, d.people.length])).toEqual([['spoken', true, 0], ['nobody_in', true, 1]])
    expect(tally(shown)).toEqual({ spoken: 1, nobody_in: 1, moved_away: 0, none: 0 })
  })

  it('are not changed by reading them twice', () => {
    const list = listOf(door('h1', 2, '501'))
    const entries = [person('p1', 'h1')]
    doorsOf(list, undefined, entries)
    expect(doorsOf(list, undefined, entries)[0]?.people).toHaveLength(1)
  })

  it('include a household written down without a network, found by its flat before and after it is sent', () => {
    const rooms = { units: [{ unit: 2, rooms: ['502'] }] }
    const before = doorsOf(listOf(), rooms, [household('c1', '502'), person('p1', 'c1')])
    expect(before).toHaveLength(1)
    expect(doorOf(before, 'flat-2-502')?.people.map((p) => p.name)).toEqual(['龚秀英'])
    expect(doorOf(doorsOf(listOf(door('h9', 2, '502')), rooms, []), 'flat-2-502')?.household).toBe('h9')
  })
})

describe('the outbox', () => {
  it('lets a later visit replace an earlier one that no server can have seen, and no other', () => {
    const now = visit('v9', 'h1', { at: '2026-11-01T12:00:00Z' })
    const entries: Entry[] = [visit('v1', 'h1'), visit('v2', 'h1', { tried: true }), visit('v3', 'h2'), visit('v4', 'h1', { refused: 'x' }), person('p1', 'h1')]
    expect(overtaken(entries, now)).toEqual(['v1'])
  })

  it('drops with a household whoever hangs on it', () => {
    expect(withDependents([household('c1', '502'), person('p1', 'c1'), person('p2', 'h1')], 'c1')).toEqual(['c1', 'p1'])
  })

  it('names entries by UUIDs, never twice the same', () => {
    const ids = new Set(Array.from({ length: 100 }, () => newId()))
    expect(ids.size).toBe(100)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})

// A device and a server that remembers ids, as the API promises.
function world(...entries: Entry[]) {
  let device = [...entries]
  const server = { visits: new Map<string, SyncVisit>(), people: new Map<string, SyncPerson>(), flats: new Map<string, string>(), calls: [] as number[] }
  const answer: Send = async ({ households, visits, people }) => {
    server.calls.push(households.length + visits.length + people.length)
    const made = new Map<string, string>()
    const results: SyncResult[] = []
    for (const h of households) {
      const flat = `${h.unit}-${h.room}`
      if (!server.flats.has(flat)) server.flats.set(flat, `h-${flat}`)
      made.set(h.id, server.flats.get(flat)!)
      results.push({ id: h.id, ok: true, household: server.flats.get(flat)! })
    }
    const home = (id: string) => made.get(id) ?? id
    for (const v of visits) server.visits.set(v.id, { ...v, household: home(v.household) })
    for (const p of people) server.people.set(p.id, { ...p, household: home(p.household) })
    return { results: [...results, ...visits.map(({ id }) => ({ id, ok: true })), ...people.map(({ id }) => ({ id, ok: true, person: `P-${id}` }))] }
  }
  const keep = async ({ gone, kept }: Outcome) => {
    device = device.filter((e) => !gone.includes(e.id)).map((e) => kept.find((k) => k.id === e.id) ?? e)
  }
  return { server, answer, device: () => device, sync: (send: Send = answer) => sendAll(device, send, keep) }
}

const lost = new Trouble('no_answer', 0)

describe('sending', () => {
  it('goes in pieces of fifty and leaves nothing', async () => {
    const w = world(...Array.from({ length: 120 }, (_, i) => visit(`v${i}`, `h${i}`)))
    await w.sync()
    expect(w.server.calls).toEqual([BATCH, BATCH, 20])
    expect(w.device()).toEqual([])
  })

  it('whose answer was lost is repeated with the same ids', async () => {
    const w = world(visit('v1', 'h1'), household('c1', '502'), person('p1', 'c1'))
    const noAnswer: Send = async (entries) => {
      await w.answer(entries)
      throw lost
    }
    await expect(w.sync(noAnswer)).rejects.toThrow('no_answer')
    expect(w.device().map((e) => e.tried)).toEqual([true, true, true])
    await w.sync()
    expect([w.server.visits.size, w.server.people.size, w.server.flats.size, w.device().length]).toEqual([1, 1, 1, 0])
    expect(w.server.people.get('p1')?.household).toBe('h-2-502')
  })

  it('keeps what was refused with its reason, sends the rest, and does not send it again', async () => {
    const w = world(person('p1', 'h1'), person('p2', 'h1'))
    let refusals = 0
    const refusing: Send = async (entries) => {
      const { results } = await w.answer({ ...entries, people: entries.people.filter((p) => p.id !== 'p1') })
      const bad = entries.people.filter((p) => p.id === 'p1')
      refusals += bad.length
      return { results: [...results, ...bad.map(({ id }) => ({ id, ok: false, code: 'name' }))] }
    }
    await w.sync(refusing)
    await w.sync(refusing)
    expect(w.device().map((e) => [e.id, e.refused])).toEqual([['p1', 'name']])
    expect(refusals).toBe(1)
  })

  it('keeps an entry that the answer does not mention', async () => {
    const w = world(visit('v1', 'h1'))
    await w.sync(async () => ({ results: [] }))
    expect(w.device().map((e) => [e.id, e.refused])).toEqual([['v1', undefined]])
  })

  it('finds the one entry for which a whole piece is refused', async () => {
    const w = world(household('c1', '502'), ...Array.from({ length: 9 }, (_, i) => person(`p${i}`, 'c1')))
    await w.sync(async (entries) => {
      if (entries.people.some((p) => p.id === 'p4')) throw new Trouble('invalid_request', 422)
      return w.answer(entries)
    })
    expect(w.device().map((e) => [e.id, e.refused])).toEqual([['p4', 'invalid_request']])
    expect([...w.server.people.values()].map((p) => p.household)).toEqual(Array(8).fill('h-2-502'))
  })

  it('sends the people of a new household to it, though they go in a later piece', async () => {
    const w = world(household('c1', '502'), ...Array.from({ length: 70 }, (_, i) => person(`p${i}`, 'c1')))
    await w.sync()
    expect(w.server.calls).toEqual([50, 21])
    expect(new Set([...w.server.people.values()].map((p) => p.household))).toEqual(new Set(['h-2-502']))
  })

  it('sends a child after the grown-up who agreed for it, under the name the server gave them', async () => {
    const w = world(household('c1', '502'), person('kid', 'c1', { guardian: 'mum' }), person('mum', 'c1'), person('boy', 'h1', { guardian: 'P7' }))
    await w.sync()
    expect(w.device()).toEqual([])
    expect(w.server.calls).toEqual([3, 1])
    expect(w.server.people.get('kid')).toMatchObject({ guardian: 'P-mum', household: 'h-2-502' })
    expect(w.server.people.get('boy')).toMatchObject({ guardian: 'P7' })
  })

  it('keeps a child here whose grown-up was refused', async () => {
    const w = world(person('kid', 'h1', { guardian: 'mum' }), person('mum', 'h1'))
    await w.sync(async ({ people }) => ({ results: people.map(({ id }) => ({ id, ok: false, code: 'name' })) }))
    expect(w.device().map((e) => [e.id, e.refused])).toEqual([['kid', undefined], ['mum', 'name']])
    expect(w.server.people.size).toBe(0)
  })

  it('keeps the people of a refused household here', async () => {
    const w = world(household('c1', '999'), person('p1', 'c1'), visit('v1', 'h1'))
    const refusing: Send = async (entries) => {
      const { results } = await w.answer({ ...entries, households: [], people: [] })
      const all = [...entries.households.map(({ id }) => ({ id, ok: false, code: 'no_such_address' })), ...entries.people.map(({ id }) => ({ id, ok: false, code: 'no_such_household' }))]
      return { results: [...results, ...all] }
    }
    await w.sync(refusing)
    expect(w.device().map((e) => [e.id, e.refused])).toEqual([['c1', 'no_such_address'], ['p1', undefined]])
    expect(w.server.visits.size).toBe(1)
    await w.sync()
    expect(w.server.people.size).toBe(0)
  })

  it('stops when the session has ended, with everything kept', async () => {
    const w = world(visit('v1', 'h1'))
    await expect(w.sync(async () => Promise.reject(new Trouble('sign_in', 401)))).rejects.toThrow('sign_in')
    expect(w.device().map((e) => e.refused)).toEqual([undefined])
  })
})

describe('what households said about the banquet', () => {
  const feast = (id: string, more: Partial<FeastEntry> = {}): FeastEntry => ({
    ...base, id, kind: 'feast', at: '2026-11-01T09:00:00Z', household: 'h1', event: 'b', person: 'p1', session: 'noon', people: [{ person: 'p1', way: 'come' }], consent: { how: 'head', witness: '童爱华' }, ...more,
  })

  it('is sent by what it says, each under its own id and on what it was said of', async () => {
    const sent: unknown[] = []
    vi.spyOn(feastFor, 'register').mockImplementation(async (...a) => (sent.push(['register', a[1], a[2], a[5]]), {} as Registration))
    vi.spyOn(feastFor, 'change').mockImplementation(async (...a) => (sent.push(['change', a[2], a[3], a[4], a[5]?.how]), {} as Registration))
    vi.spyOn(feastFor, 'giveBack').mockImplementation(async (...a) => (sent.push(['leave', a[2]]), {} as Registration))
    const kept = new Map<string, FeastEntry>()
    const old = feast('e1')
    const list = [old, feast('e2', { act: 'change', rev: 3, wishes: ['GX-12-2-502'], high_chairs: 1 }), feast('e3', { act: 'leave', rev: 7, people: [], session: '' }), feast('e4', { refused: 'banquet_changed' })]
    const tried: string[] = []
    await sendFeasts(list, async ({ gone, kept: now }) => {
      for (const e of now) kept.set(e.id, e), tried.push(`${e.id}${e.tried ? ' tried' : ''}${sent.length}`)
      for (const id of gone) kept.delete(id)
    })
    const wanted = { session: 'noon', people: old.people, high_chairs: 0, wishes: [] }
    expect(sent).toEqual([['register', 'p1', wanted, 'e1'], ['change', { ...wanted, high_chairs: 1, wishes: ['GX-12-2-502'] }, 3, 'e2', 'head'], ['leave', { rev: 7, how: 'head' }]])
    expect(tried).toEqual(['e1 tried0', 'e2 tried1', 'e3 tried2']) // marked before it is sent: the server may have it from then on
    expect(kept.size).toBe(0)
  })

  it('stays with why where the household has changed it since, and stops no other', async () => {
    vi.spyOn(feastFor, 'change').mockRejectedValueOnce(new Trouble('banquet_changed', 409))
    vi.spyOn(feastFor, 'giveBack').mockResolvedValueOnce({} as Registration)
    const refused: string[] = []
    const gone: string[] = []
    await sendFeasts([feast('e1', { act: 'change', rev: 1 }), feast('e2', { act: 'leave', rev: 1, household: 'h2' })], async (o) => {
      refused.push(...o.kept.filter((e) => e.refused).map((e) => `${e.id} ${e.refused}`))
      gone.push(...o.gone)
    })
    expect([refused, gone]).toEqual([['e1 banquet_changed'], ['e2']])
    vi.restoreAllMocks()
  })
})
