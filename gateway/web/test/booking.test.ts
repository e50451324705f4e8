import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Attempts, newKey } from '../src/api/attempts'
import { book, partyOf } from '../src/api/book'
import type { Claim } from '../src/api/client'
import { persist, waitFor } from '../src/api/persist'
import { ask, retryAfter, Trouble } from '../src/api/trouble'

class MemoryStorage {
  readonly kept = new Map<string, string>()
  getItem = (key: string) => this.kept.get(key) ?? null
  setItem = (key: string, value: string) => void this.kept.set(key, value)
  removeItem = (key: string) => void this.kept.delete(key)
}

const claim = { id: 'c1' } as Claim
const dropped = () => new Trouble('no_answer', 0)
const calm = { sleep: async () => {}, random: () => 0 }

let storage: MemoryStorage
let attempts: Attempts
beforeEach(() => {
  storage = new MemoryStorage()
  attempts = new Attempts(storage, () => 1_000)
})

describe('a party', () => {
  it('says its children and its needs, whether it books or waits', () => {
    expect(partyOf({ wheelchairs: 1, scattered: false, children: 2 })).toEqual({ children: 2, needs: ['wheelchair'] })
    expect(partyOf({ wheelchairs: 0, scattered: false, children: 0 })).toEqual({})
    expect(partyOf()).toEqual({})
  })
})

describe('a press of the booking button', () => {
  it('sends one key however often the network drops, and ends when the answer comes', async () => {
    const keys: string[] = []
    const send = vi.fn(async (_pool: string, _party: number, key: string) => {
      keys.push(key)
      if (keys.length < 4) throw dropped()
      return claim
    })
    expect(await book(attempts, 'p', 2, calm, send)).toBe(claim)
    expect(new Set(keys).size).toBe(1)
    expect(keys).toHaveLength(4)
    expect(attempts.find('p')).toBeUndefined()
  })

  it('says when it is sent again, also by a page opened anew: such a press may have its places', async () => {
    const marks: boolean[] = []
    const drop = async (_pool: string, _party: number, _key: string, again: boolean) => {
      marks.push(again)
      throw dropped()
    }
    await expect(book(attempts, 'p', 2, { ...calm, attempts: 2 }, drop)).rejects.toThrow()
    await expect(book(new Attempts(storage, () => 2_000), 'p', 2, { ...calm, attempts: 1 }, drop)).rejects.toThrow()
    expect(marks).toEqual([false, true, true])
    attempts.settle('p')
    await expect(book(attempts, 'p', 2, { ...calm, attempts: 1 }, drop)).rejects.toThrow()
    expect(marks.at(-1)).toBe(false)
  })

  it('goes on under the same key when pressed again, after patience ended and the page was opened anew', async () => {
    const keys: string[] = []
    const fail = async (_p: string, _n: number, key: string) => {
      keys.push(key)
      throw dropped()
    }
    await expect(book(attempts, 'p', 2, { ...calm, attempts: 2 }, fail)).rejects.toMatchObject({ code: 'no_answer' })
    const reopened = new Attempts(storage, () => 2_000)
    expect(reopened.find('p')).toMatchObject({ party: 2 })
    await book(reopened, 'p', 2, calm, async (_p, _n, key) => {
      keys.push(key)
      return claim
    })
    expect(new Set(keys).size).toBe(1)
  })

  it('is a new one for another party, another pool, and after a final answer', async () => {
    const first = attempts.open('p', 2).key
    expect(attempts.open('p', 2).key).toBe(first)
    expect(attempts.open('q', 2).key).not.toBe(first)
    expect(attempts.open('p', 3).key).not.toBe(first)
    const third = attempts.open('p', 3).key
    await expect(book(attempts, 'p', 3, calm, async () => Promise.reject(new Trouble('sold_out', 409)))).rejects.toMatchObject({ code: 'sold_out' })
    expect(attempts.open('p', 3).key).not.toBe(third)
  })

  it.each(['internal', 'sign_in', 'slow_down', 'pending', 'idempotency_running'])('keeps its key after %s, which may have been carried out', async (code) => {
    const key = attempts.open('p', 2).key
    await expect(book(attempts, 'p', 2, { ...calm, attempts: 1 }, async () => Promise.reject(new Trouble(code, 500)))).rejects.toThrow()
    expect(attempts.find('p')?.key).toBe(key)
  })

  it('forgets a key the server no longer keeps, and what is damaged', () => {
    attempts.open('p', 2)
    expect(new Attempts(storage, () => 1_000 + 24 * 3600 * 1000).find('p')).toBeUndefined()
    storage.setItem('wanjia.attempt.q', '{"key":')
    expect(attempts.find('q')).toBeUndefined()
    expect(storage.kept.has('wanjia.attempt.q')).toBe(false)
  })

  it('makes keys the API takes, never the same twice', () => {
    const keys = Array.from({ length: 1000 }, newKey)
    expect(new Set(keys).size).toBe(1000)
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/)
  })
})

