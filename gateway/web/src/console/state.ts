import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Me, Page } from '../api/desk'
import { Trouble } from '../api/trouble'
import { useAccount } from '../state/account'
import { useAct as useOneAct } from '../state/act'

/** Who works here and what may be offered to them. The server decides again on every call. */
export const useDesk = defineStore('desk', () => {
  const account = useAccount()
  const me = computed(() => account.me as Me | undefined)
  const rights = computed(() => new Set<string>(me.value?.rights ?? []))
  const factor = computed(() => me.value?.second_factor)
  /** A staff role counts only once the second factor was given in this session. */
  const factorDue = computed(() => !!factor.value?.needed && !factor.value.passed)
  /** Set by somebody who goes on without it, with what their other roles allow. */
  const without = ref(false)

  const may = (right: string) => rights.value.has(right)

  return { me, rights, factor, factorDue, without, may }
})

/** Where the session or its second factor has ended, the page asks for it again. */
export function askAgain(trouble: Trouble | undefined): void {
  if (trouble?.status === 401 || trouble?.code === 'second_factor') void useAccount().load().catch(() => undefined)
}

/** One thing a person does. */
export function useAct() {
  const { busy, trouble, run } = useOneAct()

  /** Resolves to whether it worked. */
  async function act(work: () => Promise<void>): Promise<boolean> {
    const done = await run(work)
    if (!done) askAgain(trouble.value)
    return done
  }

  return { busy, trouble, act }
}

/** A list that comes in pieces. A newer question overtakes an older one. */
export function usePages<T>(fetch: (after: string) => Promise<Page<T>>) {
  const items = shallowRef<T[]>([])
  const next = ref('')
  const known = ref(false)
  const busy = ref(false)
  const trouble = shallowRef<Trouble>()
  /** When the first piece came, by this device. */
  const readAt = ref(0)
  let current = 0

  async function load(after: string): Promise<void> {
    const mine = ++current
    busy.value = true
    trouble.value = undefined
    try {
      const page = await fetch(after)
      if (mine !== current) return
      items.value = after ? [...items.value, ...page.items] : page.items
      next.value = page.next ?? ''
      if (!after) readAt.value = Date.now()
      known.value = true
    } catch (err) {
      if (mine !== current) return
      if (!(err instanceof Trouble)) throw err
      trouble.value = err
      askAgain(err)
    } finally {
      if (mine === current) busy.value = false
    }
  }

  onScopeDispose(() => current++)
  return { items, next, known, busy, trouble, readAt, reload: () => load(''), more: () => load(next.value) }
}
