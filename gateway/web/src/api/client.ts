import createClient from 'openapi-fetch'
import { channelHeader } from './channel'
import type { components, paths } from './schema'

type Schemas = components['schemas']
export type Text = Schemas['Text']
export type Account = Schemas['Account']
export type Event = Schemas['Event']
export type Channel = Schemas['Channel']
export type Session = Schemas['Session']
export type Pool = Schemas['Pool']
export type Availability = Schemas['Availability']
export type Claim = Schemas['Claim']
export type Standing = Schemas['Standing']
export type Offering = Schemas['Offering']
export type Login = Schemas['Login']
export type System = Schemas['System']
export type About = Schemas['About']

/** How long an answer may take before we say that there was none. */
const PATIENCE = 10_000

/** The API as the OpenAPI document describes it. Sign-in travels in a cookie. */
export const api = createClient<paths>({
  baseUrl: '',
  fetch: (request) => {
    for (const [name, value] of Object.entries(channelHeader())) request.headers.set(name, value)
    return globalThis.fetch(request, { signal: AbortSignal.any([request.signal, timeout()]) })
  },
})

// AbortSignal.timeout throws a TimeoutError, which is how we tell it from a page
// that was left.
function timeout(): AbortSignal {
  return AbortSignal.timeout(PATIENCE)
}
