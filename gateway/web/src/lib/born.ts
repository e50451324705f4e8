/**
 * A day of birth as people type it: 1950, 1950年, 1950-3-8, 1950.03.08, 19500308.
 * "" stays "", meaning not said; undefined when it is no such thing, or still to come.
 */
export function readBorn(text: string, now: number): string | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  if (plain === '') return ''
  const found = /^(\d{4})年?$/.exec(plain) ?? /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  if (!found) return undefined
  const [, year = '', month, day] = found
  if (Number(year) < 1900 || Number(year) > new Date(now).getUTCFullYear()) return undefined
  if (month === undefined || day === undefined) return year
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) && at.getTime() <= now ? iso : undefined
}

/** Whether letters of a name are all it is made of: any script, spaces, a middle dot, a hyphen. The server decides. */
export function readName(text: string): string | undefined {
  const name = text.trim().replace(/\s+/g, ' ')
  return name !== '' && [...name].length <= 60 && /^[\p{L}\p{M} ·•・‧∙⋅．.'’-]+$/u.test(name) && /\p{L}/u.test(name) ? name : undefined
}

/** Full years by a date or a year of birth; of a year alone, those of its first of January. Undefined when nothing is known. */
export function yearsOld(born: string, now: number): number | undefined {
  const said = readBorn(born, now)
  if (!said) return undefined
  const today = new Date(now + 8 * 3_600_000).toISOString()
  const years = Number(today.slice(0, 4)) - Number(said.slice(0, 4))
  return said.length > 4 && today.slice(5, 10) < said.slice(5) ? years - 1 : years
}

/** Below this age somebody else agrees for a child. */
export const ANSWERS_FOR_ITSELF = 14

/** Whether somebody of this age band may be the one: a grown-up, or of an age nobody wrote down. */
export const mayGuard = (ageBand: string | undefined): boolean => !['0-2', '3-5', '6-13', '14-17'].includes(ageBand ?? '')

/** The band the API gives an age. */
export function ageBand(years: number | undefined): string {
  if (years === undefined) return ''
  if (years >= 80) return '80+'
  return [[70, '70-79'], [60, '60-69'], [18, '18-59'], [14, '14-17'], [6, '6-13'], [3, '3-5'], [0, '0-2']].find(([from]) => years >= Number(from))?.[1] as string
}
