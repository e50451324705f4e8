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

/** An upload that has begun: which import, of which file, and how many of its parts are there. */
export interface Begun {
  id: string
  name: string
  size: number
  /** When the file was last changed: another content under the same name is another file. */
  changed: number
  done: number
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
const SLOT = 'wanjia.import'

/** Remembers on this device how far an upload is, for whoever closes the page in the middle. */
export function keepUpload(begun: Begun | undefined, store: Store = localStorage): void {
  try {
    if (begun) store.setItem(SLOT, JSON.stringify(begun))
    else store.removeItem(SLOT)
  } catch {
    // Storage may be forbidden or full; it begins anew then.
  }
}

/** The upload that was in the middle here. */
export function keptUpload(store: Store = localStorage): Begun | undefined {
  try {
    const kept = JSON.parse(store.getItem(SLOT) ?? 'null') as Partial<Begun> | null
    return kept && typeof kept.id === 'string' && typeof kept.name === 'string' && [kept.size, kept.changed, kept.done].every(Number.isInteger) ? (kept as Begun) : undefined
  } catch {
    return undefined
  }
}

/** Whether a file is the one an upload was begun with. */
export const sameFile = (begun: Begun | undefined, file: Pick<File, 'name' | 'size' | 'lastModified'>): begun is Begun =>
  !!begun && begun.name === file.name && begun.size === file.size && begun.changed === file.lastModified
