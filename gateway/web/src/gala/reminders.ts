import { computed, ref, watch, type Ref } from 'vue'
import type { Channel } from '../api/client'

const KEY = 'wanjia.gala.reminders'
/** How long before an item its reminder comes, in milliseconds. */
export const AHEAD = 60_000

export interface Expected {
  id: string
  /** When the public sees its beginning, in milliseconds since 1970. */
  public: number
  length: number
}

/** Which of the items wanted is to be spoken of now: one about to begin, or just begun. */
export function due(items: Expected[], wanted: readonly string[], said: readonly string[], now: number): Expected | undefined {
  return items.find((i) => wanted.includes(i.id) && !said.includes(i.id) && now >= i.public - AHEAD && now < i.public + Math.min(i.length, 60) * 1000)
}

function stored(channel: string): string[] {
  try {
    const all = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, string[]>
    return Array.isArray(all[channel]) ? all[channel] : []
  } catch {
    return []
  }
}

/** Reminders of a channel's items. They are of the item and not of a time: when the programme shifts, they shift with it. */
export function useReminders(channel: Ref<Channel>, now: Ref<number>) {
  const wanted = ref(stored(channel.value.id))
  const said = ref<string[]>([])
  const soon = ref('')
  const expected = computed<Expected[]>(() =>
    channel.value.items.filter((i) => i.id).map((i) => ({ id: i.id!, public: Date.parse(i.starts) + channel.value.delay * 1000, length: i.length })),
  )
  function toggle(id: string): void {
    wanted.value = wanted.value.includes(id) ? wanted.value.filter((w) => w !== id) : [...wanted.value, id]
    said.value = said.value.filter((s) => s !== id)
    try {
      localStorage.setItem(KEY, JSON.stringify({ [channel.value.id]: wanted.value }))
    } catch {
      // A browser that keeps nothing reminds as long as the page is open.
    }
    if ('Notification' in window && Notification.permission === 'default' && wanted.value.includes(id)) void Notification.requestPermission()
  }
  watch(
    () => due(expected.value, wanted.value, said.value, now.value),
    (item) => {
      if (!item) return
      said.value = [...said.value, item.id]
      soon.value = item.id
    },
    { immediate: true },
  )
  // Nobody has to put away what has been true for a minute.
  watch(now, () => {
    const of = expected.value.find((i) => i.id === soon.value)
    if (soon.value && (!of || now.value > of.public + AHEAD)) soon.value = ''
  })
  return { wanted, soon, toggle }
}
