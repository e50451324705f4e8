import { ref, shallowRef } from 'vue'
import { Trouble } from '../api/trouble'

/**
 * Does one thing at a time that a person asked for, and keeps why it did not work.
 * Nothing is tried again by itself: pressing twice must not do it twice.
 */
export function useAct() {
  const busy = ref(false)
  const trouble = shallowRef<Trouble>()

  /** Whether it was done. A second call while the first runs does nothing. */
  async function run(work: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    trouble.value = undefined
    try {
      await work()
      return true
    } catch (err) {
      if (!(err instanceof Trouble)) throw err
      trouble.value = err
      return false
    } finally {
      busy.value = false
    }
  }

  return { busy, trouble, run }
}
