import { describe, expect, it } from 'vitest'
import { findSettings, settings } from '../src/resident/settings'

const found = (query: string) => findSettings(query).map((setting) => setting.key)

describe('looking for a setting', () => {
  it.each(['长辈版', '关爱版', '关怀版', '亲情版', '老年版', '大字版', 'elder', 'Senior', 'large print', 'Large-Print', ' 关 爱 版 ', '我要换成老年版', '字太小看不清'])('%s is the elder mode', (query) => {
    expect(found(query)).toContain('elder')
  })

  it('finds the others by what people call them', () => {
    expect(found('换号')).toEqual(['phone'])
    expect(found('注销')).toEqual(['data'])
    expect(found('手机丢了')).toContain('devices')
    expect(found('2FA')).toEqual(['second'])
  })

  it('shows all of them when nothing is typed, and none for what is no setting', () => {
    expect(findSettings('  ')).toEqual([...settings])
    expect(findSettings('藕汤')).toEqual([])
  })

  it('knows the name on the page too', () => {
    expect(findSettings('看着舒服', (key) => (key === 'elder' ? '怎么看着舒服' : '')).map((s) => s.key)).toEqual(['elder'])
  })
})
