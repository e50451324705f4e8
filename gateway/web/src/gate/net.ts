// What this device says to the server.
import { ask } from '../api/trouble'
import type { components } from '../api/schema'
import type { GateList } from './list'
import { wireLine, type Line } from './log'

type Schemas = components['schemas']
export type Begun = Schemas['BegunDevice']
export type SyncReply = Schemas['GateSyncReply']
export type Verdict = Schemas['GateVerdict']

const SYNC_WITHIN = 8_000
/** How long somebody at the gate waits for the server before the device decides alone. */
const VERDICT_WITHIN = 900

async function call<T>(method: string, path: string, within: number, body?: unknown, secret?: string): Promise<T> {
  const headers: Record<string, string> = {}
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  if (secret) headers.Authorization = `Device ${secret}`
  return ask<T>(
    fetch(path, { method, headers, cache: 'no-store', body: body === undefined ? undefined : JSON.stringify(body), signal: AbortSignal.timeout(within) }).then(
      async (response) => {
        const answer: unknown = await response.json().catch(() => undefined) // a proxy's page says nothing we could use
        return response.ok ? { data: answer as T, response } : { error: answer, response }
      },
    ),
  )
}

export const begin = (token: string) => call<Begun>('POST', '/v1/devices/initialize', SYNC_WITHIN, { token })
export const enrol = (event: string, gate: string, name: string) => call<Begun>('POST', '/v1/devices/enrolment', SYNC_WITHIN, { event, gate, name })
export const fetchList = (secret: string) => call<GateList>('GET', '/v1/checkin/bundle', 30_000, undefined, secret)

export interface Said {
  last: number
  acked: string
  echo?: string
  trained: boolean
  since: string
  lines: readonly Line[]
}

export const sync = (secret: string, { last, acked, echo, trained, since, lines }: Said) =>
  call<SyncReply>('POST', '/v1/checkin/sync', SYNC_WITHIN, { now: new Date().toISOString(), last, acked: acked || undefined, echo, trained, since, records: lines.map(wireLine) }, secret)

export const callHelp = (secret: string, press: { kind: string; nonce: string; at: string }) =>
  call<Schemas['GateCall']>('POST', '/v1/checkin/help', SYNC_WITHIN, press, secret)

export const lend = (secret: string, key: string, places: number) =>
  call<Schemas['GateLease']>('POST', '/v1/checkin/leases', SYNC_WITHIN, { key, places }, secret)

export const redeem = (secret: string, line: Line) =>
  call<Verdict>('POST', '/v1/checkin/redeem', VERDICT_WITHIN, { now: new Date().toISOString(), record: wireLine(line) }, secret)
