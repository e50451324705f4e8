// Passes that were lost, as a desk that replaces them asks for them.
import type { components } from './schema'
import { get, post } from './send'

export type LostPass = components['schemas']['LostPass']

const at = (claim: string) => `/v1/lost-passes/${encodeURIComponent(claim)}`

export const lostPasses = {
  find: (by: { code?: string; phone?: string; person?: string }) => get<{ items: LostPass[] }>('/v1/lost-passes', by),
  /** Pressing twice for the same loss makes one new pass. */
  replace: (p: LostPass, why: string) => post<LostPass>(at(p.id), { code: p.code, why }),
  paper: (p: LostPass) => `${at(p.id)}/pass.pdf`,
}
