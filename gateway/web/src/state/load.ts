import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { persist, type Waiting } from '../api/persist'
import { Trouble } from '../api/trouble'

export interface Loaded<T> {
  value: ShallowRef<T | undefined>
  /** Why there is nothing, or nothing newer; gone once it works. */
  trouble: ShallowRef<Trouble | undefined>
  /** Seconds until the next try by itself; undefined when none is coming. */
  retryIn: Ref<number | undefined>
  busy: Ref<boolean>
  reload: () => Promise<void>
}

/**
 * Fetches what a page shows, tries again by itself when that can help, and stops
 * when the page is left. A newer call overtakes an older one.
 */
export function useLoad<T>(fetch: () => Promise<T>): Loaded<T> {
  const value = shallowRef<T>()
  const trouble = shallowRef<Trouble>()
  const busy = ref(false)
  const wait = useWaiting()
  let current: AbortController | undefined

  async function reload(): Promise<void> {
    current?.abort()
    const mine = (current = new AbortController())
    busy.value = true
    try {
      const got = await persist(fetch, {
        signal: mine.signal,
        onWait: (waiting) => {
          if (mine.signal.aborted) return
          trouble.value = waiting.trouble
          wait.begin(waiting)
        },
      })
      if (mine.signal.aborted) return
      value.value = got
      trouble.value = undefined
    } catch (err) {
      if (mine.signal.aborted) return
      if (!(err instanceof Trouble)) throw err
      trouble.value = err
    } finally {
      if (!mine.signal.aborted) {
        busy.value = false
        wait.end()
      }
    }
  }

  onScopeDispose(() => current?.abort())
  return { value, trouble, retryIn: wait.seconds, busy, reload }
}

/** Counts the seconds of a wait down, for a sentence that says how long. */
export function useWaiting() {
  const seconds = ref<number>()
  let timer: ReturnType<typeof setInterval> | undefined

  function begin(waiting: Pick<Waiting, 'delay'>): void {
    const until = performance.now() + waiting.delay
    const tick = () => (seconds.value = Math.max(0, Math.ceil((until - performance.now()) / 1000)))
    clearInterval(timer)
    tick()
    timer = setInterval(tick, 250)
  }

  function end(): void {
    clearInterval(timer)
    seconds.value = undefined
  }

  onScopeDispose(end)
  return { seconds, begin, end }
}
