import { createI18n } from 'vue-i18n'
import type { Lang } from '../lib/time'
import type { Text } from '../api/client'
import { zh } from './zh'

export const i18n = createI18n({ legacy: false, locale: 'zh', fallbackLocale: 'zh', messages: { zh, en: {} } })

let english: Promise<void> | undefined

/**
 * Brings a language's sentences, once. Chinese is always here; English comes when
 * somebody reads it, so that nobody else downloads it. Rejects when it cannot be
 * fetched, and may then be asked again.
 */
export function learn(lang: Lang): Promise<void> {
  if (lang === 'zh') return Promise.resolve()
  english ??= import('./en').then(
    ({ en }) => i18n.global.mergeLocaleMessage('en', en),
    (cause: unknown) => {
      english = undefined
      throw cause
    },
  )
  return english
}

/** What the API says in the reader's language; Chinese where there is no English. */
export function say(text: Text | undefined, lang: Lang): string {
  if (!text) return ''
  return lang === 'en' && text.en ? text.en : text.zh
}
