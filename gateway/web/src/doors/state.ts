import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { doors as api, type Me } from '../api/desk'
import { Trouble } from '../api/trouble'
import { useAccount } from '../state/account'
import { doorsOf, overtaken, withDependents, type Entry, type FeastEntry, type VisitEntry } from './outbox'
import { Shelf, type Kept, type Owner } from './shelf'
import { readFeast, sendFeasts } from './feast'
import { sendAll } from './sync'

// Set when somebody signs out without a network: the cookie is not ours to delete,
// so the session is ended before anything else as soon as the server is reached.
const LEAVING = 'wanjia.doors.leaving'

/** A building head's doors, as this device has them. */
export const useDoors = defineStore('doors', () => {
  const shelf = new Shelf()
  const account = useAccount()
  const owner = shallowRef<Owner>()
  const kept = shallowRef<Kept>()
  const entries = shallowRef<Entry[]>([])
  const syncing = ref(false)
  /** Why the last talk with the server did not work. */
  const trouble = shallowRef<Trouble>()
  /** Whether the device has been looked through: before, nothing is known. */
  const looked = ref(false)

  const doors = computed(() => (kept.value ? doorsOf(kept.value.list, kept.value.rooms, entries.value.filter((e) => e.building === kept.value?.building)) : []))
  const waiting = computed(() => entries.value.filter((e) => !e.refused))
  const refused = computed(() => entries.value.filter((e) => e.refused))

  /** Takes what the device has kept; works without a network. */
  async function look(): Promise<void> {
    if (!leaving()) {
      owner.value = await shelf.owner()
      const first = owner.value?.buildings[0]
      if (owner.value) entries.value = await shelf.entries(owner.value.id)
      if (first) kept.value = await shelf.kept(first.code)
    }
    looked.value = true
  }

  /** Asks who is signed in, and fetches their doors. Without a network, what is kept stays. */
  async function arrive(wanted?: string): Promise<void> {
    trouble.value = undefined
    try {
      if (leaving()) {
        await account.signOut()
        localStorage.removeItem(LEAVING)
        return
      }
      await account.load()
      if (account.me) await take(account.me as Me, wanted)
    } catch (err) {
      complain(err)
    }
  }

  async function take(me: Me, wanted?: string): Promise<void> {
    const buildings = buildingsOf(me)
    if (wanted && !buildings.some((b) => b.code === wanted)) buildings.unshift({ code: wanted, name: wanted })
    if (owner.value && owner.value.id !== me.id) await shelf.dropLists() // another person's neighbours
    owner.value = { id: me.id, name: me.name, buildings }
    await shelf.own(owner.value)
    entries.value = await shelf.entries(me.id)
    const first = buildings.find((b) => b.code === wanted) ?? buildings.find((b) => b.code === kept.value?.building) ?? buildings[0]
    if (first) await open(first.code)
  }

  /** Shows a building: what is kept of it at once, and what is new when it comes. */
  async function open(building: string): Promise<void> {
    if (kept.value?.building !== building) kept.value = await shelf.kept(building)
    await sync(building)
  }

  /** Sends what waits and reads the list anew. Two pages of one device take turns. */
  async function sync(building = kept.value?.building): Promise<void> {
    if (syncing.value || !owner.value) return
    syncing.value = true
    trouble.value = undefined
    try {
      await alone(async () => {
        entries.value = await shelf.entries(owner.value!.id)
        await sendAll(entries.value, api.sync, settle)
        await sendFeasts(entries.value.filter((e): e is FeastEntry => e.kind === 'feast'), settle)
      })
      if (building) await refresh(building)
    } catch (err) {
      complain(err)
    } finally {
      syncing.value = false
    }
  }

  async function refresh(building: string): Promise<void> {
    const before = kept.value?.building === building ? kept.value : undefined
    const [list, rooms, feast] = await Promise.all([api.list(building), api.rooms(building).catch(() => before?.rooms), readFeast(building).catch(() => before?.feast)])
    const fresh: Kept = { building, account: owner.value!.id, list, rooms, feast, readAt: Date.now() }
    await shelf.keep(fresh)
    kept.value = fresh
    if (owner.value && list.building_name) {
      owner.value = { ...owner.value, buildings: owner.value.buildings.map((b) => (b.code === building ? { ...b, name: list.building_name } : b)) }
      await shelf.own(owner.value)
    }
  }

  async function settle({ kept: changed, gone }: { kept: Entry[]; gone: string[] }): Promise<void> {
    await shelf.change(changed, gone, true)
    entries.value = await shelf.entries(owner.value!.id)
  }

  /** Writes entries down; once this resolves they outlive a flat battery. */
  async function write(...fresh: Entry[]): Promise<void> {
    const needless = fresh.filter((e): e is VisitEntry => e.kind === 'visit').flatMap((v) => overtaken(entries.value, v))
    await shelf.change(fresh, needless)
    entries.value = await shelf.entries(owner.value!.id)
    void sync()
  }

  async function drop(id: string): Promise<void> {
    await shelf.change([], withDependents(entries.value, id))
    entries.value = await shelf.entries(owner.value!.id)
  }

  /** Ends the session and leaves nothing on the device, with or without a network. */
  async function leave(): Promise<void> {
    await shelf.wipe()
    owner.value = undefined
    kept.value = undefined
    entries.value = []
    localStorage.setItem(LEAVING, '1')
    account.forget()
    await arrive()
  }

  function complain(err: unknown): void {
    if (!(err instanceof Trouble)) throw err
    trouble.value = err
    if (err.status === 401) {
      account.forget()
      kept.value = undefined // kept on the device for whoever it belongs to, shown to nobody else
    }
    if (err.status === 403) {
      kept.value = undefined
      void shelf.dropLists()
    }
  }

  return { owner, kept, entries, doors, waiting, refused, syncing, trouble, looked, look, arrive, open, sync, write, drop, leave }
})

function leaving(): boolean {
  return localStorage.getItem(LEAVING) !== null
}

// Roles that may change people, where they are held; the server decides.
const CHANGE_PEOPLE = ['building_head', 'branch_secretary', 'hotline_operator', 'admin']

/** The buildings somebody may walk. Higher nodes are left to the console. */
export function buildingsOf(me: Pick<Me, 'grants'>): { code: string; name: string }[] {
  const found = (me.grants ?? []).filter((g) => CHANGE_PEOPLE.includes(g.role) && /^[A-Z]+-\d+$/.test(g.node))
  return [...new Map(found.map((g) => [g.node, { code: g.node, name: g.node_name || g.node }])).values()]
}

/** Runs work while no other page of this device does; skips it when one does. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return work()
  await navigator.locks.request('wanjia-doors', { ifAvailable: true }, async (lock) => {
    if (lock) await work()
  })
}
