import type Hls from 'hls.js'
import type { ErrorData, HlsConfig } from 'hls.js'
import { pace } from './pace'

/** Where a player stands, for the page to show. */
export interface Standing {
  /** Programme time of the picture being shown, in milliseconds since 1970; undefined before there is one. */
  at?: number
  /** How far behind the newest picture that is, in seconds. */
  behind: number
  /** Height of the picture, 0 for sound alone. */
  height: number
  /** The address in use, as an index into the channel's lines. */
  line: number
  /** The address that failed, while another plays in its place. */
  failed?: number
  state: 'starting' | 'playing' | 'paused' | 'waiting' | 'lost'
}

export type Quality = 'auto' | 'sound' | number

/** Seconds behind the newest picture that count as live. */
export const LIVE = 15

const PLAIN = 'index.m3u8'
const QUICK = 'quick.m3u8'

/** Seconds behind the newest picture at which live is taken up anew. */
const MAX_BEHIND = 40
/** Where it is taken up, in seconds behind the newest picture. */
const BEGIN = 7

/**
 * With parts a player that was held up comes back: a little by playing faster, which
 * nobody hears, and by a jump when it is further behind than that mends. Without either
 * it would stay as late as its worst moment was.
 */
const QUICKLY = { sync: 2, most: 8, rate: 1.1 }

const CONFIG: Partial<HlsConfig> = {
  lowLatencyMode: false,
  liveSyncDuration: BEGIN,
  liveMaxLatencyDuration: MAX_BEHIND,
  backBufferLength: 60,
  maxBufferLength: 30,
  capLevelToPlayerSize: true,
}

// With another address to go to nobody waits long for this one.
const patience = { maxTimeToFirstByteMs: 6000, maxLoadTimeMs: 15_000, timeoutRetry: { maxNumRetry: 1, retryDelayMs: 0, maxRetryDelayMs: 0 }, errorRetry: { maxNumRetry: 2, retryDelayMs: 500, maxRetryDelayMs: 2000 } }
const IMPATIENT: Partial<HlsConfig> = { fragLoadPolicy: { default: patience }, playlistLoadPolicy: { default: patience }, manifestLoadPolicy: { default: patience } }

/**
 * Plays a channel in a video element: hls.js where it runs, else what the browser
 * has of its own. When an address fails it goes on with the next one.
 */
export class Watch {
  private hls?: Hls
  private line = 0
  private quality: Quality = 'auto'
  private retry?: ReturnType<typeof setTimeout>
  private fails = 0
  private target?: number
  private closed = false
  private changing = false
  private lost = false
  private broken?: number
  private position = 0

  private readonly video: HTMLVideoElement
  private readonly lines: string[]
  /** The live list: that with parts where the channel has one, until it fails. */
  private live: string
  private list: string

  /** `list` is something that is over, to be played instead of what is live. */
  constructor(video: HTMLVideoElement, lines: string[], list?: string, quick = false) {
    this.video = video
    this.lines = lines
    this.live = quick ? QUICK : PLAIN
    this.list = list ?? this.live
  }

  /** Begins to play; resolves once the player is loaded, not once there is a picture. */
  async start(): Promise<void> {
    const { default: Player } = await import('hls.js')
    if (this.closed) return
    this.video.addEventListener('timeupdate', this.catchUp)
    if (!Player.isSupported()) {
      this.playNatively()
      return
    }
    this.hls = new Player({ ...CONFIG, ...(this.lines.length > 1 ? IMPATIENT : {}), liveDurationInfinity: true })
    this.hls.on(Player.Events.ERROR, (_, data) => this.failed(data, Player))
    this.hls.on(Player.Events.MANIFEST_PARSED, () => this.applyQuality())
    this.hls.on(Player.Events.FRAG_BUFFERED, () => {
      this.fails = 0
      this.lost = false
    })
    this.hls.on(Player.Events.LEVEL_UPDATED, () => this.reach())
    this.hls.attachMedia(this.video)
    for (const change of ['play', 'pause']) this.video.addEventListener(change, this.keepUp)
    this.load()
  }

  close(): void {
    this.closed = true
    clearTimeout(this.retry)
    for (const change of ['play', 'pause']) this.video.removeEventListener(change, this.keepUp)
    this.video.removeEventListener('timeupdate', this.catchUp)
    this.hls?.destroy()
    this.video.removeAttribute('src')
  }

  standing(): Standing {
    const v = this.video
    const at = this.date()
    const state = this.lost ? 'lost' : at === undefined ? 'starting' : v.paused ? 'paused' : v.readyState < 3 ? 'waiting' : 'playing'
    return { at, behind: Math.max(0, this.end() - v.currentTime), height: this.quality === 'sound' ? 0 : v.videoHeight, line: this.line, failed: this.broken === this.line ? undefined : this.broken, state }
  }

  setQuality(quality: Quality): void {
    const sound = (this.quality === 'sound') !== (quality === 'sound')
    this.quality = quality
    if (sound) this.load()
    else this.applyQuality()
  }

  setLine(line: number): void {
    this.line = line % this.lines.length
    this.broken = undefined
    this.stay()
    this.load()
  }

  /** Plays something else that is over, from its beginning. */
  play(list: string): void {
    this.list = list
    this.position = 0
    this.load()
  }

