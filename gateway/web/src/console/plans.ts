/** Where in a plan a mistake is, as parts that can be counted: "zones[0].rows[3].seats[12]" is zone 1, row 4, seat 13. */
export function whereOf(path: string): { what: 'zone' | 'row' | 'seat' | 'table'; n: number }[] | undefined {
  const kinds = { zones: 'zone', rows: 'row', seats: 'seat', 'wanjia.tables': 'table' } as const
  const parts = [...path.matchAll(/\.?(wanjia\.tables|zones|rows|seats)\[(\d+)\]/gy)]
  const read = parts.map((p) => p[0]).join('')
  if (!parts.length || !path.startsWith(read)) return undefined
  return parts.map((p) => ({ what: kinds[p[1] as keyof typeof kinds], n: Number(p[2]) + 1 }))
}
