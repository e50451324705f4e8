// Photographs of lists that came back on paper.
import type { components } from './schema'
import { get, post, put, remove } from './send'

type Schemas = components['schemas']
export type Sheet = Schemas['BanquetSheet']
export type SheetView = Schemas['BanquetSheetView']
export type SheetRow = Schemas['BanquetSheetRow']

const at = (event: string) => `/v1/banquets/${encodeURIComponent(event)}/sheets`
const one = (event: string, sheet: string) => `${at(event)}/${encodeURIComponent(sheet)}`
const of = (building: string) => `?building=${encodeURIComponent(building)}`

export const sheets = {
  list: async (event: string, building: string) => (await get<{ items: Sheet[] }>(at(event), { building })).items,
  add: (event: string, building: string, picture: Blob) => post<Sheet>(at(event) + of(building), picture),
  one: (event: string, sheet: string) => get<SheetView>(one(event, sheet)),
  picture: (event: string, sheet: string) => `${one(event, sheet)}/picture.jpg`,
  mark: (event: string, sheet: string, door: string, row: { state: SheetRow['state']; by_hand: boolean; note: string }) => put<SheetView>(`${one(event, sheet)}/rows/${encodeURIComponent(door)}`, row),
  drop: (event: string, sheet: string) => remove(one(event, sheet)),
}
