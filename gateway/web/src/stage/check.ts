// Whether a device is fit for the stage, said in words.

/** What a look at a device found. */
export interface Found {
  camera: 'ok' | 'refused' | 'none' | 'busy' | 'unasked'
  width: number
  height: number
  fps: number
  microphone: 'ok' | 'refused' | 'none' | 'unasked'
  level: number // loudest of the last seconds, 0 to 1
  h264: boolean
  layers: number // sizes that this browser can send at once
  secure: boolean
}

export type Verdict = 'good' | 'fair' | 'bad'

/** What is wrong, worst first, by the names of sentences; and what that comes to. */
export function judge(f: Found): { verdict: Verdict; reasons: string[] } {
  const bad: string[] = []
  const fair: string[] = []
  if (!f.secure) bad.push('insecure')
  if (f.camera !== 'ok') bad.push(`camera_${f.camera}`)
  else if (f.height < 480) bad.push('small')
  else if (f.height < 720 || f.width < 1280) fair.push('medium')
  if (f.camera === 'ok' && f.height > f.width) fair.push('upright')
  if (f.camera === 'ok' && f.fps > 0 && f.fps < 20) fair.push('slow')
  if (f.microphone !== 'ok') bad.push(`microphone_${f.microphone}`)
  else if (f.level < 0.01) fair.push('quiet')
  if (!f.h264) bad.push('codec')
  else if (f.layers < 3) fair.push('layers')
  return { verdict: bad.length ? 'bad' : fair.length ? 'fair' : 'good', reasons: [...bad, ...fair] }
}

/** What a refused request for a camera or microphone means. */
export function trouble(err: unknown): 'refused' | 'none' | 'busy' {
  const name = err instanceof DOMException ? err.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy'
  return 'none'
}

/** Whether this browser can send H.264, and in how many sizes at once. Firefox sends one. */
export function codec(): { h264: boolean; layers: number } {
  const kinds = globalThis.RTCRtpSender?.getCapabilities?.('video')?.codecs ?? []
  const h264 = kinds.some((c) => c.mimeType.toLowerCase() === 'video/h264')
  return { h264, layers: h264 && !/firefox/i.test(navigator.userAgent) ? 3 : 1 }
}
