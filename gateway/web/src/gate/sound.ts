// What a verdict sounds and feels like. The three differ in number, so that nobody has
// to hear how high they are.
import type { Verdict } from './rules'

const TONES: Record<Verdict, [hertz: number, ms: number][]> = {
  admit: [[880, 90], [1320, 160]],
  wait: [[560, 420]],
  refuse: [[220, 160], [220, 160], [220, 260]],
}
const BUZZES: Record<Verdict, number[]> = { admit: [90], wait: [220, 90, 220], refuse: [420, 110, 420] }

let context: AudioContext | undefined

/** Sounds may begin only after somebody has touched the page. */
export function wakeSound(): void {
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume()
}

/** A page that nobody has touched since it was loaded may not shake the phone, and is told off for trying. */
function shake(pattern: number | number[]): void {
  if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.(pattern)
}

export function tell(verdict: Verdict): void {
  shake(BUZZES[verdict])
  if (!context || context.state !== 'running') return
  let at = context.currentTime
  for (const [hertz, ms] of TONES[verdict]) {
    const tone = context.createOscillator()
    const loud = context.createGain()
    tone.frequency.value = hertz
    tone.type = verdict === 'refuse' ? 'square' : 'sine'
    loud.gain.setValueAtTime(0.0001, at)
    loud.gain.exponentialRampToValueAtTime(0.5, at + 0.01)
    loud.gain.exponentialRampToValueAtTime(0.0001, at + ms / 1000)
    tone.connect(loud).connect(context.destination)
    tone.start(at)
    tone.stop(at + ms / 1000)
    at += ms / 1000 + 0.04
  }
}

export function alarm(): void {
  shake([600, 200, 600, 200, 600])
  if (context?.state === 'running') tell('refuse')
}
