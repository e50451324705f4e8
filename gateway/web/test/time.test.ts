import { describe, expect, it } from 'vitest'
import { lunarInEnglish, ordinal, readLunar } from '../src/lib/lunar'
import { age, bothCalendars, clockRange, clockTime, count, dayKey, daysUntil, remaining, remainingText, solarDay } from '../src/lib/time'

const NOW = Date.parse('2026-11-23T10:00:00+08:00')

describe('dates', () => {
  it('shows both calendars, in both languages', () => {
    expect(bothCalendars('2027-01-31T12:00:00+08:00', '腊月廿四', 'zh', Date.parse('2027-01-10T00:00:00+08:00'))).toBe('1月31日 周日 · 腊月廿四')
    expect(bothCalendars('2027-01-31T12:00:00+08:00', '腊月廿四', 'en', Date.parse('2027-01-10T00:00:00+08:00'))).toBe('Sun 31 Jan · 24th of the 12th lunar month')
    expect(bothCalendars('2027-01-31T12:00:00+08:00', '', 'zh', NOW)).toBe('2027年1月31日 周日')
  })

  it('names the year only when it is another one on the community’s calendar', () => {
    expect(solarDay('2027-01-01T00:30:00+08:00', 'zh', Date.parse('2026-12-31T16:10:00Z'))).toBe('1月1日 周五')
    expect(solarDay('2027-01-01T00:30:00+08:00', 'en', Date.parse('2026-12-31T15:50:00Z'))).toBe('Fri 1 Jan 2027')
  })

  it('reads the wall clock of the community whatever zone the time came in', () => {
    expect(clockTime('2027-02-19T10:30:00Z')).toBe('18:30')
    expect(dayKey('2027-02-18T16:00:00Z')).toBe('2027-02-19')
    expect(clockRange('2027-01-31T16:30:00+08:00', '2027-01-31T18:00:00+08:00')).toBe('16:30–18:00')
    expect(clockRange('2027-01-31T16:30:00+08:00', '2027-01-31T16:30:00+08:00')).toBe('16:30')
  })

  it('counts midnights, not hours', () => {
    expect(daysUntil('2027-01-31T00:10:00+08:00', Date.parse('2027-01-30T23:50:00+08:00'))).toBe(1)
    expect(daysUntil('2027-01-31T23:50:00+08:00', Date.parse('2027-01-31T00:10:00+08:00'))).toBe(0)
    expect(daysUntil('2027-01-31T12:00:00+08:00', NOW)).toBe(69)
  })
})

describe('lunar dates', () => {
  const days = ['初一', '初十', '十一', '十九', '二十', '廿一', '廿九', '三十']
  const numbers = [1, 10, 11, 19, 20, 21, 29, 30]
  it.each(days.map((day, i) => [day, numbers[i]]))('reads %s', (day, n) => {
    expect(readLunar(`腊月${day}`)).toEqual({ month: 12, day: n, leap: false })
  })

  it('reads every month, leap ones too', () => {
    const months = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊']
    expect(months.map((m) => readLunar(`${m}月初一`)?.month)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(readLunar('十一月初三')).toEqual({ month: 11, day: 3, leap: false })
    expect(lunarInEnglish('闰六月初二')).toBe('2nd of the leap 6th lunar month')
  })

  it('leaves what it cannot read as it stands', () => {
    for (const text of ['除夕', '腊月', '腊月卅一', '腊月初', '某月初一', '']) {
      expect(readLunar(text), text).toBeUndefined()
      expect(lunarInEnglish(text)).toBe(text)
    }
  })

  it('knows which numbers are not "th"', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 30].map(ordinal)).toEqual(['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '22nd', '23rd', '30th'])
  })
})

describe('ages and waits', () => {
  it('says how old a figure is', () => {
    expect([0, 1999, 3000, 59_999, 60_000, 3_600_000, 86_400_000].map((ms) => age(ms, 'zh'))).toEqual([
      '刚刚', '刚刚', '3 秒前', '59 秒前', '1 分钟前', '1 小时前', '1 天前',
    ])
    expect(age(-5000, 'en')).toBe('just now')
    expect([age(60_000, 'en'), age(120_000, 'en')]).toEqual(['1 minute ago', '2 minutes ago'])
  })

  it('reaches zero with the moment and not before', () => {
    const at = '2027-02-06T20:00:00+08:00'
    const t = Date.parse(at)
    expect(remaining(at, t - 1)).toMatchObject({ seconds: 1, over: false })
    expect(remaining(at, t)).toMatchObject({ seconds: 0, over: true })
    expect(remaining(at, t + 5000).over).toBe(true)
    expect(remaining(at, t - ((75 * 24 + 9) * 3600 + 61) * 1000)).toEqual({ days: 75, hours: 9, minutes: 1, seconds: 1, over: false })
  })

  it('says what is left in the units that matter', () => {
    const left = (seconds: number) => remaining(seconds * 1000, 0)
    expect(remainingText(left(3 * 86400 + 4 * 3600), 'zh')).toBe('3 天 4 小时')
    expect(remainingText(left(86400), 'en')).toBe('1 day 0 hours')
    expect(remainingText(left(4 * 3600 + 12 * 60), 'zh')).toBe('4 小时 12 分')
    expect(remainingText(left(3599), 'zh')).toBe('59:59')
  })

  it('groups thousands', () => {
    expect([0, 999, 1234, 1234567].map(count)).toEqual(['0', '999', '1,234', '1,234,567'])
  })
})
