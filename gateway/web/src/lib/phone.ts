/**
 * The eleven digits of a mobile number as people type it: spaces, dashes and
 * brackets between them, +86 or 0086 in front, full-width digits. Undefined when
 * it is not one. The server decides; this only spares a round trip.
 */
export function readPhone(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/[\s\-–.()]/g, '')
  return /^(?:\+?86|0086)?(1\d{10})$/.exec(plain)?.[1]
}

/** Groups for reading: 154 0000 0001. */
export function spacedPhone(digits: string): string {
  return digits.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3')
}

/** The digits of a code as typed, however spaced or wide; undefined when there is anything else. */
export function readCode(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/[\s-]/g, '')
  return /^\d{4,8}$/.test(plain) ? plain : undefined
}

/** A booking code in groups of four, as it is read aloud. */
export function spacedCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ')
}

/** Place numbers with runs drawn together: [3,4,5,9] is "3–5、9". */
export function placeRuns(places: readonly number[], comma: string): string {
  const runs: [number, number][] = []
  for (const place of [...places].sort((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last && place === last[1] + 1) last[1] = place
    else runs.push([place, place])
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(comma)
}
