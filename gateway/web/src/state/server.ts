import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { api, type About } from '../api/client'
import { persist } from '../api/persist'
import { ask } from '../api/trouble'
import { ServerClock } from '../lib/clock'

const REFRESH = 5 * 60_000

/** What the server says of itself, and the time by its clock. */
export const useServer = defineStore('server', () => {
  const about = shallowRef<About>()
  const online = ref(navigator.onLine)
  const clock = new ServerClock()
  /** Server time in milliseconds, moving on each second while the page is seen. */
  const now = ref(clock.now())
  let started = false

  async function refresh(): Promise<void> {
    about.value = await persist(async () => {
      const sent = performance.now()
      const answer = await ask(api.GET('/v1/about', { cache: 'no-store' }))
      clock.read(answer.time, sent, performance.now())
      return answer
    })
    now.value = clock.now()
  }

  function quietly(): void {
    refresh().catch(() => {
      // The page works without; whatever it fetches next says what is wrong.
    })
  }

  /** Starts the clock of the page; repeating it does nothing. */
  function start(): void {
    if (started) return
    started = true
    quietly()
    setInterval(() => {
      if (!document.hidden) now.value = clock.now()
    }, 1000)
    setInterval(() => {
      if (!document.hidden) quietly()
    }, REFRESH)
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) return
      clock.doubt()
      quietly()
    })
    addEventListener('online', () => {
      online.value = true
      quietly()
    })
    addEventListener('offline', () => (online.value = false))
  }

  return { about, online, now, start, refresh }
})
