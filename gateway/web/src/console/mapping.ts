/** What a column may be taken as; the server knows the same. */
export const FIELDS = ['name', 'other_name', 'sex', 'born', 'phone', 'role', 'address', 'estate', 'building', 'unit', 'room'] as const

/** Columns by their place, because two may have the same header; '' is left out. */
export type Choice = string[]

/** Takes column `at` as a field. A field stands in one column: where it stood before becomes free. */
export function choose(before: Choice, at: number, field: string): Choice {
  return before.map((had, i) => (i === at ? field : field && had === field ? '' : had))
}

/** What still has to be chosen: a name, and either the whole address or all its parts. */
export function lacking(choice: Choice): string[] {
  const has = (field: string) => choice.includes(field)
  const out = has('name') ? [] : ['name']
  if (!has('address') && !['building', 'room'].every(has)) out.push('address')
  return out
}

/** What the server is told: header to field, for the columns that are taken. */
export function columnsOf(headers: readonly string[], choice: Choice): Record<string, string> {
  return Object.fromEntries(headers.map((h, i) => [h, choice[i] ?? ''] as const).filter(([h]) => h !== ''))
}
