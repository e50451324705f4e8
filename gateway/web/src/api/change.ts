import { newKey } from './attempts'
import { api, type Claim, type Offering } from './client'
import { persist, type Patience } from './persist'
import { ask } from './trouble'

const path = (claim: string) => ({ path: { claim } })

/** Sends a change once, under a key. */
export type Patch = (claim: string, party: number, children: number, key: string) => Promise<Claim>

const patch: Patch = (claim, party, children, key) =>
  ask(api.PATCH('/v1/claims/{claim}', { params: { ...path(claim), header: { 'Idempotency-Key': key } }, body: { party, children } }))

/** Makes the party of a booking smaller or larger: one change, however often it is sent. */
export function changeParty(claim: string, party: number, children: number, send: Patch = patch, patience: Patience = {}): Promise<Claim> {
  const key = newKey()
  return persist(() => send(claim, party, children, key), { attempts: 4, ...patience })
}

/** Offers a booking to whoever has the number; they have to say yes. */
export function offer(claim: string, phone: string): Promise<Claim> {
  const header = { 'Idempotency-Key': newKey() }
  return persist(() => ask(api.POST('/v1/claims/{claim}/transfer', { params: { ...path(claim), header }, body: { phone } })), { attempts: 4 })
}

/** Takes an offer back; doing it twice is the same as once. */
export const keepBack = (claim: string): Promise<Claim> => persist(() => ask(api.DELETE('/v1/claims/{claim}/transfer', { params: path(claim) })), { attempts: 4 })

/** What the signed-in person is offered to take over. */
export async function offerings(): Promise<Offering[]> {
  return (await ask(api.GET('/v1/me/transfers', { cache: 'no-store' }))).items ?? []
}

/** Takes an offered booking over; doing it twice is the same as once. */
export const takeOver = (claim: string): Promise<Claim> => persist(() => ask(api.POST('/v1/me/transfers/{claim}/accept', { params: path(claim) })), { attempts: 4 })

/** Says no to an offered booking. */
export const decline = (claim: string): Promise<unknown> => ask(api.DELETE('/v1/me/transfers/{claim}', { params: path(claim) }))
