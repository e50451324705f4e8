import { api, type Login } from './client'
import { ask } from './trouble'

/** The made-up people of a demonstration; empty where there is none. */
export async function demoLogins(): Promise<Login[]> {
  const { items } = await ask(api.GET('/v1/dev/logins'))
  return items ?? []
}

/**
 * The code that was last sent to a phone, read from the messages the demo keeps
 * instead of sending. Undefined when none came after the moment.
 */
export async function demoCode(phone: string, after: number): Promise<string | undefined> {
  const { items } = await ask(api.GET('/v1/dev/messages', { params: { query: { to: phone } }, cache: 'no-store' }))
  const codes = (items ?? [])
    .filter((message) => message.template === 'auth_code' && Date.parse(message.at) >= after)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
  return /\d{4,8}/.exec(codes[0]?.text ?? '')?.[0]
}
