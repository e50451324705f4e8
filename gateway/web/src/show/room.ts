// The stage as a director sees it. The library comes when a room is entered.
import type { RemoteParticipant, RemoteTrack, Room } from 'livekit-client'
import { onScopeDispose, ref, shallowRef, triggerRef } from 'vue'
import type { StageToken } from '../api/control'

/** Somebody on the stage, as it reaches this screen. */
export interface Seen {
  identity: string
  picture?: RemoteTrack
  level: number // of the sound, 0 to 1
  rate: number // bits a second of the picture
  loss: number // share of packets that never came, lately
}

interface Counted {
  bytes: number
  lost: number
  came: number
  at: number
}

export type RoomState = 'off' | 'joining' | 'on' | 'again' | 'failed'

export function useStageRoom(enter: () => Promise<StageToken>) {
  const seen = shallowRef(new Map<string, Seen>())
  const state = ref<RoomState>('off')
  const listening = ref(false)
  const talking = ref(false)
  const counted = new Map<string, Counted>()
  let room: Room | undefined
  let measuring: ReturnType<typeof setInterval> | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let left = false
  let turn = 0 // of entering; a later one makes an earlier one void

  const known = (who: RemoteParticipant): Seen => {
    const one = seen.value.get(who.identity) ?? { identity: who.identity, level: 0, rate: 0, loss: 0 }
    seen.value.set(who.identity, one)
    return one
  }

  async function join(): Promise<void> {
    clearTimeout(again)
    const mine = ++turn
    await leave()
    left = false
    state.value = 'joining'
    try {
      const [kit, pass] = await Promise.all([import('livekit-client'), enter()])
      if (left || mine !== turn) return
      const r = new kit.Room({ adaptiveStream: true, dynacast: false, disconnectOnPageLeave: true })
      room = r
      r.on(kit.RoomEvent.TrackSubscribed, (track, publication, who) => {
        if (publication.source === kit.Track.Source.Camera) known(who).picture = track
        else if (track.kind === kit.Track.Kind.Audio) hear(track)
        triggerRef(seen)
      })
      r.on(kit.RoomEvent.TrackUnsubscribed, (track, _publication, who) => {
        track.detach().forEach((element) => element.remove())
        const one = seen.value.get(who.identity)
        if (one?.picture === track) one.picture = undefined
        triggerRef(seen)
      })
      r.on(kit.RoomEvent.ParticipantDisconnected, (who) => {
        seen.value.delete(who.identity)
        triggerRef(seen)
      })
      r.on(kit.RoomEvent.Reconnecting, () => (state.value = 'again'))
      r.on(kit.RoomEvent.Reconnected, () => (state.value = 'on'))
      r.on(kit.RoomEvent.Disconnected, () => {
        if (room === r) comeBack()
      })
      await r.connect(pass.url, pass.token)
      state.value = 'on'
      measuring = setInterval(() => void measure(r), 1000)
    } catch {
      if (mine === turn && !left) comeBack()
    }
  }

  // The library tries for a while by itself; when it has given up, one begins anew.
  function comeBack(): void {
    clearInterval(measuring)
    seen.value = new Map()
    if (left) return
    state.value = 'failed'
    clearTimeout(again)
    again = setTimeout(() => void join(), 3000)
  }

  function hear(track: RemoteTrack): void {
    const element = track.attach() as HTMLAudioElement
    element.muted = !listening.value
    element.dataset.stage = 'sound'
    element.hidden = true
    document.body.append(element)
  }

  function listen(on: boolean): void {
    listening.value = on
    document.querySelectorAll<HTMLAudioElement>('audio[data-stage]').forEach((element) => (element.muted = !on))
  }

  async function talk(on: boolean): Promise<void> {
    talking.value = on
    await room?.localParticipant.setMicrophoneEnabled(on, undefined, { red: false, dtx: false })
  }

  async function measure(r: Room): Promise<void> {
    for (const who of r.remoteParticipants.values()) {
      const one = known(who)
      one.level = who.audioLevel
      const report = await one.picture?.getRTCStatsReport()
      report?.forEach((row: { type: string; bytesReceived?: number; packetsLost?: number; packetsReceived?: number; timestamp: number }) => {
        if (row.type !== 'inbound-rtp' || row.bytesReceived === undefined) return
        const now = { bytes: row.bytesReceived, lost: row.packetsLost ?? 0, came: row.packetsReceived ?? 0, at: row.timestamp }
        const before = counted.get(who.identity)
        counted.set(who.identity, now)
        if (!before || now.at <= before.at || now.bytes < before.bytes) return
        one.rate = ((now.bytes - before.bytes) * 8000) / (now.at - before.at)
        const lost = Math.max(0, now.lost - before.lost)
        one.loss = lost / Math.max(1, lost + now.came - before.came)
      })
    }
    triggerRef(seen)
  }

  async function leave(): Promise<void> {
    left = true
    clearTimeout(again)
    clearInterval(measuring)
    const r = room
    room = undefined
    seen.value = new Map()
    state.value = 'off'
    document.querySelectorAll('audio[data-stage]').forEach((element) => element.remove())
    await r?.disconnect()
  }

  onScopeDispose(() => void leave())
  return { seen, state, listening, talking, join, leave, listen, talk }
}
