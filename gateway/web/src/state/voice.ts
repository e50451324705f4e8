import { ref } from 'vue'

/** What a screen reader is told next; the live region of the page shows it to nobody else. */
export const spoken = ref('')

/** Says a change aloud to whoever cannot see it. The same sentence twice is said twice. */
export function announce(text: string): void {
  spoken.value = spoken.value === text ? `${text}\u00a0` : text
}
