// One post at a gate: who this device is, what it knows, and what it does with what it
// sees.
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { Trouble } from '../api/trouble'
import { Codes, readGateCode, type Coded, type GateList } from './list'
import { heads, sealed, sealingKey, ticket, type Kind, type Line } from './log'
import { enrol, begin, lend, redeem, type Begun, type Verdict } from './net'
import { readPass } from './pass'
import { judge, unread, type Answer, type Reason } from './rules'
import { Overtaken, Shelf, type HelpCall, type Lease, type Self, type Standing } from './shelf'

/** What was made of something that was shown. */
export interface Seen {
  answer: Answer
  /** What was read; none where it was no pass of ours. */
  pass?: Coded & { wheelchair?: boolean }
  /** The server has not been asked: this device decided alone. */
  alone: boolean
  /** A pass that opens another gate: its bits. */
  gates?: number
  /** Milliseconds from the picture, or the last letter, to the verdict. */
  took: number
  at: number
}

export type Phase = 'looking' | 'elsewhere' | 'unset' | 'training' | 'ready' | 'revoked' | 'rewound' | 'broken'

const fresh = (): Standing => ({ seq: 0, next: '', acked: '', ahead: 0, heard: 0 })

export const usePost = defineStore('post', () => {
  const shelf = new Shelf()
  const phase = ref<Phase>('looking')
  const self = shallowRef<Self>()
  const list = shallowRef<GateList>()
  const standing = shallowRef<Standing>(fresh())
  const trained = ref(false)
  const online = ref<boolean>()
  const last = ref(0)
  const through = ref({ in: 0, out: 0 })
  /** Why the last thing could not be written down; nobody may go in until it can. */
  const storage = ref<'full' | 'broken'>()
  /** Whether the browser has promised not to clear what is kept here. */
  const persistent = ref<boolean>()
  /** Calls for help that have not gone out. */
  const waiting = ref(0)
  /** Places for people without a booking, and how many of them are given out. */
  const lease = shallowRef<Lease>()
  const sold = ref(0)
  let codes: Codes | undefined

  const unsent = computed(() => Math.max(0, last.value - standing.value.seq))
  const gate = computed(() => list.value?.gates.find((g) => g.id === self.value?.gate))
  /** What the gate was told that nobody here has said yes to; being open from the first needs none. */
  const due = computed(() => {
    const { order, acked } = standing.value
    return order && order.id !== acked && (acked !== '' || order.kind !== 'open') ? order : undefined
  })
  const closed = computed(() => ['stop', 'out_only'].includes(standing.value.order?.kind ?? ''))
  /** When the shift ends that this device was set up for; nobody goes in by it from then on. */
  const until = computed(() => Date.parse((list.value ? list.value.device.until : self.value?.until) ?? '') || Infinity)
  const off = () => now() >= until.value
  const titleOf = (id: string) => list.value?.gates.find((g) => g.id === id)?.title ?? { zh: id, en: id }

  /** The server's clock, as well as this device knows it. */
  const now = () => Date.now() - standing.value.ahead

  /** Takes what the device has; works without a network. Only one page at a time may write. */
  async function arrive(): Promise<void> {
    if (!(await alone())) {
      phase.value = 'elsewhere'
      return
    }
    try {
      self.value = await shelf.get('self')
      if (!self.value) {
        phase.value = 'unset'
        return
      }
      standing.value = (await shelf.get('standing')) ?? fresh()
      know(await shelf.get('list'))
      trained.value = !!(await shelf.get('trained'))
      const totals = await shelf.totals()
      last.value = totals.seq
      through.value = { in: totals.in, out: totals.out }
      await settle()
      await lent()
      if (standing.value.seq > last.value) return void (phase.value = 'rewound')
      waiting.value = (await calls()).length
      phase.value = trained.value ? 'ready' : 'training'
    } catch {
      phase.value = 'broken'
    }
    void navigator.storage?.persist?.().then((yes) => (persistent.value = yes))
  }

  function know(known: GateList | undefined): void {
    list.value = known
    codes = known && new Codes(known)
  }

  /** A line the server was asked about when the page closed: nobody saw green, unless it stands there. */
  async function settle(): Promise<void> {
    const line = await shelf.get('pending')
    if (!line || !self.value) return
    const verdict = await redeem(self.value.secret, line).catch(() => undefined)
    // Without an answer it counts: who had been asked about may have gone in.
    if (!verdict || verdict.verdict === 'admit') await write(line)
    else await shelf.set('pending', undefined)
  }

  async function become(begun: Begun): Promise<void> {
    await shelf.wipe()
    const { id, name, event, gate: at, secret, until: ends } = begun
    await shelf.set('self', { id, name, event, gate: at, secret, until: ends, logKey: await sealingKey(begun.log_key) })
    await arrive()
  }

  const setUp = async (token: string) => become(await begin(token))
  const setUpAs = async (event: string, at: string, name: string) => become(await enrol(event, at, name))

  async function leave(): Promise<void> {
    await shelf.wipe()
    self.value = undefined
    know(undefined)
    standing.value = fresh()
    last.value = 0
    through.value = { in: 0, out: 0 }
    trained.value = false
    lease.value = undefined
    sold.value = 0
    phase.value = 'unset'
  }

  /** What a QR code says. */
  async function scan(text: string, from: number): Promise<Seen> {
    const known = list.value
    if (!known) return seen(unread('unknown_key'), from)
    const pass = await readPass(text, { event: known.event, keys: known.keys })
    if (typeof pass === 'string') return seen(unread(pass), from)
    return see(pass, from)
  }

  /** What was typed. */
  async function typed(text: string, from: number): Promise<Seen> {
    const code = readGateCode(text)
    const pass = code && (await codes?.find(code))
    return pass ? see(pass, from) : seen(unread('unknown_code'), from)
  }

  async function see(pass: Seen['pass'] & object, from: number, want = 0): Promise<Seen> {
    const known = list.value!
    const entries = await shelf.entries(pass.serial, self.value!.gate)
    const shut = off() ? 'shift_over' : closed.value && 'gate_closed'
    const answer = shut
      ? ({ verdict: 'wait', reason: shut, persons: 0, left: pass.party, minutes: 0 } satisfies Answer)
      : judge(known.rules, pass, { now: now(), gate: known.bit, want, revoked: known.revoked.includes(pass.serial), entries })
    return { ...seen(answer, from), pass, gates: pass.gates }
  }

  const seen = (answer: Answer, from: number): Seen => ({ answer, alone: true, took: performance.now() - from, at: Date.now() })

  /** Lets persons in with a pass that was seen, by the server's word if it gives one in time. */
  async function admit(was: Seen, persons: number, children: number): Promise<Seen> {
    const from = performance.now()
    const pass = was.pass!
    const again = await see(pass, from, persons)
    if (again.answer.verdict !== 'admit') return again
    const alone = online.value === false
    const line = await next({ kind: 'in', serial: pass.serial, persons, children, party: pass.party, offline: alone })
    const verdict = alone ? undefined : await ask(line)
    if (verdict && verdict.verdict !== 'admit') {
      await shelf.set('pending', undefined)
      return { ...again, answer: told(verdict), alone: false }
    }
    // Without an answer the line stays as it was asked about: the server may have it.
    await write(line)
    return { ...again, alone: !verdict, answer: verdict ? told(verdict) : again.answer }
  }

  async function ask(line: Line): Promise<Verdict | undefined> {
    try {
      await shelf.set('pending', line)
      return await redeem(self.value!.secret, line)
    } catch (err) {
      if (err instanceof Trouble && err.status === 401) phase.value = 'revoked'
      else if (!(err instanceof Trouble)) throw err
      if (err instanceof Trouble && err.status === 0) online.value = false
      return undefined
    }
  }

  function told(v: Verdict): Answer {
    const first = v.first && { persons: v.first.persons, at: Date.parse(v.first.at), gate: v.first.gate }
    return { verdict: v.verdict, reason: v.reason as Reason, persons: v.persons, left: v.left, minutes: v.minutes ?? 0, first }
  }

  async function lent(): Promise<void> {
    lease.value = await shelf.get('lease')
    sold.value = lease.value ? await shelf.sold(lease.value.number) : 0
  }

  /** Asks for places; a press that was not answered is the same one the next time. */
  async function borrow(places: number): Promise<void> {
    const key = (await shelf.get('asked')) ?? crypto.randomUUID()
    await shelf.set('asked', key)
    try {
      const got = await lend(self.value!.secret, key, places)
      await shelf.set('lease', { number: got.number, places: got.places, until: Date.parse(got.until) })
      await shelf.set('asked', undefined)
    } catch (err) {
      if (err instanceof Trouble && err.status >= 400 && err.status < 500) await shelf.set('asked', undefined)
      throw err
    }
    await lent()
  }

  /** Lets persons in who have no pass, on places of the lease. Returns their first number; 0 where there are not so many left. */
  async function walk(persons: number, children: number): Promise<number> {
    const from = lease.value
    if (!from || closed.value || off() || now() >= from.until || sold.value + persons > from.places) return 0
    const first = sold.value + 1
    await write(await next({ kind: 'walk', serial: ticket(from.number, first), persons, children, party: 0, offline: !online.value }))
    sold.value += persons
    return first
  }

  /** Counts somebody in without a pass, or out. */
  async function count(kind: Exclude<Kind, 'in'>, persons: number, children = 0): Promise<void> {
    await write(await next({ kind, serial: '', persons, children, party: 0, offline: !online.value }))
  }

  async function next(what: Pick<Line, 'kind' | 'serial' | 'persons' | 'children' | 'party' | 'offline'>): Promise<Line> {
    const before = await shelf.last()
    const line = { ...what, seq: (before?.seq ?? 0) + 1, nonce: crypto.randomUUID(), at: Date.now(), rules: list.value?.rules.version ?? 0, prev: before?.seal ?? '' }
    return sealed(self.value!.logKey, self.value!.id, line)
  }

  async function write(line: Line): Promise<void> {
    try {
      await shelf.append(line)
    } catch (err) {
      if (err instanceof Overtaken) phase.value = 'elsewhere'
      else storage.value = err instanceof DOMException && err.name === 'QuotaExceededError' ? 'full' : 'broken'
      throw err
    }
    storage.value = undefined
    last.value = line.seq
    const side = line.kind === 'out' ? 'out' : 'in'
    through.value = { ...through.value, [side]: through.value[side] + heads(line) }
  }

  async function pass(): Promise<void> {
    await shelf.set('trained', Date.now())
    trained.value = true
    phase.value = 'ready'
  }

  const calls = async (): Promise<HelpCall[]> => (await shelf.get('calls')) ?? []

  /** Calls for help; kept until it has gone out. */
  async function help(kind: string): Promise<void> {
    const all = [...(await calls()), { kind, nonce: crypto.randomUUID(), at: new Date().toISOString() }]
    await shelf.set('calls', all)
    waiting.value = all.length
  }

  async function called(call: HelpCall): Promise<void> {
    const left = (await calls()).filter((c) => c.nonce !== call.nonce)
    await shelf.set('calls', left)
    waiting.value = left.length
  }

  /** Somebody here has read what the gate is to do. */
  async function acknowledge(): Promise<void> {
    const to = { ...standing.value, acked: standing.value.order?.id ?? '' }
    await shelf.told(to, [])
    standing.value = to
  }

  return {
    shelf, phase, self, list, standing, trained, online, last, through, storage, persistent, unsent, gate, due, closed, until, off,
    titleOf, now, arrive, know, setUp, setUpAs, leave, scan, typed, admit, count, pass, acknowledge, waiting, calls, help, called, lease, sold, borrow, walk,
  }
})

/** Whether this is the one page of the device that may write; it is from then on, until it closes. */
function alone(): Promise<boolean> {
  if (held) return Promise.resolve(true)
  return new Promise((resolve) => {
    void navigator.locks.request('wanjia-gate', { ifAvailable: true }, (lock) => {
      held = !!lock
      resolve(held)
      return lock ? new Promise(() => undefined) : undefined
    })
  })
}
let held = false
