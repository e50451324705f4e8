// Talks to the server whenever it answers: brings the log, learns what others admitted
// and what the gate is to do. Anything may be said twice; nothing is lost by not being
// said.
import { onMounted, onScopeDispose, ref, watch } from 'vue'
import { Trouble } from '../api/trouble'
import { callHelp, fetchList, sync, type SyncReply } from './net'
import { usePost } from './post'
import type { Other } from './shelf'

const EVERY = 2_000
const LONGEST = 30_000
const BATCH = 200
/** A list is not fetched more often than this. */
const LIST_EVERY = 20_000

/** The wait after so many failures in a row: it doubles, and is spread so that forty devices do not come back together. */
export function pause(failures: number, random = Math.random()): number {
  return failures === 0 ? EVERY : Math.min(LONGEST, EVERY * 2 ** failures) * (0.75 + random / 2)
}

export function otherOf(text: string): Other {
  const [scan = '', serial = '', persons = '', at = '', gate = ''] = text.split(' ')
  return { scan, serial, persons: Number(persons), at: Number(at), gate }
}

export function useSync() {
  const post = usePost()
  const failures = ref(0)
  /** Lines the server will not have, which somebody changed. */
  const refused = ref(0)
  let timer: ReturnType<typeof setTimeout> | undefined
  let batch = BATCH
  let fetched = 0
  let running = false
  let over = false

  async function round(): Promise<void> {
    const { self, standing } = post
    if (!self) return
    for (const call of await post.calls()) {
      await callHelp(self.secret, call)
      await post.called(call)
    }
    const lines = await post.shelf.after(standing.seq + refused.value, batch)
    let reply: SyncReply
    try {
      reply = await sync(self.secret, { last: post.last, acked: standing.acked, echo: standing.echo, trained: post.trained, since: standing.next, lines })
    } catch (err) {
      if (err instanceof Trouble && err.code === 'scan_record' && lines.length > 0) {
        if (batch === 1) refused.value++
        batch = Math.max(1, Math.floor(batch / 2))
        return round()
      }
      throw err
    }
    // The server may have a line that this page is about to write; any other is one this device has lost.
    const open = await post.shelf.get('pending')
    const last = (await post.shelf.last())?.seq ?? 0
    if (reply.seq > last + (open ? 1 : 0)) {
      post.phase = 'rewound'
      return
    }
    batch = BATCH
    const told = { ...post.standing, seq: reply.seq, next: reply.next, order: reply.order, echo: reply.as_of, help: reply.help, ahead: reply.clock_away_ms, heard: Date.now() }
    await post.shelf.told(told, reply.admitted.map(otherOf))
    // A server that has less than it had, on a new disk say, is brought it again.
    // Whoever said yes meanwhile is not asked again.
    post.standing = { ...told, acked: post.standing.acked }
    if (reply.list !== post.list?.version && reply.list !== '' && Date.now() - fetched > LIST_EVERY) await fetchAll(self.secret)
    if (reply.more || lines.length === BATCH) return round()
  }

  async function fetchAll(secret: string): Promise<void> {
    fetched = Date.now()
    const list = await fetchList(secret)
    await post.shelf.set('list', list)
    post.know(list)
  }

  async function now(): Promise<void> {
    clearTimeout(timer)
    if (running || over || !post.self) return
    running = true
    try {
      await round()
      post.online = true
      failures.value = 0
    } catch (err) {
      failures.value++
      if (err instanceof Trouble && err.status === 401) post.phase = 'revoked'
      else if (err instanceof Trouble && err.status > 0 && err.status < 500) post.online = true
      else post.online = false
    } finally {
      running = false
      if (!over && post.phase !== 'revoked') timer = setTimeout(now, pause(failures.value))
    }
  }

  const kick = () => void now()
  onMounted(() => {
    addEventListener('online', kick)
    addEventListener('offline', kick)
    kick()
  })
  watch(() => [post.self?.id, post.standing.acked, post.trained, post.last, post.waiting], kick)
  onScopeDispose(() => {
    over = true
    clearTimeout(timer)
    removeEventListener('online', kick)
    removeEventListener('offline', kick)
  })
  return { failures, refused, now }
}
