/**
 * The server's clock, told from a device whose own clock may be wrong by hours.
 * It runs on the monotonic timer, so changing the device's time does not move it.
 */
export class ServerClock {
  private offset: number | undefined
  private rtt = Infinity

  constructor(
    private readonly ticks: () => number = () => performance.now(),
    private readonly device: () => number = () => Date.now(),
  ) {}

  /**
   * Takes one reading: the server said `time` in an answer to a question sent
   * and received at those ticks. The answer is assumed to be half-way; a quicker
   * exchange is a better reading than a slow one and is the one kept.
   */
  read(time: string, sent: number, received: number): void {
    const at = Date.parse(time)
    const rtt = received - sent
    if (Number.isNaN(at) || rtt < 0 || rtt > this.rtt) return
    this.offset = at + rtt / 2 - received
    this.rtt = rtt
  }

  /** Forgets how good the reading was, so that the next one is taken: after sleep the ticks may have stood still. */
  doubt(): void {
    this.rtt = Infinity
  }

  /** Whether the server has told the time yet; until then [now] is the device's. */
  get known(): boolean {
    return this.offset !== undefined
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.offset === undefined ? this.device() : this.ticks() + this.offset
  }
}
