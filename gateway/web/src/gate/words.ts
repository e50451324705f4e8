import { useI18n } from 'vue-i18n'
import { say } from '../i18n'
import { clockRange, clockTime, dayKey, solarDay } from '../lib/time'
import { usePrefs } from '../state/prefs'
import { usePost, type Seen } from './post'

/** What a verdict says, in words. */
export function useVerdictWords() {
  const { t } = useI18n()
  const post = usePost()
  const prefs = usePrefs()

  const gate = (id: string) => say(post.titleOf(id), prefs.lang)
  const gatesOf = (bits: number) => (post.list?.gates ?? []).filter((g) => (g.bit & bits) !== 0).map((g) => say(g.title, prefs.lang)).join(t('gate.or'))
  /** A moment, with its day where that is not today. */
  const moment = (at: number) => {
    const iso = new Date(at).toISOString()
    return dayKey(iso) === dayKey(new Date(post.now()).toISOString()) ? clockTime(at) : `${solarDay(iso, prefs.lang, post.now())} ${clockTime(at)}`
  }

  /** What the pass is: how many, when. */
  function about(seen: Seen): string {
    if (!seen.pass) return ''
    const from = new Date(seen.pass.from).toISOString()
    const today = dayKey(from) === dayKey(new Date(post.now()).toISOString())
    const when = clockRange(from, new Date(seen.pass.until).toISOString())
    return t('gate.about', { n: seen.pass.party, when: today ? when : `${solarDay(from, prefs.lang, post.now())} ${when}` })
  }

  /** Why, and what to say to whoever stands there. */
  function why(seen: Seen): string {
    const { reason, first, left, minutes } = seen.answer
    if (reason === 'wrong_gate') return t('gate.why.wrong_gate', { gates: gatesOf(seen.gates ?? 0) })
    if (first && (reason === 'already_redeemed' || reason === 'party_exceeds')) {
      return t(`gate.why.${reason}`, { when: moment(first.at), gate: gate(first.gate), n: first.persons, left })
    }
    if (first && reason === 'rest') return t('gate.why.rest', { when: moment(first.at), gate: gate(first.gate), n: first.persons })
    return t(`gate.why.${reason}`, { n: minutes, left })
  }

  return { gate, moment, about, why }
}
