import { describe, expect, it } from 'vitest'
import { floorOf, readAddress, withFigures } from '../src/lib/address'

const estates = [
  { code: 'GX', name: '桂香苑', aliases: ['桂香园', '桂香小区'] },
  { code: 'GXD', name: '桂香苑东区', aliases: [] },
  { code: 'HF', name: '荷风苑', aliases: [] },
]

describe('spoken addresses', () => {
  it.each([
    ['桂香苑12栋2单元501', { estate: 'GX', building: 12, unit: 2, room: '501' }],
    ['桂香苑 12 栋 2 单元 501 室', { estate: 'GX', building: 12, unit: 2, room: '501' }],
    ['我住在桂香园十二号楼二单元五零一', { estate: 'GX', building: 12, unit: 2, room: '501' }],
    ['桂香苑１２－２－５０１', { estate: 'GX', building: 12, unit: 2, room: '501' }],
    ['荷风苑1栋1门2703', { estate: 'HF', building: 1, unit: 1, room: '2703' }],
    ['荷风苑一百零三栋', { estate: 'HF', building: 103 }],
    ['桂香小区12幢', { estate: 'GX', building: 12 }],
    ['桂香苑12栋501', { estate: 'GX', building: 12, room: '501' }],
    ['桂香苑12栋-2-501', { estate: 'GX', building: 12, unit: 2, room: '501' }],
    ['桂香苑', { estate: 'GX' }],
    ['gx-12', { estate: 'GX', building: 12 }],
    ['GX-12-2-501', { estate: 'GX', building: 12, unit: 2, room: '501' }],
  ])('%s', (text, want) => {
    expect(readAddress(text, estates)).toEqual(want)
  })

  it('take the longest name', () => {
    expect(readAddress('桂香苑东区3栋', estates)).toEqual({ estate: 'GXD', building: 3 })
  })

  it('name no estate', () => {
    expect(readAddress('12栋2单元', estates)).toBeUndefined()
    expect(readAddress('', estates)).toBeUndefined()
  })

  it('have numbers in words', () => {
    expect(['二十', '十', '一百一十', '二十一', '五〇一', '幺二'].map(withFigures)).toEqual(['20', '10', '110', '21', '501', '12'])
  })
})

it('a flat is on the floor its number begins with', () => {
  expect(['501', '1203', '2703'].map(floorOf)).toEqual(['5', '12', '27'])
})
