// What a line of the audit log says beside its action, in words. A code is said by
// the words of its kind; what is no code is said as it is.
const groups: Record<string, readonly string[]> = {
  role: ['roles', 'teamRoles', 'household'], how: ['how'], purpose: ['purposes'], kind: ['relations', 'nodes'], scope: ['scopes'],
  state: ['residency', 'visits', 'yesNo', 'showStates'], source: ['sources'], standby: ['sources'], check: ['showChecks'], open: ['trueFalse'],
  residency: ['residency'], published: ['yesNo'], which: ['which'], tenure: ['tenures'], sex: ['sexes'],
}

interface Words {
  /** The word of a code; the code itself where there is none. */
  say: (group: string, code: string) => string
  list: (items: readonly string[]) => string
  moment: (at: string) => string
}

/** The name and the value of a detail, both as a person reads them. */
export function detailOf(what: string, key: string, value: string, { say, list, moment }: Words): [name: string, value: string] {
  if (what.startsWith('stock.')) return placesOf(key, value, { say, moment })
  if (key.startsWith('take.')) return [say('importFields', key.slice(5)), say('sides', value)]
  const word = (code: string): string => (groups[key] ?? []).map((group) => [say(group, code), code]).find(([said, was]) => said !== was)?.[0] ?? code
  if (key === 'field') return [say('details', key), say('importFields', value)]
  if (key === 'scope') return [say('details', key), list(value.split(' ').map(word))]
  if (key === 'residency') return [say('details', key), value.split(' → ').map(word).filter(Boolean).join(' → ')]
  if (key === 'at') return [say('details', key), Number.isNaN(Date.parse(value)) ? value : moment(value)]
  return [say('details', key), word(value)]
}

// Of places, the same names say other things.
function placesOf(key: string, value: string, { say, moment }: Pick<Words, 'say' | 'moment'>): [name: string, value: string] {
  const name = say('details', key === 'number' ? 'figure' : key)
  const told = say('stockChannels', value)
  if (told !== value) return [name, told]
  return [name, /^\d{4}-\d\d-\d\dT/.test(value) ? moment(value) : value]
}
