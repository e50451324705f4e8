import { describe, expect, it } from 'vitest'
import { onstage } from '../src/i18n/onstage.zh'
import { judge, trouble, type Found } from '../src/stage/check'

const fit: Found = { camera: 'ok', width: 1280, height: 720, fps: 30, microphone: 'ok', level: 0.1, h264: true, layers: 3, secure: true }

describe('a device', () => {
  const cases: [string, Partial<Found>, string, string[]][] = [
    ['that is fit', {}, 'good', []],
    ['without a camera', { camera: 'none' }, 'bad', ['camera_none']],
    ['whose camera is refused, and its microphone', { camera: 'refused', microphone: 'refused' }, 'bad', ['camera_refused', 'microphone_refused']],
    ['with a small picture', { width: 640, height: 480 }, 'fair', ['medium']],
    ['with hardly a picture', { width: 320, height: 240 }, 'bad', ['small']],
    ['that stands upright', { width: 720, height: 1280 }, 'fair', ['medium', 'upright']],
    ['in the dark', { fps: 12 }, 'fair', ['slow']],
    ['that is silent', { level: 0 }, 'fair', ['quiet']],
    ['that cannot send H.264', { h264: false }, 'bad', ['codec']],
    ['that sends one size', { layers: 1 }, 'fair', ['layers']],
    ['at an address that is not encrypted', { secure: false, camera: 'none' }, 'bad', ['insecure', 'camera_none']],
    ['that is bad in one thing and fair in another', { microphone: 'none', fps: 10 }, 'bad', ['microphone_none', 'slow']],
  ]
  it.each(cases)('%s', (_name, change, verdict, reasons) => {
    expect(judge({ ...fit, ...change })).toEqual({ verdict, reasons })
  })

  it('has a sentence for everything that can be wrong', () => {
    for (const [, change] of cases) for (const reason of judge({ ...fit, ...change }).reasons) expect(onstage.reason).toHaveProperty(reason)
    for (const camera of ['refused', 'none', 'busy', 'unasked']) expect(onstage.reason).toHaveProperty(`camera_${camera}`)
    for (const microphone of ['refused', 'none', 'unasked']) expect(onstage.reason).toHaveProperty(`microphone_${microphone}`)
  })

  it('is told what a refusal means', () => {
    expect(['NotAllowedError', 'NotReadableError', 'NotFoundError'].map((name) => trouble(new DOMException('', name)))).toEqual(['refused', 'busy', 'none'])
    expect(trouble(new Error('x'))).toBe('none')
  })
})
