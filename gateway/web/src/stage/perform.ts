// Somebody on the stage: their camera and microphone into the room, the director's
// voice and the other pictures out of it.
import type { LocalAudioTrack, LocalVideoTrack, RemoteTrack, Room } from 'livekit-client'
import { onScopeDispose, ref, shallowRef } from 'vue'
import { post } from '../api/send'
import type { StageToken } from '../api/control'
import { Trouble } from '../api/trouble'

export type Part = 'host' | 'performer' | 'branch'
export type Standing = 'out' | 'entering' | 'on' | 'again' | 'elsewhere'

// Three sizes of one picture, each half of the next, as the public's stream has them.
const best = { width: 1280, height: 720, bitrate: 2_500_000 }
const sizes = [
  { width: 320, height: 180, bitrate: 200_000 },
  { width: 640, height: 360, bitrate: 700_000 },
]
const FPS = 30

export function usePerforming() {
  const standing = ref<Standing>('out')
  const trouble = shallowRef<Trouble>()
  const camera = shallowRef<LocalVideoTrack>()
  const microphone = shallowRef<LocalAudioTrack>()
  const others = shallowRef<{ identity: string; track: RemoteTrack }[]>([])
  const spoken = ref(false) // the director speaks
  const muted = ref(false)
  const quality = ref('')
  let room: Room | undefined
  let wanted: { room: string; part: Part } | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  async function open(): Promise<void> {
    if (camera.value && microphone.value) return
    const kit = await import('livekit-client')
    camera.value ??= await kit.createLocalVideoTrack({ resolution: { width: best.width, height: best.height, frameRate: FPS } })
    microphone.value ??= await kit.createLocalAudioTrack({ echoCancellation: true, noiseSuppression: true, autoGainControl: true })
  }

  /** Comes onto the stage and stays there, whatever the network does, until [leave]. */
  async function enter(name: string, part: Part): Promise<void> {
    wanted = { room: name, part }
    clearTimeout(again)
    const mine = ++turn
    await partWith()
    standing.value = 'entering'
    try {
      const kit = await import('livekit-client')
      const pass = await post<StageToken>(`/v1/stages/${encodeURIComponent(name)}/tokens`, { role: part })
      if (mine !== turn) return
      const layer = (s: typeof best) => new kit.VideoPreset(s.width, s.height, s.bitrate, FPS)
      const r = new kit.Room({ adaptiveStream: true, dynacast: false, stopLocalTrackOnUnpublish: false })
      room = r
      r.on(kit.RoomEvent.TrackSubscribed, (track, publication, who) => {
        if (track.kind === kit.Track.Kind.Audio && who.identity.startsWith('director-')) hear(track)
        else if (publication.source === kit.Track.Source.Camera) others.value = [...others.value, { identity: who.identity, track }]
      })
      r.on(kit.RoomEvent.TrackUnsubscribed, (track) => {
        track.detach().forEach((element) => element.remove())
        others.value = others.value.filter((o) => o.track !== track)
        spoken.value = document.querySelector('audio[data-talk]') !== null
      })
      r.on(kit.RoomEvent.ConnectionQualityChanged, (q, who) => {
        if (who.isLocal) quality.value = q
      })
      r.on(kit.RoomEvent.Reconnecting, () => (standing.value = 'again'))
      r.on(kit.RoomEvent.Reconnected, () => (standing.value = 'on'))
      r.on(kit.RoomEvent.Disconnected, (why) => {
        if (room !== r) return
        // Somebody who came in elsewhere under the same name, or was shown out, is not to fight over it.
        if (why === kit.DisconnectReason.DUPLICATE_IDENTITY || why === kit.DisconnectReason.PARTICIPANT_REMOVED) {
          wanted = undefined
          standing.value = 'elsewhere'
        } else comeBack()
      })
      await r.connect(pass.url, pass.token)
      await open()
      if (mine !== turn) return
      await r.localParticipant.publishTrack(camera.value!, {
        source: kit.Track.Source.Camera, videoCodec: 'h264', simulcast: true, backupCodec: false, degradationPreference: 'maintain-resolution',
        videoEncoding: { maxBitrate: best.bitrate, maxFramerate: FPS }, videoSimulcastLayers: sizes.map(layer),
      })
      await r.localParticipant.publishTrack(microphone.value!, { source: kit.Track.Source.Microphone, red: false, dtx: false })
      standing.value = 'on'
      trouble.value = undefined
    } catch (err) {
      if (mine !== turn) return
      if (err instanceof Trouble) trouble.value = err
      comeBack()
    }
  }

  // The library tries for a while by itself; when it has given up, one comes in anew.
  function comeBack(): void {
    others.value = []
    if (!wanted) return
    standing.value = 'again'
    clearTimeout(again)
    again = setTimeout(() => wanted && void enter(wanted.room, wanted.part), 2000)
  }

  function hear(track: RemoteTrack): void {
    const element = track.attach() as HTMLAudioElement
    element.dataset.talk = ''
    element.hidden = true
    document.body.append(element)
    spoken.value = true
  }

  async function mute(on: boolean): Promise<void> {
    muted.value = on
    await (on ? microphone.value?.mute() : microphone.value?.unmute())
  }

  async function partWith(): Promise<void> {
    const r = room
    room = undefined
    others.value = []
    document.querySelectorAll('audio[data-talk]').forEach((element) => element.remove())
    spoken.value = false
    await r?.disconnect(false)
  }

  async function leave(): Promise<void> {
    wanted = undefined
    turn++
    clearTimeout(again)
    await partWith()
    standing.value = 'out'
  }

  onScopeDispose(async () => {
    await leave()
    camera.value?.stop()
    microphone.value?.stop()
  })
  return { standing, trouble, camera, microphone, others, spoken, muted, quality, open, enter, leave, mute }
}
