// Ed25519 verification (RFC 8032, 5.1.7) for browsers that have none of their own. It
// handles nothing secret, so it may take as long as the numbers take.

const P = (1n << 255n) - 19n
const L = (1n << 252n) + 27742317777372353535851937790883648493n
const D = mod(-121665n * power(121666n, P - 2n))
const ROOT = power(2n, (P - 1n) / 4n)

/** Extended coordinates: x = X/Z, y = Y/Z, xy = T/Z. */
type Point = readonly [X: bigint, Y: bigint, Z: bigint, T: bigint]

function mod(n: bigint, by = P): bigint {
  const rest = n % by
  return rest < 0n ? rest + by : rest
}

function power(base: bigint, exponent: bigint): bigint {
  let [out, square] = [1n, mod(base)]
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) out = mod(out * square)
    square = mod(square * square)
  }
  return out
}

function add(a: Point, b: Point): Point {
  const A = mod((a[1] - a[0]) * (b[1] - b[0]))
  const B = mod((a[1] + a[0]) * (b[1] + b[0]))
  const C = mod(2n * D * a[3] * b[3])
  const E = B - A
  const F = 2n * a[2] * b[2]
  return [mod(E * (F - C)), mod((F + C) * (B + A)), mod((F - C) * (F + C)), mod(E * (B + A))]
}

function times(n: bigint, point: Point): Point {
  let [out, double]: [Point, Point] = [[0n, 1n, 1n, 0n], point]
  for (let left = n; left > 0n; left >>= 1n) {
    if (left & 1n) out = add(out, double)
    double = add(double, double)
  }
  return out
}

function little(bytes: Uint8Array): bigint {
  return [...bytes].reduceRight((n, byte) => (n << 8n) | BigInt(byte), 0n)
}

function point(bytes: Uint8Array): Point | undefined {
  const number = little(bytes)
  const sign = number >> 255n
  const y = number & ((1n << 255n) - 1n)
  if (y >= P) return undefined
  const y2 = mod(y * y)
  const square = mod((y2 - 1n) * power(D * y2 + 1n, P - 2n))
  let x = power(square, (P + 3n) / 8n)
  if (mod(x * x) !== square) x = mod(x * ROOT)
  if (mod(x * x) !== square || (x === 0n && sign === 1n)) return undefined
  if ((x & 1n) !== sign) x = P - x
  return [x, y, 1n, mod(x * y)]
}

const BASE = point(Uint8Array.from([0x58, ...new Array<number>(31).fill(0x66)]))!

/** Whether the signature is the key's for the message. */
export async function verifySlowly(key: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>, message: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const A = point(key)
  const R = point(signature.subarray(0, 32))
  const s = little(signature.subarray(32))
  if (!A || !R || signature.length !== 64 || s >= L) return false
  const hashed = await crypto.subtle.digest('SHA-512', Uint8Array.from([...signature.subarray(0, 32), ...key, ...message]))
  const k = mod(little(new Uint8Array(hashed)), L)
  const left = times(s, BASE)
  const right = add(R, times(k, A))
  return mod(left[0] * right[2] - right[0] * left[2]) === 0n && mod(left[1] * right[2] - right[1] * left[2]) === 0n
}