describe('trying again', () => {
  const failing = (...troubles: Trouble[]) => {
    let n = 0
    return vi.fn(async () => {
      const trouble = troubles[n++]
      if (trouble) throw trouble
      return 'done'
    })
  }

  it('waits as long as the server asked, and never less than it grew to', () => {
    expect(waitFor(new Trouble('rebuilding', 503, {}, 7), 1, 0)).toBe(7000)
    expect(waitFor(new Trouble('rebuilding', 503, {}, 0), 3, 0)).toBe(4000)
    expect(waitFor(dropped(), 1, 0)).toBe(1000)
    expect(waitFor(dropped(), 12, 0)).toBe(15_000)
    expect(waitFor(new Trouble('x', 503, {}, 10), 1, 1)).toBe(12_000) // spread upwards only
  })

  it('tells of each wait', async () => {
    const waits: unknown[] = []
    const call = failing(dropped(), new Trouble('rebuilding', 503, {}, 3))
    expect(await persist(call, { ...calm, onWait: ({ attempt, delay }) => waits.push([attempt, delay]) })).toBe('done')
    expect(waits).toEqual([[2, 1000], [3, 3000]])
  })

  it.each([
    ['sold_out', 409],
    ['sign_in', 401],
    ['internal', 500],
    ['too_many', 429],
  ])('does not repeat %s', async (code, status) => {
    const call = failing(new Trouble(code, status))
    await expect(persist(call, calm)).rejects.toMatchObject({ code })
    expect(call).toHaveBeenCalledOnce()
  })

  it('repeats a limit that says when to come back, if that is soon', () => {
    expect(new Trouble('slow_down', 429, {}, 5).passing).toBe(true)
    expect(new Trouble('slow_down', 429, {}, 600).passing).toBe(false)
    expect(new Trouble('idempotency_running', 409).passing).toBe(true)
  })

  it('gives up after so many tries, and at once when the page is left', async () => {
    const forever = vi.fn(async () => Promise.reject(dropped()))
    await expect(persist(forever, { ...calm, attempts: 3 })).rejects.toMatchObject({ code: 'no_answer' })
    expect(forever).toHaveBeenCalledTimes(3)
    const left = new AbortController()
    const call = vi.fn(async () => Promise.reject(dropped()))
    await expect(persist(call, { sleep: async () => left.abort(), signal: left.signal })).rejects.toMatchObject({ code: 'no_answer' })
    expect(call).toHaveBeenCalledOnce()
  })

  it('does not hide a bug', async () => {
    const call = vi.fn(async () => Promise.reject(new TypeError('x is not a function')))
    await expect(persist(call, calm)).rejects.toThrow(TypeError)
    expect(call).toHaveBeenCalledOnce()
  })
})

describe('answers', () => {
  const reply = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    Promise.resolve({ error: body, response: new Response(null, { status, headers }) })

  it('reads a problem', async () => {
    await expect(ask(reply(409, { code: 'already_claimed', details: { claim: 'c9' }, request_id: 'r1' }))).rejects.toMatchObject({
      code: 'already_claimed', status: 409, details: { claim: 'c9' }, requestId: 'r1',
    })
  })

  it.each([
    [502, 'unavailable'],
    [503, 'unavailable'],
    [500, 'internal'],
    [429, 'too_many'],
  ])('understands a bare %i from something in between', async (status, code) => {
    await expect(ask(reply(status, '<html>', { 'Retry-After': '4' }))).rejects.toMatchObject({ code, status, retryAfter: 4 })
  })

  it('says that nothing answered, and leaves a page that was left alone', async () => {
    await expect(ask(Promise.reject(new TypeError('fetch failed')))).rejects.toMatchObject({ code: 'no_answer', status: 0, unknownOutcome: true })
    const aborted = new DOMException('left', 'AbortError')
    await expect(ask(Promise.reject(aborted))).rejects.toBe(aborted)
  })

  it('reads Retry-After in both its forms', () => {
    const now = Date.parse('2027-01-01T00:00:00Z')
    expect(retryAfter('12', now)).toBe(12)
    expect(retryAfter('Fri, 01 Jan 2027 00:00:30 GMT', now)).toBe(30)
    expect(retryAfter('Thu, 31 Dec 2026 00:00:00 GMT', now)).toBe(0)
    for (const bad of [null, '', ' ', 'soon', '-3']) expect(retryAfter(bad, now)).toBeUndefined()
  })
})
