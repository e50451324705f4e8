// One's own affairs and the public part of the organisation, as the pages ask for
// them. Nothing of it is kept by the browser: it is about people.
import { api } from './client'
import type { components } from './schema'
import { ask } from './trouble'

type Schemas = components['schemas']
export type Estate = Schemas['Estate']
export type Building = Schemas['Building']
export type UnitRooms = Schemas['UnitRooms']
export type Device = Schemas['SignedInDevice']
export type Enrolment = Schemas['FactorSecret']

export interface Need {
  kind: string
  code: string
}

export interface Head {
  title: string
  name: string
  duty_phone: string
}

export interface Candidate {
  person: string
  name_masked: string
  building_name: string
  mine: boolean
}

export interface Resident {
  id: string
  name: string
  sex: string
  born: string
  role: string
  phone_masked: string
  ability: string
  language: string
  needs: Need[]
  residency: string
}

export interface Own {
  person: Resident
  household: string
  address: string
  building: string
  head: Head | null
}

export interface Housemate extends Resident {
  age_band: string
  me: boolean
  may_act: boolean
  confirmable: boolean
}

export interface Household {
  id: string
  address: string
  code: string
  building: string
  building_name: string
  unit: number
  room: string
  tenure: string
  moved_in: string
  people: Housemate[]
  head: Head | null
  /** Whether the caller sees the others and may add somebody. */
  managed: boolean
}

/** Households of an address, as somebody who says they live there may know them. */
export interface KnownHousehold {
  id: string
  surnames: string[]
  people: number
}

export interface Registration {
  name: string
  sex?: string
  born?: string
  building: string
  unit: number
  room: string
  join?: string
  consent: { version: string }
}

export interface Newcomer {
  name: string
  sex?: string
  born?: string
  role?: string
  phone?: string
  needs?: Need[]
  consent: { how: string; witness?: string }
}

export type Correction = Partial<Pick<Resident, 'name' | 'born' | 'sex' | 'ability' | 'language' | 'needs'>> & { for?: string }

export interface Agreement {
  purpose: string
  version: string
  state: string
  required: boolean
  at?: string
  how?: string
  by_name?: string
}

export interface Agreements {
  items: Agreement[]
  version: string
}

export interface Relation {
  id: string
  person: string
  person_name: string
  agent: string
  agent_name: string
  kind: string
  scope: string[]
  from: string
  until?: string
  default: boolean
  /** asked: they have not said yes; unproven: no consent stands behind it. */
  state: string
}

export interface Relations {
  acts_for_me: Relation[]
  i_act_for: Relation[]
}

/** When what is left of a deleted person goes too. */
export interface Deletion {
  done: string
  record_gone: string
  consents_gone: string
}

export interface Naming {
  agent?: string
  agent_phone?: string
  kind: string
  scope: string[]
  until?: string
  for?: string
}

const PATIENCE = 10_000

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

async function send<T>(method: Method, path: string, body?: unknown): Promise<T> {
  return ask<T>(
    (async () => {
      const response = await fetch(path, {
        method,
        cache: 'no-store',
        signal: AbortSignal.timeout(PATIENCE),
        ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
      })
      const text = await response.text()
      const value = text === '' ? undefined : (JSON.parse(text) as unknown)
      return response.ok ? { response, data: value as T } : { response, error: value }
    })(),
  )
}

const at = encodeURIComponent
const forWhom = (person: string) => (person ? `?for=${at(person)}` : '')

/** What somebody may do about themselves and their household. */
export const own = {
  candidates: () => send<{ items: Candidate[] }>('GET', '/v1/me/people').then((list) => list.items),
  bind: (person: string, name: string) => send<Own>('POST', '/v1/me/person', { person, name }),
  register: (registration: Registration) => send<Own>('POST', '/v1/me/registration', registration),
  person: () => send<Own>('GET', '/v1/me/person'),
  correct: (change: Correction) => send<Own>('PATCH', '/v1/me/person', change),
  household: () => send<Household>('GET', '/v1/me/household'),
  addPerson: (person: Newcomer) => send<unknown>('POST', '/v1/me/household/people', person),
  confirm: (person: string) => send<unknown>('POST', `/v1/me/household/people/${at(person)}/confirm`),
  movedOut: (person: string, why: string) => send<void>('DELETE', `/v1/me/household/people/${at(person)}?why=${at(why)}`),
  consents: (person: string) => send<Agreements>('GET', `/v1/me/consents${forWhom(person)}`),
  agree: (purpose: string, given: boolean, version: string, person: string) =>
    send<Agreements>('PUT', `/v1/me/consents/${at(purpose)}`, { given, version, ...(person ? { for: person } : {}) }),
  relations: () => send<Relations>('GET', '/v1/me/relations'),
  name: (naming: Naming) => send<Relation>('POST', '/v1/me/relations', naming),
  accept: (relation: string) => send<Relation>('POST', `/v1/me/relations/${at(relation)}/accept`),
  endRelation: (relation: string) => send<void>('DELETE', `/v1/me/relations/${at(relation)}`),
  erase: (confirm: string, why: string) => send<Deletion>('POST', '/v1/me/deletion', { confirm, ...(why ? { why } : {}) }),
}

/** Where a browser is sent to download everything that is kept about the signed-in person. */
export const MY_DATA = '/v1/me/data'

/** Estates, buildings, flats and posts: no sign-in needed. */
export const places = {
  estates: () => ask(api.GET('/v1/estates')).then((list) => list.items),
  buildings: (estate: string) => ask(api.GET('/v1/buildings', { params: { query: { estate } } })).then((list) => list.items),
  building: (building: string) => ask(api.GET('/v1/buildings/{building}', { params: { path: { building } } })),
  rooms: (building: string) => ask(api.GET('/v1/buildings/{building}/rooms', { params: { path: { building } } })).then((list) => list.units),
}

/** Sessions, number, second factor: how somebody gets in. */
export const access = {
  devices: () => ask(api.GET('/v1/auth/sessions', { cache: 'no-store' })).then((list) => list.items),
  end: (session: string) => ask(api.DELETE('/v1/auth/sessions/{session}', { params: { path: { session } } })),
  endAll: () => ask(api.DELETE('/v1/auth/sessions')),
  enrol: () => ask(api.POST('/v1/me/second-factor')),
  confirmEnrolment: (code: string) => ask(api.POST('/v1/me/second-factor/confirm', { body: { code } })),
  dropSecond: (code: string) => ask(api.DELETE('/v1/me/second-factor', { body: { code } })),
  second: (code: string) => ask(api.POST('/v1/auth/second-factor', { body: { code } })),
  rename: (name: string) => ask(api.PATCH('/v1/me', { body: { name } })),
  changePhone: (phone: string, code: string) => ask(api.POST('/v1/me/phone', { body: { phone, code } })),
}
