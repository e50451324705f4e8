import { api } from './client'
import type { components } from './schema'
import { get, post, put } from './send'
import { ask } from './trouble'

type Schemas = components['schemas']
export type Picture = Schemas['CrowdPicture']
export type CrowdGate = Schemas['CrowdGate']
export type SlotPlan = Schemas['SlotPlan']
export type OrderBoard = Schemas['GateOrderBoard']
export type HelpCall = Schemas['GateCall']
export type OrderKind = Schemas['GateOrder']['kind']

const at = encodeURIComponent

/** The ground of a show: how full, and what its gates were told. */
export const crowd = {
  picture: (event: string) => get<Picture>(`/v1/events/${at(event)}/crowd`),
  orders: async (event: string) => (await get<{ items: OrderBoard[] }>(`/v1/events/${at(event)}/gate-orders`)).items,
  calls: async (event: string) => (await get<{ items: HelpCall[] }>(`/v1/events/${at(event)}/calls`)).items,
  answer: (event: string, call: string, sent: string) => post<HelpCall>(`/v1/events/${at(event)}/calls/${at(call)}`, { sent }),
  close: (event: string, call: string) => post<HelpCall>(`/v1/events/${at(event)}/calls/${at(call)}`, { close: true }),
  /** The same key gives the order once, however often it is pressed. */
  order: (event: string, key: string, body: { kind: OrderKind; gates: string[]; authority: string; reason: string }) =>
    ask(api.POST('/v1/events/{event}/gate-orders', { params: { path: { event }, header: { 'Idempotency-Key': key } }, body: { ...body, say: { zh: '', en: '' } } })),
}

/** How many passes each gate and window can be given. */
export const slots = {
  of: (event: string, night: number) => get<SlotPlan>(`/v1/events/${at(event)}/slot-plan`, { night }),
  attempt: (event: string, night: number, lanes: Record<string, number>) => post<SlotPlan>(`/v1/events/${at(event)}/slot-plan`, { night, lanes }),
  save: (event: string, p: { night: number; lanes: Record<string, number>; versions: Record<string, number>; why: string }) => put<SlotPlan>(`/v1/events/${at(event)}/slot-plan`, p),
}
