import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { api, type Account } from '../api/client'
import { access } from '../api/community'
import { persist } from '../api/persist'
import { ask, Trouble } from '../api/trouble'
import { deviceId } from '../lib/device'
import type { Lang } from '../lib/time'
import { useClaims } from './claims'
import { dropPasses } from './passes'
import { usePrefs } from './prefs'

/** Who is signed in on this device. The cookie is the truth; this is its copy. */
export const useAccount = defineStore('account', () => {
  const me = shallowRef<Account>()
  /** Whether the server has told us yet. */
  const known = ref(false)

  /** Asks who is signed in. Nobody is not a trouble. */
  async function load(): Promise<void> {
    try {
      me.value = await persist(() => ask(api.GET('/v1/me')), { attempts: 3 })
      known.value = true
      greet()
    } catch (err) {
      if (!(err instanceof Trouble) || err.status !== 401) throw err
      forget()
    }
  }

  /** Has a code sent; resolves to the seconds until another may be asked for and until it runs out. */
  async function sendCode(phone: string, via: 'sms' | 'voice') {
    return ask(api.POST('/v1/auth/codes', { body: { phone, via }, headers: { 'X-Device-Id': deviceId() } }))
  }

  async function signIn(phone: string, code: string): Promise<void> {
    const signed = await ask(api.POST('/v1/auth/sessions', { body: { phone, code } }))
    me.value = signed.account
    known.value = true
    greet()
  }

  /** Messages come in the language that is read here; what does not go through is said at the next switch. */
  async function reads(language: Lang): Promise<void> {
    if (me.value && me.value.language !== language) me.value = await access.reads(language).catch(() => me.value)
  }

  /** Whoever reads English here before the account knows of it. */
  function greet(): void {
    if (me.value?.language === '' && usePrefs().lang === 'en') void reads('en')
  }

  /** Makes this session strong: a code of the second factor, or one of the codes on paper. */
  async function second(code: string): Promise<void> {
    me.value = await access.second(code)
  }

  async function rename(name: string): Promise<void> {
    me.value = await access.rename(name)
  }

  /** Takes a number that a code was sent to before; other devices are signed out by it. */
  async function changePhone(phone: string, code: string): Promise<void> {
    me.value = await access.changePhone(phone, code)
  }

  async function signOut(): Promise<void> {
    await ask(api.DELETE('/v1/auth/sessions/current'))
    forget()
  }

  /** The session has ended elsewhere. */
  function forget(): void {
    useClaims().clear()
    dropPasses()
    me.value = undefined
    known.value = true
  }

  return { me, known, load, sendCode, signIn, second, rename, reads, changePhone, signOut, forget }
})
