// Addresses as people write and say them: 桂香苑12栋2单元501, 桂香园十二号楼, 12-2-501.
// The server knows which addresses there are; this only finds one's way there.

/** An estate, as far as its names matter. */
export interface NamedEstate {
  code: string
  name: string
  aliases: readonly string[]
}

export interface SpokenAddress {
  estate: string
  building?: number
  unit?: number
  room?: string
}

const DIGITS = '零一二三四五六七八九'

/** 十二 and 一百零三 as figures; 五零一, read out digit by digit, too. Whatever is no number stays. */
export function withFigures(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[〇○Ｏ]/g, '零')
    .replace(/幺/g, '一')
    .replace(/两/g, '二')
    .replace(/[零一二三四五六七八九十百]+/g, (word) => String(figure(word)))
}

function figure(word: string): number | string {
  if (!/[十百]/.test(word)) return [...word].map((digit) => DIGITS.indexOf(digit)).join('')
  let total = 0
  let digit = 0
  for (const sign of word) {
    const value = DIGITS.indexOf(sign)
    if (value >= 0) digit = value
    else {
      total += (digit || (sign === '百' ? 0 : 1)) * (sign === '百' ? 100 : 10)
      digit = 0
    }
  }
  return total + digit
}

const BUILDING = /^\D*?(\d{1,4})\s*(?:号楼|栋|幢|座|楼|号|#)/
const UNIT = /^\D*?(\d{1,2})\s*(?:单元|门|梯|unit)/i
const ROOM = /^\D*?(\d{3,4})\s*(?:室|房|号|户)?/

/**
 * Finds the estate by any of its names, and after it as much of building, unit and
 * flat as is written. Undefined when no estate is named.
 */
export function readAddress(text: string, estates: readonly NamedEstate[]): SpokenAddress | undefined {
  const plain = text.normalize('NFKC').replace(/\s+/g, '')
  const names = estates.flatMap((estate) => [estate.name, ...estate.aliases, estate.code].map((name) => ({ name, code: estate.code })))
  // The longest name that fits: 桂香苑东区 is not 桂香苑.
  const found = names
    .map(({ name, code }) => ({ name, code, place: plain.toLowerCase().indexOf(name.toLowerCase()) }))
    .filter(({ name, place }) => place >= 0 && name !== '')
    .sort((a, b) => b.name.length - a.name.length)[0]
  if (!found) return undefined
  const rest = withFigures(plain.slice(found.place + found.name.length)).replace(/^[-－—、,，的]+/, '')
  return { estate: found.code, ...readNumbers(rest) }
}

// 12-2-501 and 12栋2单元501 both, and each with its end missing.
function readNumbers(text: string): Omit<SpokenAddress, 'estate'> {
  const plain = /^(\d{1,4})(?:[-－—/.](\d{1,2}))?(?:[-－—/.](\d{3,4}))?$/.exec(text)
  if (plain) {
    const [, building, unit, room] = plain
    return { building: Number(building), ...(unit ? { unit: Number(unit) } : {}), ...(room ? { room } : {}) }
  }
  const out: Omit<SpokenAddress, 'estate'> = {}
  let rest = text
  const take = (pattern: RegExp) => {
    const hit = pattern.exec(rest)
    if (hit) rest = rest.slice(hit[0].length)
    return hit?.[1]
  }
  const building = take(BUILDING)
  if (building === undefined) return out
  out.building = Number(building)
  const unit = take(UNIT)
  if (unit !== undefined) out.unit = Number(unit)
  const dashed = unit === undefined ? /^[-－—/](\d{1,2})[-－—/](?=\d{3})/.exec(rest) : null
  if (dashed) {
    out.unit = Number(dashed[1])
    rest = rest.slice(dashed[0].length)
  }
  const room = take(ROOM)
  if (room !== undefined) out.room = room
  return out
}

/** The floor a flat is on, by its number as it is written on the door: 501 is 5, 2703 is 27. */
export function floorOf(room: string): string {
  return room.replace(/\D/g, '').slice(0, -2) || room
}
