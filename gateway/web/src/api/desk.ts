// What those who work for the community ask of the API: shapes and calls, by noun.
import type { Account } from './client'
import type { components } from './schema'
import { get, patch, post, put, remove } from './send'
import { ask } from './trouble'

type Schemas = components['schemas']
export type Me = Account
export type Enrolment = Schemas['FactorSecret']
export type RoleLine = Schemas['RoleHeld']
export type AuditLine = Schemas['AuditLine']
export interface Page<T> { items: T[]; next: string }

export type Consent = Schemas['ConsentView']
export type Relation = Schemas['RelationView']
export type Found = Schemas['FoundItem']
export type PersonView = Schemas['PersonView']
export type HouseholdView = Schemas['HouseholdView']
/** All that is kept about somebody. */
export type Kept = Schemas['MyData']
export type LeftView = Schemas['LeftView']
export type Given = Schemas['Agreement']
/** Somebody to be registered, in a household or in a flat nobody is known at. */
export interface NewPerson {
  household?: string; building?: string; unit?: number; room?: string; name: string; sex?: string; born?: string; role?: string; phone?: string
  ability?: string; language?: string; consent: Given; force?: boolean
}

export type Visit = Omit<Schemas['DoorVisit'], 'note'> & { note?: string }
export type VisitState = 'spoken' | 'nobody_in' | 'moved_away'
export type DoorPerson = Partial<Schemas['Lodger']> & Pick<Schemas['Lodger'], 'id' | 'name'>
/** `visit` is null where nobody was yet. */
export type Door = Omit<Schemas['Door'], 'visit'> & { visit: Visit | null }
export type DoorList = Omit<Schemas['DoorList'], 'items'> & { items: Door[] }
export type SyncHousehold = Schemas['SyncHousehold']
export type SyncVisit = Schemas['SyncVisit']
export type SyncPerson = Schemas['SyncPerson']
export type SyncResult = Pick<Schemas['SyncResult'], 'id' | 'ok' | 'code' | 'household' | 'person'>

export type Estate = Schemas['Estate']
export type Building = Schemas['Building']
export type Rooms = Pick<Schemas['RoomList'], 'units'>
export type Named = Schemas['Named']
export type OrgChild = Schemas['NodeChild']
export type OrgView = Schemas['OrganisationNode']
export type Reorganisation = Schemas['OrganisationChange']
export type Post = Schemas['BuildingPost']
export interface PostChange { holder?: string; deputy?: string; from?: string; until?: string; duty_phone?: string; published?: boolean; why: string }

export type Team = Schemas['TeamSummary']
export type TeamDetail = Schemas['TeamDetail']
export type TeamMember = Schemas['TeamMember']

export type Stock = Schemas['Stock']
export type StockPool = Schemas['StockPool']
export type StockShare = Schemas['StockShare']
/** A pool as it was read: a change goes by it, or is refused. */
export interface PoolAt { pool: string; rev: number }

export type Plan = Schemas['PlanSummary']
export type PlanInUse = Schemas['PlanInUse']
/** One mistake of a document that is no plan. */
export interface PlanProblem { what: string; where: string; text: string }
export type FoundClaim = Schemas['FoundClaim']

export type Import = Schemas['ImportJob']
export type Check = Schemas['ImportCheck']
export interface Card {
  id: string; name: string; other_names?: string[]; sex?: string; born?: string; phone_masked?: string; address?: string; channel: string; created: string; live_claims?: boolean
}
export interface Pair { id: string; score: number; sure?: boolean; reasons: string[]; left: Card; right: Card }
export interface Merge {
  id: string; kept: string; kept_name?: string; gone: string; gone_name?: string; state?: string; at: string; by_name: string; why: string; undone?: string; undo_why?: string; left?: string[]
}
export type Side = 'left' | 'right'

/** A part of a path. */
const at = (part: string) => encodeURIComponent(part)

/** The second factor and one's own session. */
export const factor = {
  pass: (code: string) => post<Me>('/v1/auth/second-factor', { code }),
  begin: () => post<Enrolment>('/v1/me/second-factor', {}),
  confirm: (code: string) => post<{ recovery_codes: string[] }>('/v1/me/second-factor/confirm', { code }),
}

