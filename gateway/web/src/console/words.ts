import { useI18n } from 'vue-i18n'
import { bothCalendars, clockTime } from '../lib/time'
import { usePrefs } from '../state/prefs'
import { useServer } from '../state/server'

/** Says codes in words, and moments as people do. A code we have no word for is shown as it is. */
export function useWords() {
  const { t, te } = useI18n()
  const prefs = usePrefs()
  const server = useServer()

  const say = (group: string, code: string | undefined): string => {
    if (!code) return ''
    const key = `words.${group}.${code.replaceAll('.', '_')}`
    return te(key) ? t(key) : code
  }
  const moment = (at: string | undefined): string => (at ? `${bothCalendars(at, '', prefs.lang, server.now)} ${clockTime(at)}` : '')
  const day = (d: string | undefined): string => d ?? ''
  const list = (items: readonly string[]): string => items.join(prefs.lang === 'zh' ? '、' : ', ')
  return { say, moment, day, list }
}

/** Residency, which some answers give as a word and some with its history. */
export function residencyOf(r: string | { state?: string } | undefined): string {
  return typeof r === 'string' ? r : (r?.state ?? '')
}