  // What is over goes on at its place when the address changes; live goes on live.
  private stay(): void {
    if (this.recorded()) this.position = this.video.currentTime
  }
  private recorded(): boolean {
    return this.list !== this.live && this.list !== 'dvr.m3u8'
  }

  goLive(): void {
    this.target = undefined
    if (this.list !== this.live) {
      this.list = this.live
      this.load()
    } else {
      this.video.currentTime = Math.max(0, (this.hls?.liveSyncPosition ?? this.end() - BEGIN))
    }
    void this.video.play()
  }

  /** Shows the picture of a programme time, from the longer list where the short one does not reach. */
  goTo(time: number): void {
    this.target = time
    if (this.list !== 'dvr.m3u8') {
      this.list = 'dvr.m3u8'
      this.load()
    } else this.reach()
    void this.video.play()
  }

  private url(): string {
    const base = this.lines[this.line]!
    return new URL(`${base}${this.quality === 'sound' ? 'audio/' : ''}${this.list}`, location.href).href
  }

  private load(): void {
    clearTimeout(this.retry)
    this.changing = false
    this.video.playbackRate = 1
    if (!this.hls) {
      this.playNatively()
      return
    }
    const quick = this.list === QUICK
    this.hls.config.lowLatencyMode = quick
    this.hls.config.liveSyncDuration = quick ? QUICKLY.sync : CONFIG.liveSyncDuration
    this.hls.config.maxLiveSyncPlaybackRate = quick ? QUICKLY.rate : 1
    this.keepUp()
    this.hls.config.startPosition = this.recorded() ? this.position : -1
    this.hls.loadSource(this.url())
    void this.video.play().catch(() => {}) // a browser that allows no start shows its picture paused
  }

  // A picture that was paused stays where it is; played again it is live again.
  private readonly keepUp = (): void => {
    if (!this.hls) return
    const most = this.list === QUICK ? (this.video.paused ? Infinity : QUICKLY.most) : MAX_BEHIND
    this.hls.config.liveMaxLatencyDuration = this.list === this.live ? most : Infinity
  }

  // With parts hls.js does it. A browser's own player does not even jump when it is very far behind.
  private readonly catchUp = (): void => {
    const v = this.video
    if (this.list !== PLAIN || v.paused || v.seeking) return
    const behind = this.hls ? this.hls.latency : this.end() - v.currentTime
    if (!this.hls && behind > MAX_BEHIND) v.currentTime = this.end() - BEGIN
    const { buffered } = v
    const rate = pace({ behind, ready: buffered.length ? buffered.end(buffered.length - 1) - v.currentTime : 0, rate: v.playbackRate })
    if (rate !== v.playbackRate) v.playbackRate = rate
  }

  private playNatively(): void {
    if (!this.video.canPlayType('application/vnd.apple.mpegurl')) throw new Error('this browser plays no live streams')
    this.video.src = this.url()
    this.video.onerror = () => this.next()
    void this.video.play().catch(() => {})
  }

  /** Programme time of the picture that is shown. */
  private date(): number | undefined {
    const at = this.hls?.playingDate?.getTime()
    if (at !== undefined) return at
    const start = (this.video as { getStartDate?: () => Date }).getStartDate?.().getTime()
    return start && !Number.isNaN(start) ? start + this.video.currentTime * 1000 : undefined
  }

  private end(): number {
    const { seekable } = this.video
    const edge = this.hls?.latestLevelDetails?.edge
    return edge ?? (seekable.length ? seekable.end(seekable.length - 1) : 0)
  }

  /** Seeks to the target once the list that holds it is there. */
  private reach(): void {
    const fragments = this.hls?.latestLevelDetails?.fragments
    if (this.target === undefined || !fragments?.length) return
    const found = fragments.findLast((f) => (f.programDateTime ?? Infinity) <= this.target!) ?? fragments[0]!
    const into = found.programDateTime ? (this.target - found.programDateTime) / 1000 : 0
    const position = found.start + Math.min(Math.max(0, into), found.duration)
    this.target = undefined
    // Before anything is loaded hls.js begins where it likes unless it is told.
    if (this.video.buffered.length) this.video.currentTime = position
    else this.hls!.startLoad(position)
  }

  private applyQuality(): void {
    if (!this.hls || this.quality === 'sound') return
    const height = this.quality
    this.hls.nextLevel = height === 'auto' ? -1 : this.hls.levels.findIndex((level) => level.height === height)
  }

  private failed(data: ErrorData, Player: typeof Hls): void {
    // What fails of an address that is being left says nothing of the next one.
    if (!data.fatal || !this.hls || this.changing) return
    if (data.type === Player.ErrorTypes.MEDIA_ERROR && this.fails++ < 3) {
      this.hls.recoverMediaError()
      return
    }
    this.next()
  }

  /** Goes on with the next address: at once while there is another, then ever more slowly. */
  private next(): void {
    this.fails++
    if (this.list === QUICK) {
      // Whatever is wrong with it, the plain one shows the same.
      this.list = this.live = PLAIN
      this.load()
      return
    }
    this.broken = this.line
    this.stay()
    this.line = (this.line + 1) % this.lines.length
    const rounds = Math.floor(this.fails / this.lines.length)
    this.lost = rounds > 0
    clearTimeout(this.retry)
    this.changing = true
    this.retry = setTimeout(() => !this.closed && this.load(), rounds === 0 ? 0 : Math.min(10_000, 1000 * 2 ** rounds) * (0.7 + Math.random() * 0.6))
  }
}