export const people = {
  find: (q: string, within: { estate?: string; node?: string } = {}, limit = 20) => get<{ items: Found[]; as_of: string }>('/v1/people', { q, ...within, limit }),
  left: (query: { estate?: string; node?: string; after?: string; limit?: number }) => get<Page<LeftView>>('/v1/people/left', query),
  cameBack: (person: string, why: string) => post<PersonView>(`/v1/people/${at(person)}/return`, { why }),
  copy: (person: string, wish: { why: string; consent: Given }) => post<Kept>(`/v1/people/${at(person)}/copy`, wish),
  erase: (person: string, wish: { why: string; consent: Given; confirm: string }) => post<Schemas['Deletion']>(`/v1/people/${at(person)}/deletion`, wish),
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
  list: (query: { building?: string; estate?: string; node?: string; code?: string; away?: 'true'; after?: string; limit?: number }) => get<Page<HouseholdView>>('/v1/households', query),
  cameBack: (household: string, why: string) => post<HouseholdView>(`/v1/households/${at(household)}/return`, { why }),
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
  estatesInReach: () => get<{ items: Estate[] }>('/v1/organisation/estates'),
  buildings: (estate: string) => get<{ items: Building[] }>('/v1/buildings', { estate }),
  building: (building: string) => get<Building>(`/v1/buildings/${at(building)}`),
}

export const teams = {
  list: (query: { sort?: string; q?: string; after?: string }) => get<Page<Team>>('/v1/teams', { ...query, limit: 50 }),
  one: (team: string, after = '') => get<TeamDetail>(`/v1/teams/${at(team)}`, { after, limit: 50 }),
  put: (team: string, person: string, role: string, why: string) => put<TeamMember>(`/v1/teams/${at(team)}/members/${at(person)}`, { role, why }),
  remove: (team: string, person: string, why: string) => remove(`/v1/teams/${at(team)}/members/${at(person)}`, { why }),
}

/** The places of sessions, for organisers. Every change says why. */
export const stock = {
  of: (session: string) => get<Stock>(`/v1/sessions/${at(session)}/stock`),
  approve: (session: string, version: number, capacity: number, why: string) => put<Stock>(`/v1/sessions/${at(session)}/capacity`, { version, capacity, why }),
  add: (session: string, p: { id: string; title: { zh: string; en: string }; places: number; max_party: number; opens: string; closes: string; why: string }) => post<StockPool>(`/v1/sessions/${at(session)}/pools`, p),
  change: ({ pool, rev }: PoolAt, c: { opens?: string; closes?: string; close_now?: boolean; max_party?: number; more_until?: string; more_free?: boolean; no_more_now?: boolean; why: string }) => patch<StockPool>(`/v1/pools/${at(pool)}`, { rev, ...c }),
  resize: ({ pool, rev }: PoolAt, r: { size: number; channel?: string; why: string }) => put<StockPool>(`/v1/pools/${at(pool)}/size`, { rev, ...r }),
  remove: ({ pool, rev }: PoolAt, why: string) => post<StockPool>(`/v1/pools/${at(pool)}/removal`, { rev, why }),
  share: ({ pool, rev }: PoolAt, shares: { channel: string; places: number }[], why: string) => put<StockPool>(`/v1/pools/${at(pool)}/shares`, { rev, shares, why }),
  release: ({ pool, rev }: PoolAt, share: string, r: { at?: string; into?: string; why: string }) => put<StockPool>(`/v1/pools/${at(pool)}/shares/${at(share)}/release`, { rev, ...r }),
  move: ({ pool, rev }: PoolAt, m: { from: string; to: string; places: number; why: string }) => post<StockPool>(`/v1/pools/${at(pool)}/moves`, { rev, ...m }),
}

/** Seating plans, and which pools they seat. */
export const plans = {
  list: () => get<{ items: PlanInUse[] }>('/v1/plans'),
  add: addPlan,
  seat: (pool: string, plan: string) => put<void>(`/v1/pools/${at(pool)}/plan`, { plan }),
}

async function addPlan(file: Blob): Promise<Plan> {
  const asked = async () => {
    const response = await fetch('/v1/plans', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: file, signal: AbortSignal.timeout(60_000) })
    const answer: unknown = await response.json().catch(() => undefined) // a proxy's page says nothing we could use
    return response.ok ? { data: answer as Plan, response } : { error: answer, response }
  }
  return ask(asked())
}

/** Bookings of others, for whoever may take them away. */
export const claims = {
  find: (query: { code?: string; person?: string; after?: string }) => get<Page<FoundClaim>>('/v1/claims', query),
  revoke: (claim: string, reason: string, keep: boolean) => post<unknown>(`/v1/claims/${at(claim)}/revocation`, { reason, keep }),
}

export const roles = {
  list: (node: string, after: string) => get<Page<RoleLine>>('/v1/roles', { node, after }),
  grantable: () => get<{ roles: string[] }>('/v1/roles/grantable'),
  grant: (g: { phone: string; name?: string; role: string; node: string; until?: string; event?: string; gate?: string; from?: string; why: string }) => post<RoleLine>('/v1/roles', g),
  revoke: (grant: string, why: string) => remove(`/v1/roles/${at(grant)}`, { why }),
  resetFactor: (account: string, why: string) => post<void>('/v1/second-factors/reset', { account, why }),
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
