import { describe, expect, it, vi } from 'vitest'
import { Attempts } from '../src/api/attempts'
import { book, pressOf } from '../src/api/book'
import { changeParty } from '../src/api/change'
import type { Claim } from '../src/api/client'
import type { Relation } from '../src/api/community'
import { Trouble } from '../src/api/trouble'
import { mayBook } from '../src/resident/behalf'

const relation = (more: Partial<Relation>): Relation => ({ id: 'r', person: 'p', person_name: '龚秀英', scope: ['signup'], state: 'stands', ...more }) as Relation

describe('for whom somebody may book', () => {
  it('names those who agreed to being signed up, each once', () => {
    const list = [
      relation({ person: 'p-gong' }),
      relation({ id: 'r2', person: 'p-gong' }),
      relation({ person: 'p-mi', person_name: '邓小米', scope: ['all'] }),
      relation({ person: 'p-li', scope: ['contact'] }),
      relation({ person: 'p-wan', state: 'asked' }),
      relation({ person: 'p-luo', state: 'unproven' }),
    ]
    expect(mayBook(list)).toEqual([
      { value: 'p-gong', label: '龚秀英' },
      { value: 'p-mi', label: '邓小米' },
    ])
  })

  it('keeps the press for one apart from that for another', async () => {
    const kept = new Map<string, string>()
    const storage = { getItem: (k: string) => kept.get(k) ?? null, setItem: (k: string, v: string) => void kept.set(k, v), removeItem: (k: string) => void kept.delete(k) }
    const attempts = new Attempts(storage)
    const keys = new Map<string, string>()
    const send = vi.fn(async (_pool: string, _party: number, key: string, _again: boolean, _wish?: unknown, forWhom?: string) => {
      keys.set(forWhom ?? '', key)
      return { id: 'c' } as Claim
    })
    await book(attempts, 'pool', 2, undefined, send)
    await book(attempts, 'pool', 2, undefined, send, undefined, 'p-gong')
    expect(keys.get('p-gong')).toBeDefined()
    expect(keys.get('p-gong')).not.toBe(keys.get(''))
    expect(pressOf('pool', '')).toBe('pool')
    expect(kept.size).toBe(0)
  })
})

describe('a change of the party', () => {
  it('is one change, though the network drops it twice', async () => {
    const keys: string[] = []
    const send = vi.fn(async (_claim: string, party: number, _children: number, key: string) => {
      keys.push(key)
      if (keys.length < 3) throw new Trouble('no_answer', 0)
      return { id: 'c1', party } as Claim
    })
    expect((await changeParty('c1', 4, 1, send, { sleep: async () => {}, random: () => 0 })).party).toBe(4)
    expect(send).toHaveBeenCalledTimes(3)
    expect(new Set(keys).size).toBe(1)
  })
})
