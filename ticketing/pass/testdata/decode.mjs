// Reads the vectors of scheme wj1 with nothing but Node's own parts: a second opinion
// on the bytes, written from the description of the scheme and not from the Go code.
//
//   node decode.mjs wj1.json
//
// Prints how many vectors it agrees with and ends with 1 on the first it does not.

import { createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/** RFC 9285; undefined for what is none. */
function base45(text) {
  const digits = [...text].map((letter) => ALPHABET.indexOf(letter))
  if (digits.includes(-1) || digits.length % 3 === 1) return undefined
  const bytes = []
  for (let i = 0; i < digits.length; i += 3) {
    const [a, b, c] = digits.slice(i, i + 3)
    const n = a + 45 * b + (c === undefined ? 0 : 2025 * c)
    if (n > (c === undefined ? 0xff : 0xffff)) return undefined
    if (c !== undefined) bytes.push(n >> 8)
    bytes.push(n & 0xff)
  }
  return Buffer.from(bytes)
}

function publicKey(hex) {
  // An Ed25519 key as X.509 wants it is these twelve bytes and then the key.
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(hex, 'hex')])
  return createPublicKey({ key: der, format: 'der', type: 'spki' })
}

function read(text, event, keys) {
  const bytes = base45(text)
  if (!bytes) {
    const head = base45(text.slice(0, 3))
    return { wrong: text.length < 120 && head?.[0] === 0xb1 ? 'cut' : 'foreign' }
  }
  if (bytes.length === 0 || bytes[0] !== 0xb1) return { wrong: 'foreign' }
  if (bytes.length < 80) return { wrong: 'cut' }
  if (bytes.length > 80) return { wrong: 'foreign' }
  const pass = {
    key: bytes[1],
    serial: bytes.toString('hex', 4, 9),
    from: new Date((bytes.readUIntBE(9, 3) + Date.UTC(2024, 0, 1) / 60_000) * 60_000).toISOString().replace('.000Z', 'Z'),
    minutes: bytes[12] * 5,
    party: bytes[13] & 0x3f,
    wheelchair: (bytes[13] & 0x40) !== 0,
    staff: (bytes[13] & 0x80) !== 0,
    gates: bytes.readUInt16BE(14),
  }
  if (pass.party === 0 || pass.minutes === 0) return { wrong: 'foreign' }
  const key = keys[pass.key]
  if (bytes.readUInt16BE(2) !== event || !key) return { wrong: 'unknown_key' }
  const signed = Buffer.concat([Buffer.from('wj1\0', 'latin1'), bytes.subarray(0, 16)])
  if (!verify(null, signed, publicKey(key), bytes.subarray(16))) return { wrong: 'forged' }
  return { pass }
}

const vectors = JSON.parse(readFileSync(process.argv[2], 'utf8'))
for (const good of vectors.good) {
  const { name, text, ...want } = good
  const { wrong, pass } = read(text, vectors.event, vectors.keys)
  for (const field of Object.keys(want)) {
    if (pass?.[field] !== want[field]) {
      console.error(`${name}: ${field} is ${pass?.[field]} (${wrong ?? 'good'}), want ${want[field]}`)
      process.exit(1)
    }
  }
}
for (const bad of vectors.bad) {
  const { wrong } = read(bad.text, vectors.event, vectors.keys)
  if (wrong !== bad.want) {
    console.error(`${bad.name}: ${wrong ?? 'good'}, want ${bad.want}`)
    process.exit(1)
  }
}
console.log(`${vectors.good.length} good, ${vectors.bad.length} bad`)
