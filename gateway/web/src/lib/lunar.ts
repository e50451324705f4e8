// The server writes lunar dates the way people say them, 腊月廿四. Here they are
// only read, to say the same thing in English; no calendar is computed.

const MONTHS = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊']
const ALIASES: Record<string, number> = { 一: 1, 十一: 11, 十二: 12 }
const DIGITS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

export interface LunarDay {
  month: number
  day: number
  leap: boolean
}

/** Reads 腊月廿四 or 闰六月初一; undefined when it is not such a date. */
export function readLunar(text: string): LunarDay | undefined {
  const found = /^(闰?)(.{1,2})月(初|十|廿|二十|三十|卅)(.?)$/u.exec(text.trim())
  if (!found) return undefined
  const [, leap, name = '', tens = '', unit = ''] = found
  const month = MONTHS.indexOf(name) + 1 || ALIASES[name]
  const day = readDay(tens, unit)
  return month && day ? { month, day, leap: leap !== '' } : undefined
}

function readDay(tens: string, unit: string): number | undefined {
  const ones = DIGITS.indexOf(unit) + 1
  if (unit !== '' && ones === 0) return undefined
  switch (tens) {
    case '初':
      return ones || undefined
    case '十': // 十 alone is not written for a day; 初十 is
      return ones > 0 && ones < 10 ? 10 + ones : undefined
    case '廿':
      return ones < 10 ? 20 + ones : undefined
    case '二十':
      return ones === 0 ? 20 : undefined
    default:
      return ones === 0 ? 30 : undefined
  }
}

/** "24th of the 12th lunar month"; the text itself when it cannot be read. */
export function lunarInEnglish(text: string): string {
  const date = readLunar(text)
  if (!date) return text
  return `${ordinal(date.day)} of the ${date.leap ? 'leap ' : ''}${ordinal(date.month)} lunar month`
}

export function ordinal(n: number): string {
  const tail = n % 100 >= 11 && n % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${n}${tail}`
}
