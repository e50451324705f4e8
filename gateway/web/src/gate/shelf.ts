// What this device keeps: who it is, what it knows, and its log. It outlives the page,
// the browser and a flat battery.
import type { components } from '../api/schema'
import type { GateList } from './list'
import { ticket, type Line } from './log'

/** Who this device is. */
export interface Self {
  id: string
  name: string
  event: string
  gate: string
  secret: string
  /** When the shift ends that it was set up for; none for open. */
  until?: string
  logKey: CryptoKey
}

export type Order = components['schemas']['GateOrder']
export type Call = components['schemas']['GateCall']

/** How it stands with the server. */
export interface Standing {
  /** The log is there up to this line. */
  seq: number
  /** Cursor of what others admitted. */
  next: string
  /** The last one for this gate; none where none was given. */
  order?: Order
  /** The order somebody here said yes to. */
  acked: string
  /** How far this clock is ahead of the server's, milliseconds. */
  ahead: number
  /** The moment the server last answered, by its clock: what it has of our log is as old as that. */
  echo?: string
  /** What became of the last call for help. */
  help?: Call
  /** When the server was last heard, by this clock; 0 for never. */
  heard: number
}

/** An admission by another device. */
export interface Other {
  scan: string
  serial: string
  persons: number
  at: number
  gate: string
}

export interface HelpCall {
  kind: string
  nonce: string
  at: string
}

/** Places for people without a booking that this device may give out. */
export interface Lease {
  number: number
  places: number
  /** Milliseconds, by the server's clock. */
  until: number
}

interface Fields {
  lease: Lease
  /** Key of a press for places that was not answered. */
  asked: string
  self: Self
  list: GateList
  standing: Standing
  trained: number
  /** Calls for help that have not gone out. */
  calls: HelpCall[]
  /** A line the server was asked about, and no answer has come yet. */
  pending: Line
}

const NAME = 'wanjia-gate'

/** Another page wrote a line with the number we were about to use. */
export class Overtaken extends Error {}

export class Shelf {
  private opened?: Promise<IDBDatabase>

  private open(): Promise<IDBDatabase> {
    return (this.opened ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1)
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore('fields')
        asked.result.createObjectStore('log', { keyPath: 'seq' }).createIndex('serial', 'serial')
        asked.result.createObjectStore('others', { keyPath: 'scan' }).createIndex('serial', 'serial')
      }
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => reject(asked.error)
    }))
  }

  private async run<T>(stores: string | string[], mode: IDBTransactionMode, work: (tx: IDBTransaction) => IDBRequest<T> | void): Promise<T> {
    const db = await this.open()
    return new Promise((resolve, reject) => {
      // Strict: a phone that dies right after somebody walked in must not lose them.
      const tx = db.transaction(stores, mode, { durability: 'strict' })
      const asked = work(tx)
      tx.oncomplete = () => resolve((asked ? asked.result : undefined) as T)
      tx.onerror = tx.onabort = () => reject(tx.error ?? new Overtaken())
    })
  }

  get<K extends keyof Fields>(name: K): Promise<Fields[K] | undefined> {
    return this.run('fields', 'readonly', (tx) => tx.objectStore('fields').get(name) as IDBRequest<Fields[K] | undefined>)
  }

  async set<K extends keyof Fields>(name: K, value: Fields[K] | undefined): Promise<void> {
    await this.run('fields', 'readwrite', (tx) => void (value === undefined ? tx.objectStore('fields').delete(name) : tx.objectStore('fields').put(value, name)))
  }

  /** The last line of the log. */
  async last(): Promise<Line | undefined> {
    let line: Line | undefined
    await this.run('log', 'readonly', (tx) => {
      const cursor = tx.objectStore('log').openCursor(null, 'prev')
      cursor.onsuccess = () => (line = cursor.result?.value as Line | undefined)
    })
    return line
  }

  /** Adds the next line; throws [Overtaken] where it is not the next. The line that was asked about is no longer open. */
  async append(line: Line): Promise<void> {
    await this.run(['log', 'fields'], 'readwrite', (tx) => {
      const log = tx.objectStore('log')
      const before = log.openKeyCursor(null, 'prev')
      before.onsuccess = () => {
        if (((before.result?.key as number | undefined) ?? 0) !== line.seq - 1) return tx.abort()
        log.add(line)
        tx.objectStore('fields').delete('pending')
      }
    })
  }

  /** At most so many lines after one. */
  after(seq: number, most: number): Promise<Line[]> {
    return this.run('log', 'readonly', (tx) => tx.objectStore('log').getAll(IDBKeyRange.lowerBound(seq, true), most) as IDBRequest<Line[]>)
  }

  /** Everything that is known of a pass: by this device and by others. */
  async entries(serial: string, here: string): Promise<{ persons: number; at: number; gate: string }[]> {
    const db = await this.open()
    return new Promise((resolve, reject) => {
      const tx = db.transaction(['log', 'others'], 'readonly')
      const own = tx.objectStore('log').index('serial').getAll(serial) as IDBRequest<Line[]>
      const others = tx.objectStore('others').index('serial').getAll(serial) as IDBRequest<Other[]>
      tx.oncomplete = () =>
        resolve([
          ...own.result.filter((l) => l.kind === 'in').map((l) => ({ persons: l.persons, at: l.at, gate: here })),
          ...others.result.map(({ persons, at, gate }) => ({ persons, at, gate })),
        ])
      tx.onerror = tx.onabort = () => reject(tx.error)
    })
  }

  /** Keeps what a sync told, in one step. */
  async told(standing: Standing, others: readonly Other[]): Promise<void> {
    await this.run(['fields', 'others'], 'readwrite', (tx) => {
      tx.objectStore('fields').put(standing, 'standing')
      for (const other of others) tx.objectStore('others').put(other)
    })
  }

  /** Who went in and out by this device, and in which line they were last. */
  async totals(): Promise<{ seq: number; in: number; out: number }> {
    const lines = await this.after(0, 1_000_000)
    const sum = { seq: lines.at(-1)?.seq ?? 0, in: 0, out: 0 }
    for (const l of lines) sum[l.kind === 'out' ? 'out' : 'in'] += l.persons + l.children
    return sum
  }

  /** How many were let in with a lease, by the lines of the log. */
  async sold(lease: number): Promise<number> {
    const begins = ticket(lease, 0).slice(0, 6)
    const lines = await this.after(0, 1_000_000)
    return lines.reduce((n, l) => (l.kind === 'walk' && l.serial.startsWith(begins) ? n + l.persons : n), 0)
  }

  /** Leaves nothing on the device: it is nobody's any more. */
  async wipe(): Promise<void> {
    await this.run(['fields', 'log', 'others'], 'readwrite', (tx) => {
      for (const store of ['fields', 'log', 'others']) tx.objectStore(store).clear()
    })
  }
}
