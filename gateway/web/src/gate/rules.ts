// The rules of admission, as ticketing/checkin has them. Both run the cases of
// ticketing/testdata/checkin/rules.json.
import type { Fault, Pass } from './pass'

export interface Rules {
  version: number
  early_minutes: number
  late_minutes: number
  rest_minutes: number
}

/** An admission that is known of here. */
export interface Entry {
  persons: number
  /** Milliseconds. */
  at: number
  gate: string
}

export type Verdict = 'admit' | 'wait' | 'refuse'
export type Reason =
  | 'ok' | 'rest' | 'too_early' | 'too_late' | 'wrong_gate' | 'already_redeemed' | 'party_exceeds' | 'revoked' | 'unknown_code' | 'gate_closed' | 'zone_full' | 'getting_ready' | 'shift_over'
  | Fault

export interface Answer {
  verdict: Verdict
  reason: Reason
  /** Who may come in now. */
  persons: number
  /** Of the party, who may come in later. */
  left: number
  first?: Entry
  /** Until the gate opens, or since it closed. */
  minutes: number
}

const MINUTE = 60_000

export function unread(reason: Fault | 'unknown_code'): Answer {
  return { verdict: 'refuse', reason, persons: 0, left: 0, minutes: 0 }
}

export interface Situation {
  /** Milliseconds. */
  now: number
  /** The bit of this gate. */
  gate: number
  /** Persons, 0 for as many as are left. */
  want: number
  revoked: boolean
  entries: readonly Entry[]
}

/** Whether they may come in with a pass whose signature is good. */
export function judge(rules: Rules, pass: Pick<Pass, 'from' | 'until' | 'party' | 'staff' | 'gates'>, { now, gate, want, revoked, entries }: Situation): Answer {
  if (revoked) return { verdict: 'refuse', reason: 'revoked', persons: 0, left: 0, minutes: 0 }
  const inside = entries.reduce((n, entry) => n + entry.persons, 0)
  const first = entries.reduce<Entry | undefined>((a, b) => (a && a.at <= b.at ? a : b), undefined)
  const left = Math.max(pass.party - inside, 0)
  const no = (reason: Reason, minutes = 0, still = left): Answer => ({ verdict: 'wait', reason, persons: 0, left: still, first, minutes })
  if (left === 0) return no('already_redeemed', 0, 0)
  if (!pass.staff) {
    const opens = pass.from - rules.early_minutes * MINUTE
    const ends = pass.until + (inside > 0 ? rules.rest_minutes : rules.late_minutes) * MINUTE
    if (now < opens) return no('too_early', Math.ceil((opens - now) / MINUTE))
    if (now >= ends) return no('too_late', Math.ceil((now - ends) / MINUTE))
  }
  if ((pass.gates & gate) === 0) return no('wrong_gate')
  if (want > left) return no('party_exceeds')
  const persons = want || left
  return { verdict: 'admit', reason: inside > 0 ? 'rest' : 'ok', persons, left: left - persons, first, minutes: 0 }
}
