import { api } from '../api/client'
import type { components } from '../api/schema'
import { ask, Trouble } from '../api/trouble'

export type Pass = components['schemas']['Pass']

/** A pass as it lies on this device. */
export interface KeptPass {
  pass: Pass
  /** When it was fetched, by this device's clock. */
  at: number
}

const PREFIX = 'wanjia.pass.'

/** Fetches the pass of a booking and keeps it on this device. */
export async function fetchPass(claim: string): Promise<KeptPass> {
  const pass = await ask(api.GET('/v1/claims/{claim}/pass', { params: { path: { claim } }, cache: 'no-store' }))
  const kept = { pass, at: Date.now() }
  try {
    localStorage.setItem(PREFIX + claim, JSON.stringify(kept))
  } catch {
    // A full or forbidden store: the pass is shown and the page says it is not kept.
  }
  return kept
}

/** The pass as it was kept, where there is one. */
export function keptPass(claim: string): KeptPass | undefined {
  try {
    const text = localStorage.getItem(PREFIX + claim)
    return text ? (JSON.parse(text) as KeptPass) : undefined
  } catch {
    return undefined
  }
}

export function dropPass(claim: string): void {
  try {
    localStorage.removeItem(PREFIX + claim)
  } catch {
    // Nothing could be kept, so nothing is there.
  }
}

/** Whoever signs out leaves no pass behind for the next person at this device. */
export function dropPasses(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
  } catch {
    // As above.
  }
}

/** Whether a refusal means that what was kept is worth nothing. */
export function isOver(err: unknown): boolean {
  return err instanceof Trouble && ['pass_over', 'no_such_claim', 'no_pass'].includes(err.code)
}
