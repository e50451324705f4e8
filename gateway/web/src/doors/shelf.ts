import type { DoorList, Rooms } from '../api/desk'
import type { Feast } from './feast'
import type { Entry } from './outbox'

/** A building's doors as they were last read. */
export interface Kept {
  building: string
  account: string
  list: DoorList
  rooms?: Rooms
  feast?: Feast
  /** When they were read, by this device's clock, which is the one that tells their age without a network. */
  readAt: number
}

/** Who uses this device, and their buildings. */
export interface Owner {
  id: string
  name: string
  buildings: { code: string; name: string }[]
}

const NAME = 'wanjia-doors'

/** What is kept on the device: it outlives the page, the browser and a flat battery. */
export class Shelf {
  private opened?: Promise<IDBDatabase>

  private open(): Promise<IDBDatabase> {
    return (this.opened ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1)
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore('outbox', { keyPath: 'id' })
        asked.result.createObjectStore('lists', { keyPath: 'building' })
        asked.result.createObjectStore('owner')
      }
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => reject(asked.error)
    }))
  }

  private async run<T>(store: string, mode: IDBTransactionMode, work: (s: IDBObjectStore) => IDBRequest<T> | void): Promise<T> {
    const db = await this.open()
    return new Promise((resolve, reject) => {
      // Strict: a phone that dies right after "saved" must not lose it.
      const tx = db.transaction(store, mode, { durability: 'strict' })
      const asked = work(tx.objectStore(store))
      tx.oncomplete = () => resolve((asked ? asked.result : undefined) as T)
      tx.onerror = tx.onabort = () => reject(tx.error)
    })
  }

  owner(): Promise<Owner | undefined> {
    return this.run<Owner | undefined>('owner', 'readonly', (s) => s.get('me'))
  }

  async own(owner: Owner): Promise<void> {
    await this.run('owner', 'readwrite', (s) => void s.put(plain(owner), 'me'))
  }

  /** Everything written on this device and not confirmed, oldest first. */
  async entries(account: string): Promise<Entry[]> {
    const all = await this.run<Entry[]>('outbox', 'readonly', (s) => s.getAll() as IDBRequest<Entry[]>)
    return all.filter((e) => e.account === account).sort((a, b) => a.at.localeCompare(b.at))
  }

  /** Stores and forgets entries in one step. An entry that was sent by another page meanwhile is not brought back. */
  async change(put: readonly Entry[], gone: readonly string[], onlyKnown = false): Promise<void> {
    await this.run('outbox', 'readwrite', (s) => {
      for (const e of put) {
        if (!onlyKnown) s.put(plain(e))
        else {
          const known = s.getKey(e.id)
          known.onsuccess = () => {
            if (known.result !== undefined) s.put(plain(e))
          }
        }
      }
      for (const id of gone) s.delete(id)
    })
  }

  kept(building: string): Promise<Kept | undefined> {
    return this.run<Kept | undefined>('lists', 'readonly', (s) => s.get(building))
  }

  async keep(kept: Kept): Promise<void> {
    await this.run('lists', 'readwrite', (s) => void s.put(plain(kept)))
  }

  async dropLists(): Promise<void> {
    await this.run('lists', 'readwrite', (s) => void s.clear())
  }

  /** Leaves nothing of anybody on the device. */
  async wipe(): Promise<void> {
    for (const store of ['lists', 'outbox', 'owner']) await this.run(store, 'readwrite', (s) => void s.clear())
  }
}

/** What a page watches is a proxy, which the browser will not store. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
