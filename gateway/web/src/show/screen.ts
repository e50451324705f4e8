import { onScopeDispose, ref, shallowRef } from 'vue'
import { show, type Programme } from '../api/control'
import { Trouble } from '../api/trouble'

/** A screen that has heard nothing for so long, in milliseconds, is no longer to be trusted. */
const STALE = 3500

/** The show of a channel as the server sends it: at once after a change, else each second. */
export function useScreen(channel: string) {
  const programme = shallowRef<Programme>()
  const trouble = shallowRef<Trouble>()
  const stale = ref(false)
  let heard = performance.now()
  let source: EventSource | undefined

  function take(next: Programme): void {
    // An answer to a press may overtake what was sent before it.
    if (programme.value && next.version < programme.value.version) return
    programme.value = next
    trouble.value = undefined
    heard = performance.now()
    stale.value = false
  }

  function open(): void {
    source?.close()
    source = new EventSource(show.screen(channel))
    source.onmessage = (event) => take(JSON.parse(event.data as string) as Programme)
    source.onerror = () => {
      if (source?.readyState === EventSource.CLOSED) void ask() // refused: the answer says why
    }
  }

  async function ask(): Promise<void> {
    try {
      take(await show.read(channel))
      open()
    } catch (err) {
      if (!(err instanceof Trouble)) throw err
      trouble.value = err
    }
  }

  void ask()
  const watching = setInterval(() => {
    stale.value = performance.now() - heard > STALE
    if (stale.value && source?.readyState !== EventSource.CONNECTING) void ask()
  }, 1000)
  onScopeDispose(() => {
    clearInterval(watching)
    source?.close()
  })
  return { programme, trouble, stale, take, ask }
}

/** Seconds as a clock: 3:05, -0:12, 1:02:03. */
export function clock(seconds: number): string {
  const s = Math.abs(Math.round(seconds))
  const two = (n: number) => String(n).padStart(2, '0')
  const text = s >= 3600 ? `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`
  return seconds < -0.5 ? `−${text}` : text
}

/** The time of day to the second, where the show takes place. */
export function daytime(time: string | number): string {
  return new Date(time).toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai', hour12: false })
}
