import { onMounted, onScopeDispose, ref, shallowRef } from 'vue'

const EVERY = 10_000

interface InstallPrompt extends Event {
  prompt: () => Promise<unknown>
}

/** Whether the server answers, found out by asking it, because a device can be on a network that leads nowhere. */
export function useReach() {
  const reached = ref<boolean>()
  const checkedAt = ref<number>()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function check(): Promise<void> {
    clearTimeout(timer)
    try {
      const answer = await fetch('/livez', { cache: 'no-store', signal: AbortSignal.timeout(5000) })
      reached.value = answer.ok
    } catch {
      reached.value = false
    }
    checkedAt.value = performance.now()
    timer = setTimeout(check, EVERY)
  }

  onMounted(() => {
    void check()
    addEventListener('online', check)
    addEventListener('offline', check)
  })
  onScopeDispose(() => {
    clearTimeout(timer)
    removeEventListener('online', check)
    removeEventListener('offline', check)
  })
  return { reached, checkedAt, check }
}

/** Stores an entry page on the device, and says when that is done. */
export function useStored(entry: 'gate' | 'doors' | 'bookings') {
  const stored = ref(false)
  const prompt = shallowRef<InstallPrompt>()

  onMounted(async () => {
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault()
      prompt.value = event as InstallPrompt
    })
    addEventListener('appinstalled', () => (prompt.value = undefined))
    // Missing on plain http away from localhost; the page then says so truthfully.
    if (!('serviceWorker' in navigator)) return
    try {
      const registration = await navigator.serviceWorker.register(`/${entry}-sw.js`, { scope: `/${entry}` })
      await active(registration)
      stored.value = true
    } catch {
      stored.value = false
    }
  })

  async function install(): Promise<void> {
    await prompt.value?.prompt()
    prompt.value = undefined
  }

  return { stored, prompt, install }
}

/** Resolves once the worker of this registration runs; `ready` would wait for any that holds the page. */
async function active(registration: ServiceWorkerRegistration): Promise<void> {
  const coming = registration.active ?? registration.waiting ?? registration.installing
  if (!coming) throw new Error('no worker')
  await new Promise<void>((resolve, reject) => {
    const look = () => {
      if (coming.state === 'activated') resolve()
      else if (coming.state === 'redundant') reject(new Error('the page could not be stored'))
    }
    coming.addEventListener('statechange', look)
    look()
  })
}
