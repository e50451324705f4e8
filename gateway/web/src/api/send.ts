import { channelHeader } from './channel'
import { ask } from './trouble'

const PATIENCE = 10_000

type Query = Record<string, string | number | undefined>

/** Asks the API by path; what was sent with undefined or empty is left out. */
async function send<T>(method: string, path: string, query: Query = {}, body?: unknown): Promise<T> {
  const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(asked.map(([name, value]): [string, string] => [name, String(value)])).toString()
  return ask(exchange<T>(method, search ? `${path}?${search}` : path, body))
}

async function exchange<T>(method: string, url: string, body: unknown) {
  const raw = body instanceof Blob
  const response = await fetch(url, {
    method,
    cache: 'no-store',
    headers: { ...channelHeader(), ...(body === undefined ? {} : { 'Content-Type': raw ? 'application/octet-stream' : 'application/json' }) },
    body: body === undefined ? undefined : raw ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(raw ? 6 * PATIENCE : PATIENCE), // a part of a file goes up a slow line
  })
  const text = await response.text()
  const answer = text ? parsed(text) : undefined
  return response.ok ? { data: answer as T, response } : { error: answer, response }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // a proxy's page, which says nothing we could use
  }
}

export const get = <T>(path: string, query?: Query) => send<T>('GET', path, query)
export const post = <T>(path: string, body: unknown) => send<T>('POST', path, {}, body)
export const put = <T>(path: string, body: unknown) => send<T>('PUT', path, {}, body)
export const patch = <T>(path: string, body: unknown) => send<T>('PATCH', path, {}, body)
export const remove = (path: string, query?: Query) => send<void>('DELETE', path, query)
