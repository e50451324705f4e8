import { describe, expect, it } from 'vitest'
import { AHEAD, due } from '../src/gala/reminders'

describe('reminders of items', () => {
  const at = 1_800_000_000_000
  const items = [{ id: '05', public: at, length: 200 }, { id: '06', public: at + 300_000, length: 200 }]
  it('come a minute before, once, and follow the item when it shifts', () => {
    expect(due(items, ['05'], [], at - AHEAD - 1)).toBeUndefined()
    expect(due(items, ['05'], [], at - AHEAD)?.id).toBe('05')
    expect(due(items, ['05'], ['05'], at)).toBeUndefined()
    expect(due(items, ['06'], [], at)).toBeUndefined()
    const later = items.map((i) => ({ ...i, public: i.public + 120_000 }))
    expect(due(later, ['05'], [], at)).toBeUndefined()
    expect(due(later, ['05'], [], at + 60_000)?.id).toBe('05')
    expect(due(items, ['05'], [], at + 61_000)).toBeUndefined()
  })
})
