// Who has to be told in person.
import type { components } from './schema'
import { get, post } from './send'

export type ToTell = components['schemas']['ToTell']

export const toTell = {
  list: (building = '', after = '') => get<{ items: ToTell[]; next: string }>('/v1/to-tell', { building, after, limit: 20 }),
  told: (id: string, how: string, note: string) => post<ToTell>(`/v1/to-tell/${encodeURIComponent(id)}/told`, { how, ...(note.trim() ? { note } : {}) }),
}
