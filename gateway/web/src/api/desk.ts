// What those who work for the community ask of the API: shapes and calls, by noun.
import type { Account } from './client'
import { get, post, put, patch, remove } from './send'

export interface Grant { id: string; role: string; node: string; node_name: string; until?: string; post?: boolean }
export type Me = Account
export interface Enrolment { secret: string; uri: string; qr: string }
export interface RoleLine {
  id: string; account: string; name: string; phone_masked: string; role: string; node: string; node_name: string
  until?: string; at: string; by_name: string; why: string
}
export interface AuditLine {
  id: string; at: string; account: string; name?: string; role: string; for?: string; for_name?: string; channel: string; what: string
  object: string; scope: string; why?: string; request?: string; detail?: Record<string, string>; outcome: 'open' | 'done' | 'refused' | 'failed'; code?: string
}
export interface Page<T> { items: T[]; next: string }

export interface Need { kind: string; code: string }
export interface Residency { state?: string; at?: string }
export interface Consent { purpose: string; version: string; state: string; at?: string; how?: string; witness?: string }
/** From one person's side: `other` is who acts for them, or whom they act for. */
export interface Relation { id: string; other: string; name: string; kind: string; scope: string[]; from?: string; until?: string; default?: boolean }
export interface Found {
  id: string; kind: 'person' | 'household' | 'building'; name: string; phone_masked?: string; address?: string; code?: string; age_band?: string
  household?: string; building?: string; why: string[]; needs_count?: number
}
export interface PersonView {
  id: string; name: string; other_names?: string[]; sex?: string; age_band?: string; born?: string; phone_masked?: string; address?: string
  code?: string; household: string; building: string; role?: string; needs?: Need[]; ability?: string; language?: string
  residency?: Residency | string; channel: string; created: string; changed: string; merged_into?: string; synthetic?: boolean
  may: { change: boolean; reveal: boolean; act: boolean; merge: boolean }
  consents: Consent[]; relations: { acts_for_them: Relation[]; they_act_for: Relation[] }
  needs_count?: number
  posts: { id: string; title: string; building_name: string; deputy?: boolean }[]; teams: { id: string; name: string; role: string }[]
}
export interface Member { id: string; name: string; age_band?: string; residency?: Residency | string }
export interface HouseholdView {
  id: string; code: string; address: string; building: string; unit: number; floor: number; flat: number; room: string; tenure?: string
  people: Member[]; visit?: Visit | null
}
export type Given = { how: string; witness?: string }
export interface NewPerson {
  household?: string; building?: string; unit?: number; room?: string; name: string; sex?: string; born?: string; role?: string; phone?: string
  ability?: string; language?: string; needs?: Need[]; consent: Given; force?: boolean
}

export type VisitState = 'spoken' | 'nobody_in' | 'moved_away'
export interface Visit { id: string; state: VisitState; note?: string; at: string }
export interface DoorPerson extends Member { needs?: Need[]; phone_masked?: string; consented?: boolean }
export interface Door { household: string; code: string; unit: number; floor: number; flat: number; room: string; known: boolean; people: DoorPerson[]; visit: Visit | null }
export interface DoorList { building: string; building_name: string; as_of: string; items: Door[] }
export interface SyncVisit extends Visit { household: string }
export interface SyncPerson { id: string; household: string; name: string; sex?: string; born?: string; phone?: string; consent: Given }
export interface SyncHousehold { id: string; building: string; unit: number; room: string }
/** `household` is the server's id of a household the device had named. */
export interface SyncResult { id: string; ok: boolean; code?: string; household?: string }

export interface Estate { code: string; name: string; aliases?: string[]; buildings: number; synthetic?: boolean }
export interface Building { code: string; estate: string; number: number; name: string; units: number; floors: number; per_landing: number; lift: boolean }
export interface Rooms { units: { unit: number; rooms: string[] }[] }
export interface Named { id: string; name: string }
export interface OrgNode { id: string; kind: string; name: string; committee?: string; ended?: string; into?: Named[] }
export interface OrgChild { id: string; kind: string; name: string; buildings: number; households: number; people: number; posts: number; vacant_posts: number }
export interface OrgView {
  node: OrgNode; path: { id: string; name: string }[]; children: OrgChild[]
  totals: { buildings: number; households: number; people: number; posts: number; vacant_posts: number }; as_of: string
}
export interface Reorganisation {
  id: string; kind: string; at: string; by: string; by_name?: string; why: string; from: (Named | string)[]; into: Named[]
  moves: { node: string; name?: string; from: string; to: string }[]; done?: string
}
export interface Post {
  id: string; building: string; kind: string; title: string; state: string; holder?: string; deputy?: string; holder_name?: string; deputy_name?: string
  from?: string; until?: string; vacant_since?: string; duty_phone?: string; published?: boolean; terms?: { holder: string; holder_name?: string; from: string; until: string }[]
}
export interface PostChange { holder?: string; deputy?: string; from?: string; until?: string; duty_phone?: string; published?: boolean; why: string }

export interface Import {
  id: string; name: string; state: 'uploading' | 'checked' | 'running' | 'done' | 'cancelled' | 'failed'
  rows: number; done: number; added: number; changed: number; same: number; refused: number
  started?: string; finished?: string; by_name?: string; at: string; size?: number; parts?: number
}
export interface Check {
  format: string; encoding: string; sheet?: string; rows: number; columns: { header: string; field: string }[]; sample: string[][]; missing: string[]
}
export interface Card { id: string; name: string; sex?: string; born?: string; phone_masked?: string; address?: string; channel: string; created: string; live_claims?: boolean }
export interface Pair { id: string; score: number; reasons: string[]; left: Card; right: Card }
export interface Merge { id: string; kept: string; gone: string; kept_name?: string; gone_name?: string; at: string; by_name: string; why: string; undone?: string }
export type Side = 'left' | 'right'

