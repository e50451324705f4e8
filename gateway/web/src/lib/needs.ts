// What somebody may need of an event, in the order a page offers it. Why they need
// it is asked nowhere and has no place here.
import type { Need } from '../api/community'

export interface NeedGroup {
  kind: Need['kind']
  codes: readonly string[]
}

export const needGroups: readonly NeedGroup[] = [
  { kind: 'mobility', codes: ['wheelchair_place', 'walking_aid', 'pushchair'] },
  { kind: 'access', codes: ['step_free', 'companion', 'guide', 'sign_or_text', 'writing', 'plain_words', 'quiet_place'] },
  { kind: 'diet', codes: ['low_salt', 'low_sugar', 'soft_food', 'no_spicy', 'vegetarian', 'halal', 'no_pork', 'no_beef'] },
  { kind: 'allergen', codes: ['E', 'C', 'F', 'P', 'S', 'M', 'N', 'G', 'ML', 'SE', 'MU', 'MG', 'AL', 'BK', 'OT'] },
  { kind: 'contact', codes: ['call_on'] },
]

const order = new Map(needGroups.flatMap((group, i) => group.codes.map((code, k) => [`${group.kind}.${code}`, i * 100 + k])))

export const needKey = (need: Need) => `${need.kind}.${need.code}`

/** Needs in the order of the chooser; those this page does not know come last and are kept. */
export function sortNeeds(needs: readonly Need[]): Need[] {
  return [...needs].sort((a, b) => (order.get(needKey(a)) ?? 9999) - (order.get(needKey(b)) ?? 9999))
}

/** The needs with one more or one fewer. */
export function toggleNeed(needs: readonly Need[], need: Need): Need[] {
  const without = needs.filter((n) => needKey(n) !== needKey(need))
  return sortNeeds(without.length < needs.length ? without : [...without, need])
}

/** Whether both lists say the same, in whatever order. */
export function sameNeeds(a: readonly Need[], b: readonly Need[]): boolean {
  return a.length === b.length && sortNeeds(a).every((need, i) => needKey(need) === needKey(sortNeeds(b)[i]!))
}
