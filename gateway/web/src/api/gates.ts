// What the console asks of the gates.
import type { components } from './schema'
import { get, post } from './send'

type Schemas = components['schemas']
export type GateTotals = Schemas['GateTotals']
export type GateConflict = Schemas['GateConflict']
export type GateBoard = Schemas['GateOrderBoard']
export type AtGate = Schemas['DeviceAtGate']
export type NewGateDevice = Schemas['NewGateDevice']
export type GateEdge = Schemas['GateEdge']
export type NewGateEdge = Schemas['NewGateEdge']

const at = (part: string) => encodeURIComponent(part)

export const gates = {
  totals: (event: string) => get<GateTotals>(`/v1/events/${at(event)}/gates`),
  devices: (event: string) => get<{ as_of: string; items: AtGate[] }>(`/v1/events/${at(event)}/devices`),
  orders: (event: string) => get<{ as_of: string; items: GateBoard[] }>(`/v1/events/${at(event)}/gate-orders`),
  edges: (event: string) => get<{ as_of: string; items: GateEdge[] }>(`/v1/events/${at(event)}/edges`),
  leases: (event: string) => get<Schemas['LentList']>(`/v1/events/${at(event)}/leases`),
  addEdge: (e: { event: string; gates: string[]; name: string; why: string }) => post<NewGateEdge>('/v1/edges', e),
  revokeEdge: (edge: string, why: string) => post<unknown>(`/v1/edges/${at(edge)}/revocation`, { why }),
  add: (d: { event: string; gate: string; name: string; why: string; page: string }) => post<NewGateDevice>('/v1/devices', d),
  revoke: (device: string, why: string) => post<unknown>(`/v1/devices/${at(device)}/revocation`, { why }),
}
