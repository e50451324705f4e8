// The gala's page brings these words with it, in the language of its reader alone.
import { i18n } from '.'
import type { Lang } from '../lib/time'

/** Brings the words of a language; repeating it costs nothing. */
export async function learnAgain(lang: Lang): Promise<void> {
  const { again } = await (lang === 'en' ? import('./again.en') : import('./again.zh'))
  i18n.global.mergeLocaleMessage(lang, { again })
}
