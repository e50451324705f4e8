import { persist, type Patience } from '../api/persist'

/** How many bytes go at a time. */
export const PART = 1 << 20

/** How many parts a file of this size has; an empty file has none. */
export function partsOf(size: number): number {
  return Math.ceil(size / PART)
}

/**
 * Sends a file part by part, from the part given, trying each again while that can
 * help. A part sent twice is the same part. Resolves when all are there; `told` is
 * called with how many are.
 */
export async function upload(file: Blob, from: number, put: (n: number, bytes: Blob) => Promise<void>, told: (done: number) => void, patience?: Patience): Promise<void> {
  for (let n = from; n < partsOf(file.size); n++) {
    told(n)
    await persist(() => put(n, file.slice(n * PART, (n + 1) * PART)), patience)
  }
  told(partsOf(file.size))
}