const at = encodeURIComponent

/** The second factor and one's own session. */
export const factor = {
  pass: (code: string) => post<Me>('/v1/auth/second-factor', { code }),
  begin: () => post<Enrolment>('/v1/me/second-factor', {}),
  confirm: (code: string) => post<{ recovery_codes: string[] }>('/v1/me/second-factor/confirm', { code }),
}

export const people = {
  find: (q: string, limit = 20) => get<{ items: Found[]; as_of: string }>('/v1/people', { q, limit }),
  one: (person: string) => get<PersonView>(`/v1/people/${at(person)}`),
  callers: (phone: string) => get<{ items: PersonView[] }>('/v1/callers', { phone }),
  reveal: (person: string, field: string, why: string) => post<{ field: string; value: string }>(`/v1/people/${at(person)}/reveal`, { field, why }),
  add: (one: NewPerson) => post<PersonView>('/v1/people', one),
  change: (person: string, fields: Record<string, unknown>, why: string) => patch<PersonView>(`/v1/people/${at(person)}`, { ...fields, why }),
  residency: (person: string, state: string, why: string) => post<PersonView>(`/v1/people/${at(person)}/residency`, { state, why }),
  consent: (person: string, c: { purpose: string; given: boolean; how: string; witness: string }) => post<unknown>(`/v1/people/${at(person)}/consents`, c),
  relate: (person: string, r: { agent: string; kind: string; scope: string[]; until?: string; consent: Given }) => post<Relation>(`/v1/people/${at(person)}/relations`, r),
  unrelate: (relation: string, why: string) => remove(`/v1/relations/${at(relation)}`, { why }),
}

export const households = {
  one: (household: string) => get<HouseholdView>(`/v1/households/${at(household)}`),
  list: (query: { building?: string; code?: string; after?: string; limit?: number }) => get<Page<HouseholdView>>('/v1/households', query),
  add: (h: { building: string; unit: number; room: string; tenure?: string }) => post<HouseholdView>('/v1/households', h),
}

export const doors = {
  list: (building: string) => get<DoorList>('/v1/doors', { building }),
  rooms: (building: string) => get<Rooms>(`/v1/buildings/${at(building)}/rooms`),
  sync: (entries: { households: SyncHousehold[]; visits: SyncVisit[]; people: SyncPerson[] }) => post<{ results: SyncResult[] }>('/v1/doors/sync', entries),
}

export const organisation = {
  see: (node: string) => get<OrgView>('/v1/organisation', { node }),
  history: (after: string) => get<Page<Reorganisation>>('/v1/organisation/history', { after }),
  merge: (m: { from: string[]; into?: string; name?: string; why: string }) => post<Reorganisation>('/v1/organisation/merges', m),
  split: (s: { node: string; into: { name: string; children: string[] }[]; why: string }) => post<Reorganisation>('/v1/organisation/splits', s),
  posts: (building: string) => get<{ items: Post[] }>('/v1/posts', { building }),
  changePost: (id: string, change: PostChange) => put<Post>(`/v1/posts/${at(id)}`, change),
  estates: () => get<{ items: Estate[] }>('/v1/estates'),
  buildings: (estate: string) => get<{ items: Building[] }>('/v1/buildings', { estate }),
  building: (building: string) => get<Building>(`/v1/buildings/${at(building)}`),
}

export const roles = {
  list: (node: string, after: string) => get<Page<RoleLine>>('/v1/roles', { node, after }),
  grantable: () => get<{ roles: string[] }>('/v1/roles/grantable'),
  grant: (g: { phone: string; name?: string; role: string; node: string; until?: string; why: string }) => post<RoleLine>('/v1/roles', g),
  revoke: (grant: string, why: string) => remove(`/v1/roles/${at(grant)}`, { why }),
}

export interface AuditQuery { account?: string; for?: string; object?: string; what?: string; from?: string; to?: string; after?: string }
export const audit = { lines: (query: AuditQuery) => get<Page<AuditLine>>('/v1/audit', { ...query, limit: 50 }) }

export const imports = {
  list: () => get<Page<Import>>('/v1/imports'),
  one: (id: string) => get<Import>(`/v1/imports/${at(id)}`),
  begin: (name: string, size: number) => post<{ id: string }>('/v1/imports', { name, size }),
  part: (id: string, n: number, bytes: Blob) => put<void>(`/v1/imports/${at(id)}/parts/${n}`, bytes),
  check: (id: string) => post<Check>(`/v1/imports/${at(id)}/check`, {}),
  start: (id: string, columns: Record<string, string>) => post<void>(`/v1/imports/${at(id)}/start`, { columns }),
  cancel: (id: string) => post<void>(`/v1/imports/${at(id)}/cancel`, {}),
  refused: (id: string) => `/v1/imports/${at(id)}/refused.csv`,
}

export const duplicates = {
  list: (after: string, building = '') => get<Page<Pair>>('/v1/duplicates', { after, building, limit: 10 }),
  merge: (pair: string, keep: string, take: Record<string, Side>, why: string) => post<Merge>(`/v1/duplicates/${at(pair)}/merge`, { keep, take, why }),
  dismiss: (pair: string, why: string) => post<void>(`/v1/duplicates/${at(pair)}/dismiss`, { why }),
  merges: (after: string) => get<Page<Merge>>('/v1/merges', { after }),
  undo: (merge: string, why: string) => post<Merge>(`/v1/merges/${at(merge)}/undo`, { why }),
}
