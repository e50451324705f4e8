import { defineStore } from 'pinia'
import { reactive } from 'vue'
import { api, type Claim } from '../api/client'
import { ask } from '../api/trouble'

/** The signed-in person's bookings, as far as this visit has seen them. */
export const useClaims = defineStore('claims', () => {
  const seen = reactive(new Map<string, Claim>())

  function keep(claim: Claim): Claim {
    seen.set(claim.id, claim)
    return claim
  }

  async function page(after: string, forWhom = ''): Promise<{ items: Claim[]; next: string }> {
    const found = await ask(api.GET('/v1/me/claims', { params: { query: { ...(after ? { after } : {}), ...(forWhom ? { for: forWhom } : {}) } }, cache: 'no-store' }))
    const items = found.items ?? []
    items.forEach(keep)
    return { items, next: found.next }
  }

  async function one(claim: string): Promise<Claim> {
    return keep(await ask(api.GET('/v1/claims/{claim}', { params: { path: { claim } }, cache: 'no-store' })))
  }

  /** Gives a booking back; doing it twice is the same as once. */
  async function giveBack(claim: string): Promise<Claim> {
    return keep(await ask(api.DELETE('/v1/claims/{claim}', { params: { path: { claim } } })))
  }

  /** Whoever signs out leaves nothing behind for the next person at this device. */
  function clear(): void {
    seen.clear()
  }

  return { seen, keep, page, one, giveBack, clear }
})
