import { createI18n } from 'vue-i18n'
import type { Lang } from '../lib/time'
import type { Text } from '../api/client'
import { en } from './en'
import { zh } from './zh'

export const i18n = createI18n({ legacy: false, locale: 'zh', fallbackLocale: 'zh', messages: { zh, en } })

/** What the API says in the reader's language; Chinese where there is no English. */
export function say(text: Text | undefined, lang: Lang): string {
  if (!text) return ''
  return lang === 'en' && text.en ? text.en : text.zh
}
