import { defineStore } from 'pinia'
import { reactive } from 'vue'
import { api, type Availability } from '../api/client'
import { ask } from '../api/trouble'

const EVERY = 4000

interface Board {
  figures?: Availability
  /** The last question was not answered; the figures are older than they should be. */
  stale: boolean
}

// The answer may be one we had, confirmed by a 304. Its figures are then as old as
// the confirmation, whose Date the browser keeps with them.
async function confirmed(session: string) {
  const reply = await api.GET('/v1/sessions/{session}/availability', { params: { path: { session } } })
  const date = Date.parse(reply.response.headers.get('Date') ?? '')
  if (!reply.data || !(date > Date.parse(reply.data.as_of))) return reply
  return { ...reply, data: { ...reply.data, as_of: new Date(date).toISOString() } }
}

/**
 * What is left of the sessions that are on screen. It asks every few seconds
 * while somebody looks, and not at all while the page is hidden.
 */
export const useStock = defineStore('stock', () => {
  const boards = reactive(new Map<string, Board>())
  const followers = new Map<string, number>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let rounds = 0

  async function refresh(session: string): Promise<void> {
    try {
      const figures = await ask(confirmed(session))
      boards.set(session, { figures, stale: false })
    } catch {
      boards.set(session, { figures: boards.get(session)?.figures, stale: true })
    }
  }

  async function round(): Promise<void> {
    clearTimeout(timer)
    const mine = ++rounds
    if (document.hidden || followers.size === 0) return
    await Promise.all([...followers.keys()].map(refresh))
    if (mine === rounds) timer = setTimeout(round, EVERY)
  }

  /** Keeps a session's figures fresh until the returned function is called. */
  function follow(session: string): () => void {
    const before = followers.get(session) ?? 0
    followers.set(session, before + 1)
    if (before === 0) void refresh(session)
    if (timer === undefined || followers.size === 1) {
      clearTimeout(timer)
      timer = setTimeout(round, EVERY)
    }
    let followed = true
    return () => {
      if (!followed) return
      followed = false
      const left = (followers.get(session) ?? 1) - 1
      if (left > 0) followers.set(session, left)
      else followers.delete(session)
    }
  }

  document.addEventListener('visibilitychange', () => void round())
  addEventListener('online', () => void round())

  return { boards, follow, refresh }
})
