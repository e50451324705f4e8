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
