// One's own affairs and the public part of the organisation, as the pages ask for
// them. What is about people is not kept by the browser.
import { api } from './client'
import type { Lang } from '../lib/time'
import type { components } from './schema'
import { ask } from './trouble'

type Schemas = components['schemas']
// The document cannot say that an object may be null.
type MayLackHead<T extends { head: unknown }> = Omit<T, 'head'> & { head: Schemas['HeadCard'] | null }

export type Need = Schemas['Need']
export type Candidate = Schemas['Candidate']
export type Own = MayLackHead<Schemas['Own']>
export type Housemate = Schemas['Housemate']
export type Household = MayLackHead<Schemas['OwnHousehold']>
export type Registration = Schemas['Registration']
export type Newcomer = Schemas['Newcomer']
export type Correction = Schemas['OwnCorrection']
export type Agreement = Schemas['OwnConsent']
export type Agreements = Schemas['OwnConsents']
export type Relation = Schemas['OwnRelation']
export type Naming = Schemas['OwnNaming']
export type Deletion = Schemas['Deletion']
export type Device = Schemas['SignedInDevice']
export type Enrolment = Schemas['FactorSecret']
export type Estate = Schemas['Estate']
export type Building = Schemas['Building']
export type UnitRooms = Schemas['UnitRooms']

/** A household of an address, as far as somebody who says they live there may know it. */
export interface KnownHousehold {
  id: string
  surnames: string[]
  people: number
}

const fresh = { cache: 'no-store' } as const
const forWhom = (person: string) => (person ? { for: person } : {})

/** What somebody may do about themselves and their household. */
export const own = {
  candidates: () => ask(api.GET('/v1/me/people', fresh)).then((list) => list.items),
  bind: (person: string, name: string) => ask(api.POST('/v1/me/person', { body: { person, name } })),
  register: (registration: Registration) => ask(api.POST('/v1/me/registration', { body: registration })),
  person: (): Promise<Own> => ask(api.GET('/v1/me/person', fresh)),
  correct: (change: Correction) => ask(api.PATCH('/v1/me/person', { body: change })),
  household: (): Promise<Household> => ask(api.GET('/v1/me/household', fresh)),
  addPerson: (person: Newcomer) => ask(api.POST('/v1/me/household/people', { body: person })),
  confirm: (person: string) => ask(api.POST('/v1/me/household/people/{person}/confirm', { params: { path: { person } } })),
  movedOut: (person: string, why: string) => ask(api.DELETE('/v1/me/household/people/{person}', { params: { path: { person }, query: { why } } })),
  consents: (person: string) => ask(api.GET('/v1/me/consents', { params: { query: forWhom(person) }, ...fresh })),
  agree: (purpose: string, given: boolean, version: string, person: string) =>
    ask(api.PUT('/v1/me/consents/{purpose}', { params: { path: { purpose } }, body: { given, version, ...forWhom(person) } })),
  relations: () => ask(api.GET('/v1/me/relations', fresh)),
  name: (naming: Naming) => ask(api.POST('/v1/me/relations', { body: naming })),
  accept: (relation: string) => ask(api.POST('/v1/me/relations/{relation}/accept', { params: { path: { relation } } })),
  endRelation: (relation: string) => ask(api.DELETE('/v1/me/relations/{relation}', { params: { path: { relation } } })),
  erase: (confirm: string, why: string) => ask(api.POST('/v1/me/deletion', { body: { confirm, ...(why ? { why } : {}) } })),
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
  devices: () => ask(api.GET('/v1/auth/sessions', fresh)).then((list) => list.items),
  end: (session: string) => ask(api.DELETE('/v1/auth/sessions/{session}', { params: { path: { session } } })),
  endAll: () => ask(api.DELETE('/v1/auth/sessions')),
  enrol: () => ask(api.POST('/v1/me/second-factor')),
  confirmEnrolment: (code: string) => ask(api.POST('/v1/me/second-factor/confirm', { body: { code } })),
  dropSecond: (code: string) => ask(api.DELETE('/v1/me/second-factor', { body: { code } })),
  second: (code: string) => ask(api.POST('/v1/auth/second-factor', { body: { code } })),
  rename: (name: string) => ask(api.PATCH('/v1/me', { body: { name } })),
  reads: (language: Lang) => ask(api.PATCH('/v1/me', { body: { language } })),
  changePhone: (phone: string, code: string) => ask(api.POST('/v1/me/phone', { body: { phone, code } })),
}
