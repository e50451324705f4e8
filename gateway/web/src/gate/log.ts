// The log of this device: one line for each time somebody goes in or out, numbered
// without a gap and sealed, as ticketing/checkin/log.go has it.
import { hex, unhex } from './pass'

export type Kind = 'in' | 'walk' | 'out'

export interface Line {
  seq: number
  nonce: string
  kind: Kind
  /** Of the pass; "" without one. */
  serial: string
  persons: number
  /** Beside them, who need no ticket. */
  children: number
  party: number
  /** Milliseconds, by this device's clock; never changed. */
  at: number
  offline: boolean
  rules: number
  prev: string
  seal: string
}

/** What stands in the serial of a line without a pass: the lease, and the number of its first person. */
export function ticket(lease: number, first: number): string {
  const four = (n: number) => n.toString(16).padStart(4, '0')
  return `ff${four(lease)}${four(first)}`
}

/** A key that seals and cannot be read again, not even by this page. */
export function sealingKey(logKey: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', unhex(logKey), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
}

/** The line with its seal. */
export async function sealed(key: CryptoKey, device: string, line: Omit<Line, 'seal'>): Promise<Line> {
  const said = [
    'wjlog1', device, line.seq, line.prev, line.nonce, line.kind, line.serial, line.persons, line.children, line.party, line.at, line.offline ? 1 : 0, line.rules,
  ].join('\n')
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(said))
  return { ...line, seal: hex(new Uint8Array(mac).subarray(0, 16)) }
}

/** The line as it goes over the wire. */
export function wireLine(line: Line) {
  return { ...line, serial: line.serial || undefined, at: new Date(line.at).toISOString() }
}

/** Everybody a line is about. */
export const heads = (line: Pick<Line, 'persons' | 'children'>): number => line.persons + line.children
