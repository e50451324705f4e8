// What a gate knows of a night's passes without a network.
import type { components } from '../api/schema'
import type { Pass } from './pass'
import { hex, unhex } from './pass'

export type GateList = components['schemas']['GateList']

/** What a code stands for. */
export type Coded = Pick<Pass, 'serial' | 'from' | 'until' | 'party' | 'staff' | 'gates'>

const LETTERS = /^[a-hj-km-np-z2-9]{8}$/

/** A code as it was typed or read out: spaces, dashes and large letters do not matter. Undefined for what cannot be one. */
export function readGateCode(typed: string): string | undefined {
  const code = typed.toLowerCase().replace(/[\s·-]/g, '')
  return LETTERS.test(code) ? code : undefined
}

/** The codes of a list, found by their hash. */
export class Codes {
  private readonly byHash = new Map<string, string>()
  private key?: Promise<CryptoKey>

  constructor(private readonly list: GateList) {
    for (const line of list.codes) this.byHash.set(line.slice(0, 16), line)
  }

  async find(code: string): Promise<Coded | undefined> {
    this.key ??= crypto.subtle.importKey('raw', unhex(this.list.salt), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
    const mac = await crypto.subtle.sign('HMAC', await this.key, new TextEncoder().encode(code))
    const line = this.byHash.get(hex(new Uint8Array(mac).subarray(0, 8)))
    if (!line) return undefined
    const [head = '', window = '', party = '', gates = ''] = line.split(',')
    const when = this.list.windows[Number(window)]
    if (!when) return undefined
    return { serial: head.slice(16), from: Date.parse(when.from), until: Date.parse(when.until), party: Number(party), staff: false, gates: Number(gates) }
  }
}
