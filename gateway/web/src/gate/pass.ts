// Reads what a QR code says as a pass of scheme wj1 and checks its signature, on the
// device alone.
import { verifySlowly } from './ed25519'

export interface Pass {
  key: number
  serial: string
  /** Milliseconds. */
  from: number
  until: number
  party: number
  wheelchair: boolean
  staff: boolean
  gates: number
}

export type Fault = 'foreign' | 'cut' | 'unknown_key' | 'forged'

/** The public keys of one event, hexadecimal, by id. */
export interface Ring {
  event: number
  keys: Record<string, string>
}

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const SIZE = 80
const BODY = 16
const VERSION = 0xb1
const EPOCH = Date.UTC(2024, 0, 1)
const DOMAIN = [0x77, 0x6a, 0x31, 0] // "wj1" and a zero

export function base45(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 3 === 1 || text.length > 4 * 120) return undefined
  const bytes: number[] = []
  for (let i = 0; i < text.length; i += 3) {
    const part = text.slice(i, i + 3)
    let n = 0
    for (const letter of [...part].reverse()) {
      const digit = LETTERS.indexOf(letter)
      if (digit < 0) return undefined
      n = n * 45 + digit
    }
    if (n > (part.length === 3 ? 0xffff : 0xff)) return undefined
    if (part.length === 3) bytes.push(n >> 8)
    bytes.push(n & 0xff)
  }
  return Uint8Array.from(bytes)
}

export function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function unhex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16))
}

function decode(text: string): Uint8Array<ArrayBuffer> | Fault {
  const bytes = base45(text)
  if (!bytes) return text.length >= 3 && text.length < 120 && base45(text.slice(0, 3))?.[0] === VERSION ? 'cut' : 'foreign'
  if (bytes[0] !== VERSION) return 'foreign'
  if (bytes.length < SIZE) return 'cut'
  if (bytes.length > SIZE || bytes[12] === 0 || (bytes[13]! & 63) === 0) return 'foreign'
  return bytes
}

/** The pass, or what is wrong with it. */
export async function readPass(text: string, ring: Ring): Promise<Pass | Fault> {
  const bytes = decode(text)
  if (typeof bytes === 'string') return bytes
  const view = new DataView(bytes.buffer)
  const key = ring.keys[bytes[1]!]
  if (view.getUint16(2) !== ring.event || !key) return 'unknown_key'
  const signed = Uint8Array.from([...DOMAIN, ...bytes.subarray(0, BODY)])
  if (!(await verify(unhex(key), bytes.slice(BODY), signed))) return 'forged'
  const from = EPOCH + ((bytes[9]! << 16) | view.getUint16(10)) * 60_000
  return {
    key: bytes[1]!,
    serial: hex(bytes.subarray(4, 9)),
    from,
    until: from + bytes[12]! * 5 * 60_000,
    party: bytes[13]! & 63,
    wheelchair: (bytes[13]! & 64) !== 0,
    staff: (bytes[13]! & 128) !== 0,
    gates: view.getUint16(14),
  }
}

/** By the browser itself where it can, which took old Android browsers until 2025. */
async function verify(key: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>, message: Uint8Array<ArrayBuffer>): Promise<boolean> {
  let known: CryptoKey
  try {
    known = await crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify'])
  } catch {
    return verifySlowly(key, signature, message)
  }
  return crypto.subtle.verify({ name: 'Ed25519' }, known, signature, message)
}
