import { defineStore } from 'pinia'
import { ref, watchEffect } from 'vue'
import { i18n } from '../i18n'
import type { Lang } from '../lib/time'

const SLOT = 'wanjia.prefs'

interface Kept {
  lang?: string
  elder?: boolean
  building?: string
}

function kept(): Kept {
  try {
    return JSON.parse(localStorage.getItem(SLOT) ?? '{}') as Kept
  } catch {
    return {} // storage may be forbidden or damaged; the page works without
  }
}

/** How this person likes to read: language and mode, remembered on the device. */
export const usePrefs = defineStore('prefs', () => {
  const before = kept()
  const lang = ref<Lang>(before.lang === 'en' ? 'en' : 'zh')
  const elder = ref(before.elder === true)
  /** The building whose posts were last looked up here; "" for none. */
  const building = ref(typeof before.building === 'string' ? before.building : '')

  watchEffect(() => {
    const html = document.documentElement
    html.lang = lang.value === 'zh' ? 'zh-CN' : 'en'
    html.dataset.mode = elder.value ? 'elder' : 'standard'
    i18n.global.locale.value = lang.value
    try {
      localStorage.setItem(SLOT, JSON.stringify({ lang: lang.value, elder: elder.value, building: building.value } satisfies Kept))
    } catch {
      // Not remembered, then.
    }
  })

  return { lang, elder, building }
})
