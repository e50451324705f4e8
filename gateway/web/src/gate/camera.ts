// The camera of a gate: pictures go to the decoder one at a time, the next as soon as
// it has done with the last.
import { onScopeDispose, ref, shallowRef } from 'vue'
import decoder from 'zxing-wasm/reader/zxing_reader.wasm?url'

/** What is looked at: the middle of the picture, so large. */
const SIDE = 720
/** A code counts as new when it was out of sight for so long. */
const SAME = 2_500

export type CameraState = 'off' | 'starting' | 'on' | 'denied' | 'none' | 'failed'

/** Reads codes and tells found, which says whether it took this one; what it did not take is told again. */
export function useCamera(found: (text: string, from: number) => boolean) {
  const state = ref<CameraState>('off')
  const torch = ref<boolean>()
  const stream = shallowRef<MediaStream>()
  const video = shallowRef<HTMLVideoElement>()
  const canvas = document.createElement('canvas')
  let worker: Worker | undefined
  let busy = false
  let before = { text: '', at: 0 }
  let frame = 0

  async function decode(): Promise<Worker> {
    if (worker) return worker
    const made = new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module' })
    const binary = await (await fetch(decoder)).arrayBuffer()
    await new Promise<void>((resolve, reject) => {
      made.onmessage = () => resolve()
      made.onerror = () => reject(new Error('no decoder'))
      made.postMessage({ decoder: binary }, [binary])
    })
    made.onmessage = ({ data }: MessageEvent<{ text?: string; from: number }>) => {
      busy = false
      if (!data.text) return
      const now = performance.now()
      const same = data.text === before.text && now - before.at < SAME
      if (same || found(data.text, data.from)) before = { text: data.text, at: now }
    }
    return (worker = made)
  }

  function look(): void {
    const v = video.value
    if (state.value === 'on' && v && !busy && v.readyState >= v.HAVE_CURRENT_DATA && v.videoWidth > 0) {
      const side = Math.min(v.videoWidth, v.videoHeight)
      const size = Math.min(SIDE, side)
      canvas.width = canvas.height = size
      const pen = canvas.getContext('2d', { willReadFrequently: true })!
      pen.drawImage(v, (v.videoWidth - side) / 2, (v.videoHeight - side) / 2, side, side, 0, 0, size, size)
      const picture = pen.getImageData(0, 0, size, size)
      busy = true
      worker?.postMessage({ picture, from: performance.now() }, [picture.data.buffer])
    }
    frame = requestAnimationFrame(look)
  }

  async function start(): Promise<void> {
    if (state.value === 'on' || state.value === 'starting') return
    state.value = 'starting'
    try {
      await decode()
      const got = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
      })
      stream.value = got
      const [track] = got.getVideoTracks()
      const can = track?.getCapabilities?.() as { torch?: boolean } | undefined
      torch.value = can?.torch ? false : undefined
      if (track) track.onended = stop
      state.value = 'on'
      cancelAnimationFrame(frame)
      look()
    } catch (err) {
      const name = err instanceof DOMException ? err.name : ''
      state.value = name === 'NotAllowedError' ? 'denied' : name === 'NotFoundError' || !navigator.mediaDevices ? 'none' : 'failed'
    }
  }

  function stop(): void {
    cancelAnimationFrame(frame)
    stream.value?.getTracks().forEach((track) => track.stop())
    stream.value = undefined
    if (state.value === 'on') state.value = 'off'
  }

  async function light(): Promise<void> {
    const [track] = stream.value?.getVideoTracks() ?? []
    const on = !torch.value
    await track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] })
    torch.value = on
  }

  onScopeDispose(() => {
    stop()
    worker?.terminate()
  })
  return { state, torch, stream, video, start, stop, light }
}
