import type { Lang } from '../lib/time'
import { i18n } from '.'

const known = new Set<Lang>()

/** Brings what the banquet's pages say in a language, once. Rejects when it cannot be fetched. */
export async function learnBanquet(lang: Lang): Promise<void> {
  if (known.has(lang)) return
  const { banquet, banquetErrors } = lang === 'en' ? await import('./banquet.en') : await import('./banquet.zh')
  i18n.global.mergeLocaleMessage(lang, { banquet, errors: banquetErrors })
  known.add(lang)
}
