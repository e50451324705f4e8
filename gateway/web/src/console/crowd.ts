import type { Event } from '../api/client'
import { i18n } from '../i18n'
import { crowd as en } from '../i18n/crowd.en'
import { crowd as zh } from '../i18n/crowd.zh'
import { comingEvents } from '../state/catalogue'

// Only whoever plans or commands a show downloads its sentences.
i18n.global.mergeLocaleMessage('zh', { crowd: zh })
i18n.global.mergeLocaleMessage('en', { crowd: en })

/** The shows that have gates and zones, the next one first. */
export async function showsComing(): Promise<Event[]> {
  return (await comingEvents()).filter((e) => e.kind === 'lantern')
}

/** The next of them, if one is near. */
export async function showComing(): Promise<string | undefined> {
  return (await showsComing())[0]?.id
}
