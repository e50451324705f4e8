import { lunarInEnglish } from './lunar'

export type Lang = 'zh' | 'en'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const WEEKDAYS = { zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'], en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] }
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

// The community's wall clock. China has kept one zone without summer time since
// 1992, so the fields can be read off a shifted date, the same in every browser
// and wherever the visitor is.
function wall(time: number | string): Date {
  const at = typeof time === 'string' ? Date.parse(time) : time
  return new Date(at + 8 * HOUR)
}

const two = (n: number) => String(n).padStart(2, '0')

/** "1月31日 周日" or "Sun 31 Jan"; with the year when it is not this one. */
export function solarDay(time: string, lang: Lang, now: number): string {
  const d = wall(time)
  const [year, month, date] = [d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate()]
  const weekday = WEEKDAYS[lang][d.getUTCDay()]
  const other = year !== wall(now).getUTCFullYear()
  if (lang === 'zh') return `${other ? `${year}年` : ''}${month + 1}月${date}日 ${weekday}`
  return `${weekday} ${date} ${MONTHS[month]}${other ? ` ${year}` : ''}`
}

/** The lunar date as it is said in the language. */
export function lunarDay(lunar: string, lang: Lang): string {
  return lang === 'zh' ? lunar : lunarInEnglish(lunar)
}

/** Both calendars: "1月31日 周日 · 腊月廿四". */
export function bothCalendars(time: string, lunar: string, lang: Lang, now: number): string {
  const solar = solarDay(time, lang, now)
  return lunar ? `${solar} · ${lunarDay(lunar, lang)}` : solar
}

/** "16:30", on the community's clock. */
export function clockTime(time: string | number): string {
  const d = wall(time)
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`
}

/** "16:30–18:00", or only the start when there is no end after it. */
export function clockRange(starts: string, ends?: string): string {
  if (!ends || Date.parse(ends) <= Date.parse(starts)) return clockTime(starts)
  return `${clockTime(starts)}–${clockTime(ends)}`
}

/** From when until when: on one day with both its hours, over several with both their days. */
export function spanOfDays(starts: string, ends: string, lunar: string, lang: Lang, now: number): string {
  const first = bothCalendars(starts, lunar, lang, now)
  if (dayKey(starts) === dayKey(ends)) return `${first} ${clockRange(starts, ends)}`
  return `${first} ${clockTime(starts)} – ${solarDay(ends, lang, now)} ${clockTime(ends)}`
}

/** "2027-01-31" on the community's clock: what groups the sessions of one day. */
export function dayKey(time: string): string {
  return wall(time).toISOString().slice(0, 10)
}

/** How old a figure is, in words: "刚刚", "3 秒前". Never negative. */
export function age(ms: number, lang: Lang): string {
  if (ms < 2 * SECOND) return lang === 'zh' ? '刚刚' : 'just now'
  const [n, zh, en] =
    ms < MINUTE
      ? [Math.floor(ms / SECOND), '秒', 'second']
      : ms < HOUR
        ? [Math.floor(ms / MINUTE), '分钟', 'minute']
        : ms < DAY
          ? [Math.floor(ms / HOUR), '小时', 'hour']
          : [Math.floor(ms / DAY), '天', 'day']
  return lang === 'zh' ? `${n} ${zh}前` : `${n} ${en}${n === 1 ? '' : 's'} ago`
}

export interface Remaining {
  days: number
  hours: number
  minutes: number
  seconds: number
  /** Nothing is left: the moment has come. */
  over: boolean
}

/** What is left until a moment. Rounded up, so that it reaches zero with the moment and not before. */
export function remaining(until: string | number, now: number): Remaining {
  const at = typeof until === 'string' ? Date.parse(until) : until
  const left = Math.max(0, Math.ceil((at - now) / SECOND))
  return {
    days: Math.floor(left / 86400),
    hours: Math.floor((left % 86400) / 3600),
    minutes: Math.floor((left % 3600) / 60),
    seconds: left % 60,
    over: left === 0,
  }
}

/** "3 天 4 小时", "4 小时 12 分", "11:59": two units while it is far, a clock in the last hour. */
export function remainingText(r: Remaining, lang: Lang): string {
  const unit = (n: number, zh: string, en: string) => (lang === 'zh' ? `${n} ${zh}` : `${n} ${en}${n === 1 ? '' : 's'}`)
  if (r.days > 0) return `${unit(r.days, '天', 'day')} ${unit(r.hours, '小时', 'hour')}`
  if (r.hours > 0) return `${unit(r.hours, '小时', 'hour')} ${unit(r.minutes, '分', 'minute')}`
  return `${two(r.minutes)}:${two(r.seconds)}`
}

/** Midnights between now and the moment on the community's calendar: what people call "还有几天". */
export function daysUntil(time: string, now: number): number {
  return Math.round((Date.parse(dayKey(time)) - Date.parse(wall(now).toISOString().slice(0, 10))) / DAY)
}

/** "1,234" in both languages. */
export function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',')
}
