// Trouble is the one shape in which the pages learn that something did not work:
// a refusal the API explained, or no answer at all.

/** Codes made on this side, when there was no answer to read a code from. */
export const LOCAL_CODES = ['offline', 'no_answer'] as const

export class Trouble extends Error {
  constructor(
    /** Stable; the sentence a person reads is found by it. */
    readonly code: string,
    /** HTTP status, 0 when nothing answered. */
    readonly status: number,
    /** What the API said one needs to act on. */
    readonly details: Record<string, unknown> = {},
    /** Seconds the server asked us to wait, when it did. */
    readonly retryAfter?: number,
    /** To quote on the phone; a person at the other end finds the log line by it. */
    readonly requestId?: string,
  ) {
    super(code)
  }

  /** Whether the request may have been carried out although we do not know. */
  get unknownOutcome(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 504
  }

  /** Whether asking again by itself, without the person changing anything, can help. */
  get passing(): boolean {
    if (this.code === 'idempotency_running') return true // the first press is still at work
    if (this.status === 429) return this.retryAfter !== undefined && this.retryAfter <= 60
    return this.unknownOutcome || this.status === 503
  }
}

/** What an openapi-fetch call resolves to, as far as we look at it. */
interface Reply<T> {
  data?: T
  error?: unknown
  response: Response
}

/** Resolves to the answer's body, or throws a [Trouble]. */
export async function ask<T>(call: Promise<Reply<T>>): Promise<T> {
  let reply: Reply<T>
  try {
    reply = await call
  } catch (cause) {
    throw unanswered(cause)
  }
  if (reply.response.ok) return reply.data as T
  throw refused(reply.response, reply.error)
}

/** The trouble of a request that nothing answered. */
export function unanswered(cause: unknown): unknown {
  if (cause instanceof Trouble) return cause
  // A page that was left cancels its requests on purpose; that is nobody's trouble.
  if (cause instanceof DOMException && cause.name === 'AbortError') return cause
  const offline = typeof navigator !== 'undefined' && navigator.onLine === false
  return new Trouble(offline ? 'offline' : 'no_answer', 0)
}

function refused(response: Response, body: unknown): Trouble {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  // A proxy in front of us answers with a page, not a problem.
  const away = response.status === 502 || response.status === 503 || response.status === 504
  const fallback = away ? 'unavailable' : response.status === 429 ? 'too_many' : 'internal'
  return new Trouble(
    typeof problem.code === 'string' ? problem.code : fallback,
    response.status,
    (problem.details as Record<string, unknown> | undefined) ?? {},
    retryAfter(response.headers.get('Retry-After'), Date.now()),
    typeof problem.request_id === 'string' ? problem.request_id : undefined,
  )
}

/** Reads Retry-After, which is seconds or an HTTP date. Anything else counts as not said. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return seconds >= 0 ? seconds : undefined
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000))
}
