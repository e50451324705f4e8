import { ageBand, yearsOld } from '../lib/born'
import type { Door, DoorList, DoorPerson, Given, Rooms, Visit, VisitState } from '../api/desk'

interface Written {
  /** Made on this device; what the server knows the entry by, so that sent twice it is one. */
  id: string
  /** Whose entry: only they see it and only they can send it. */
  account: string
  building: string
  /** By this device's clock. */
  at: string
  /** The server may have it already, although no answer said so. */
  tried?: boolean
  /** Code of the refusal; it stays until a person changes or drops it. */
  refused?: string
}

export interface VisitEntry extends Written {
  kind: 'visit'
  /** A household's id, or that of a [HouseholdEntry] not sent yet; for people too. */
  household: string
  state: VisitState
  note?: string
}

export interface PersonEntry extends Written {
  kind: 'person'
  household: string
  name: string
  sex?: string
  born?: string
  phone?: string
  /** Who agreed for a child: a person's id, or that of a [PersonEntry] not sent yet. */
  guardian?: string
  consent: Given
}

export interface HouseholdEntry extends Written {
  kind: 'household'
  unit: number
  room: string
}

/** What a household said at its door about the banquet: that it takes part, otherwise than before, or not any more. */
export interface FeastEntry extends Written {
  kind: 'feast'
  /** Missing on entries of before there was anything else than registering. */
  act?: 'register' | 'change' | 'leave'
  /** Of what it was made on: whoever has changed it since is not overruled. */
  rev?: number
  high_chairs?: number
  wishes?: string[]
  household: string
  event: string
  /** For whom it is, and who is told. */
  person: string
  session: string
  people: { person: string; way: string }[]
  consent: Given
}

/** What is sent with the doors. */
export type DoorEntry = VisitEntry | PersonEntry | HouseholdEntry
/** Something done at a door that the server has not confirmed. */
export type Entry = DoorEntry | FeastEntry

/** What was found at a door the last time. */
export type Called = Omit<Visit, 'state'> & { state: VisitState }

/** A door as a building head sees it: what the server said, and over it what was written since. */
export interface DoorView {
  /** Stable while the page is open: the household's id, or the flat where nobody is known. */
  key: string
  household?: string
  unit: number
  room: string
  people: (DoorPerson & { waiting?: boolean })[]
  visit?: Called
  /** Something here is not sent yet. */
  waiting: boolean
}

/** A version 4 UUID. Not randomUUID: that is missing on plain http. */
export function newId(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = (b) => crypto.getRandomValues(b)): string {
  const bytes = random(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/**
 * Which entries a new visit makes needless: earlier visits at the same door that
 * no server can have seen. One that was tried may be there already and is sent.
 */
export function overtaken(entries: readonly Entry[], visit: VisitEntry): string[] {
  return entries
    .filter((e) => e.kind === 'visit' && e.household === visit.household && e.id !== visit.id && !e.tried && !e.refused && e.at <= visit.at)
    .map((e) => e.id)
}

/** The entry and what hangs on it: whoever lives in a household that is dropped has nowhere to be sent to. */
export function withDependents(entries: readonly Entry[], id: string): string[] {
  return entries.filter((e) => e.id === id || (e.kind !== 'household' && e.household === id)).map((e) => e.id)
}

/** The doors of a building in walking order: by unit, then by room. */
export function doorsOf(list: DoorList, rooms: Rooms | undefined, entries: readonly Entry[]): DoorView[] {
  const doors = list.items.map(fromServer)
  for (const e of entries) {
    if (e.kind === 'household') doors.push({ key: flat(e), household: e.id, unit: e.unit, room: e.room, people: [], waiting: true })
  }
  const lived = new Set(doors.map(flat))
  for (const { unit, rooms: names } of rooms?.units ?? []) {
    for (const room of names) {
      const key = flat({ unit, room })
      if (!lived.has(key)) doors.push({ key, unit, room, people: [], waiting: false })
    }
  }
  const byHousehold = new Map(doors.filter((d) => d.household).map((d) => [d.household!, d]))
  for (const e of entries) write(e, byHousehold)
  return doors.sort((a, b) => a.unit - b.unit || Number(a.room) - Number(b.room) || a.room.localeCompare(b.room) || a.key.localeCompare(b.key))
}

const flat = (d: { unit: number; room: string }) => `flat-${d.unit}-${d.room}`

/** The door of a key; one of a flat still finds it when somebody has been written down there since. */
export function doorOf(doors: readonly DoorView[], key: string): DoorView | undefined {
  return doors.find((d) => d.key === key) ?? doors.find((d) => flat(d) === key)
}

function fromServer(d: Door): DoorView {
  // Any other state, such as having come back after all, is a door to be called at anew.
  const visit = d.visit && ['spoken', 'nobody_in', 'moved_away'].includes(d.visit.state) ? { ...d.visit, state: d.visit.state as VisitState } : undefined
  return { key: d.household, household: d.household, unit: d.unit, room: d.room, people: [...d.people], visit, waiting: false }
}

function write(e: Entry, doors: Map<string, DoorView>): void {
  if (e.kind === 'household') return
  const door = doors.get(e.household)
  if (!door) return
  door.waiting = true
  // Two devices may have been at the door: the later visit is how it stands.
  if (e.kind === 'feast') return
  if (e.kind === 'visit' && (!door.visit || Date.parse(door.visit.at) <= Date.parse(e.at))) {
    door.visit = { id: e.id, state: e.state, note: e.note, at: e.at }
  }
  if (e.kind === 'person' && !door.people.some((p) => p.id === e.id)) {
    door.people.push({ id: e.id, name: e.name, age_band: ageBand(yearsOld(e.born ?? '', Date.now())), consented: true, waiting: true })
  }
}

/** How many doors are in which state; `none` were not called at yet. */
export function tally(doors: readonly DoorView[]): Record<VisitState | 'none', number> {
  const out = { spoken: 0, nobody_in: 0, moved_away: 0, none: 0 }
  for (const d of doors) out[d.visit?.state ?? 'none']++
  return out
}
