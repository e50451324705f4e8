import { i18n } from '../i18n'
import { crowd as en } from '../i18n/crowd.en'
import { crowd as zh } from '../i18n/crowd.zh'
import { comingEvents } from '../state/catalogue'

// Only whoever plans or commands a show downloads its sentences.
i18n.global.mergeLocaleMessage('zh', { crowd: zh })
i18n.global.mergeLocaleMessage('en', { crowd: en })

/** The next show that has gates and zones, if one is near. */
export async function showComing(): Promise<string | undefined> {
  return (await comingEvents()).find((e) => e.kind === 'lantern')?.id
}
