// What a household does at the banquet, as its page asks for it. Nothing about people is
// kept by the browser.
import { api } from './client'
import { newKey } from './attempts'
import type { Given } from './desk'
import type { components } from './schema'
import { persist } from './persist'
import { ask } from './trouble'

type Schemas = components['schemas']
export type Banquet = Schemas['Banquet']
export type Sitting = Schemas['BanquetSitting']
export type Registration = Omit<Schemas['BanquetRegistration'], 'kin' | 'until'> & { kin: Kin | null; until: string | null }
export type Person = Schemas['BanquetPerson']
export type Kin = Schemas['BanquetKin']
export type Dish = Schemas['BanquetDish']
export type Book = Schemas['BanquetBook']
export type Recipe = Schemas['BanquetRecipe']
export type DoorsState = Schemas['BanquetDoors']
export type DoorState = Schemas['BanquetDoor']
export type Balances = Schemas['BanquetBalances']

export interface Wanted {
  session: string
  people: { person: string; way: string }[]
  high_chairs: number
  wishes: string[]
}

const fresh = { cache: 'no-store' } as const
const at = (event: string) => ({ path: { event } })
const keyed = (event: string, key: string) => ({ path: { event }, header: { 'Idempotency-Key': key } })

export const banquet = {
  about: (event: string) => ask(api.GET('/v1/banquets/{event}', { params: at(event) })),
  book: () => ask(api.GET('/v1/banquet-book')),
  mine: (event: string) => ask(api.GET('/v1/banquets/{event}/registration', { params: at(event), ...fresh })) as Promise<Registration>,
  balance: (event: string) => ask(api.GET('/v1/banquets/{event}/balance', { params: at(event), ...fresh })),
  /** One press: asked again with its key until the answer is known. */
  register: (event: string, wanted: Wanted, wait: boolean, key = newKey()) =>
    persist(() => ask(api.POST('/v1/banquets/{event}/registration', { params: keyed(event, key), body: { ...wanted, wait } })), { attempts: 4 }) as Promise<Registration>,
  change: (event: string, wanted: Wanted, rev: number, key = newKey()) =>
    persist(() => ask(api.PUT('/v1/banquets/{event}/registration', { params: keyed(event, key), body: { ...wanted, rev } })), { attempts: 4 }) as Promise<Registration>,
  extend: (event: string) => ask(api.POST('/v1/banquets/{event}/registration/extend', { params: at(event) })) as Promise<Registration>,
  confirm: (event: string) => persist(() => ask(api.POST('/v1/banquets/{event}/registration/confirm', { params: at(event) })), { attempts: 4 }) as Promise<Registration>,
  giveBack: (event: string) => ask(api.DELETE('/v1/banquets/{event}/registration', { params: at(event) })) as Promise<Registration>,
  kin: (event: string, code: string) => ask(api.POST('/v1/banquets/{event}/kin', { params: at(event), body: code ? { code } : {} })),
  kinYes: (event: string, code: string, household: string) =>
    ask(api.POST('/v1/banquets/{event}/kin/{code}/members/{household}', { params: { path: { event, code, household } } })),
  kinNo: (event: string, code: string, household: string) =>
    ask(api.DELETE('/v1/banquets/{event}/kin/{code}/members/{household}', { params: { path: { event, code, household } } })),
  makeDish: (event: string, recipe: Recipe, key = newKey()) =>
    persist(() => ask(api.POST('/v1/banquets/{event}/dishes', { params: keyed(event, key), body: recipe })), { attempts: 4 }),
  changeDish: (event: string, dish: string, recipe: Recipe) => ask(api.PUT('/v1/banquets/{event}/dishes/{dish}', { params: { path: { event, dish } }, body: recipe })),
  sureDish: (event: string, dish: string) => ask(api.POST('/v1/banquets/{event}/dishes/{dish}/sure', { params: { path: { event, dish } } })),
  joinDish: (event: string, code: string) => ask(api.POST('/v1/banquets/{event}/dish-shares', { params: at(event), body: { code } })),
  leaveDish: (event: string, dish: string) => ask(api.DELETE('/v1/banquets/{event}/dishes/{dish}/share', { params: { path: { event, dish } } })),
  cook: (event: string, dish: string, household: string) =>
    ask(api.POST('/v1/banquets/{event}/dishes/{dish}/cook', { params: { path: { event, dish } }, body: { household } })),
}

/** The same for whoever takes a call or stands at a door: final at once, and how they agreed is said. */
export const feastFor = {
  about: banquet.about,
  book: banquet.book,
  mine: (event: string, person: string) =>
    ask(api.GET('/v1/banquets/{event}/registration', { params: { path: { event }, query: { for: person } }, ...fresh })) as Promise<Registration>,
  register: (event: string, person: string, wanted: Wanted, consent: Given, wait: boolean, key: string) =>
    persist(() => ask(api.POST('/v1/banquets/{event}/registration', { params: keyed(event, key), body: { ...wanted, for: person, consent, wait, confirm: !wait } })), { attempts: 4 }) as Promise<Registration>,
  change: (event: string, person: string, wanted: Wanted, rev: number, key: string, consent?: Given) =>
    persist(() => ask(api.PUT('/v1/banquets/{event}/registration', { params: keyed(event, key), body: { ...wanted, for: person, rev, consent } })), { attempts: 4 }) as Promise<Registration>,
  confirm: (event: string, person: string) => ask(api.POST('/v1/banquets/{event}/registration/confirm', { params: { path: { event }, query: { for: person } } })) as Promise<Registration>,
  giveBack: (event: string, person: string, seen: { rev?: number; how?: 'voice' | 'paper' | 'head' } = {}) =>
    ask(api.DELETE('/v1/banquets/{event}/registration', { params: { path: { event }, query: { for: person, ...seen } } })) as Promise<Registration>,
  dish: (event: string, person: string, recipe: Recipe, key: string) =>
    persist(() => ask(api.POST('/v1/banquets/{event}/dishes', { params: keyed(event, key), body: { ...recipe, for: person } })), { attempts: 4 }),
  doors: (event: string, building: string) => ask(api.GET('/v1/banquets/{event}/doors', { params: { path: { event }, query: { building } }, ...fresh })),
}
