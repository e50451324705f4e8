import { describe, expect, it } from 'vitest'
import { Trouble } from '../src/api/trouble'
import { readCsv } from '../src/console/csv'
import { choose, columnsOf, lacking } from '../src/console/mapping'
import { keepUpload, keptUpload, PART, partsOf, sameFile, upload } from '../src/console/upload'
import { buildingsOf } from '../src/doors/state'

describe('the columns of a list', () => {
  it('hold a field once: taken elsewhere, it leaves where it was', () => {
    expect(choose(['name', '', 'phone'], 1, 'name')).toEqual(['', 'name', 'phone'])
    expect(choose(['', '', 'phone'], 0, '')).toEqual(['', '', 'phone'])
  })

  it('need a name and an address, whole or in parts', () => {
    expect(lacking(['phone'])).toEqual(['name', 'address'])
    expect(lacking(['name', 'building'])).toEqual(['address'])
    expect(lacking(['name', 'address'])).toEqual([])
    expect(lacking(['name', 'building', 'room'])).toEqual([])
  })

  it('are told by their headers, those left out too', () => {
    expect(columnsOf(['姓名', '备注', ''], ['name', '', 'phone'])).toEqual({ 姓名: 'name', 备注: '' })
  })
})

describe('comma-separated rows', () => {
  it('keep commas, quotes and line ends inside quotes', () => {
    expect(readCsv('\uFEFFrow,why\r\n1,"a ""b"", c\nd"\r\n')).toEqual([['row', 'why'], ['1', 'a "b", c\nd']])
  })

  it('end without a line end, and stop when there are enough', () => {
    expect(readCsv('a,b\n\nc,')).toEqual([['a', 'b'], ['c', '']])
    expect(readCsv('a\nb\nc', 2)).toEqual([['a'], ['b']])
  })
})

describe('an upload that was broken off', () => {
  const slots = new Map<string, string>()
  const store = { getItem: (k: string) => slots.get(k) ?? null, setItem: (k: string, v: string) => void slots.set(k, v), removeItem: (k: string) => void slots.delete(k) }
  const begun = { id: 'i1', name: '名单.csv', size: 3, changed: 7, done: 2 }

  it('is remembered, and goes on with the same file alone', () => {
    keepUpload(begun, store)
    expect(keptUpload(store)).toEqual(begun)
    expect(sameFile(begun, { name: '名单.csv', size: 3, lastModified: 7 })).toBe(true)
    expect(sameFile(begun, { name: '名单.csv', size: 3, lastModified: 8 })).toBe(false)
    expect(sameFile(undefined, { name: '名单.csv', size: 3, lastModified: 7 })).toBe(false)
    keepUpload(undefined, store)
    expect(keptUpload(store)).toBeUndefined()
  })

  it('begins anew where what was remembered is damaged', () => {
    for (const text of ['{', '{"id":1}', '[]', '{"id":"i1","name":"a","size":1,"changed":2,"done":"x"}']) {
      slots.set('wanjia.import', text)
      expect(keptUpload(store)).toBeUndefined()
    }
  })
})

describe('uploading', () => {
  const file = new Blob([new Uint8Array(2 * PART + 5)])
  const calm = { sleep: async () => {}, random: () => 0 }

  it('goes part by part, the last as long as it is', async () => {
    const sizes: number[] = []
    const told: number[] = []
    await upload(file, 0, async (_n, bytes) => void sizes.push(bytes.size), (n) => told.push(n), calm)
    expect(sizes).toEqual([PART, PART, 5])
    expect(told).toEqual([0, 1, 2, 3])
    expect(partsOf(0)).toBe(0)
  })

  it('repeats a part whose answer was lost, and goes on from where it broke off', async () => {
    const sent: number[] = []
    let broken = true
    const put = async (n: number) => {
      sent.push(n)
      if (n === 1 && broken) {
        broken = false
        throw new Trouble('no_answer', 0)
      }
    }
    await upload(file, 0, put, () => {}, calm)
    expect(sent).toEqual([0, 1, 1, 2])
    sent.length = 0
    await upload(file, 2, put, () => {}, calm)
    expect(sent).toEqual([2])
  })

  it('stops at a refusal, having told how far it came', async () => {
    let at = -1
    const put = async (n: number) => {
      if (n === 1) throw new Trouble('too_large', 413)
    }
    await expect(upload(file, 0, put, (n) => (at = n), calm)).rejects.toThrow('too_large')
    expect(at).toBe(1)
  })
})

describe('a head’s buildings', () => {
  it('are those of the grants, each once, and no higher node', () => {
    const grant = (node: string, role = 'building_head') => ({ id: '', role, node, node_name: `${node} name`, post: true })
    const found = buildingsOf({ grants: [grant('GX-12'), grant('GX-12', 'hotline_operator'), grant('GX-2'), grant('HF-1', 'health'), grant('GX-B1', 'branch_secretary'), grant('*', 'admin')] })
    expect(found).toEqual([{ code: 'GX-12', name: 'GX-12 name' }, { code: 'GX-2', name: 'GX-2 name' }])
  })
})
