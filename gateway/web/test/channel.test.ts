import { afterEach, describe, expect, it, vi } from 'vitest'
import { api } from '../src/api/client'
import { channelOf, speakAs } from '../src/api/channel'
import { get, post } from '../src/api/send'

describe('the channel that the log of changes tells of', () => {
  afterEach(() => {
    speakAs(undefined)
    vi.unstubAllGlobals()
  })

  it.each([
    [['resident', 'hotline_operator'], 'hotline'],
    [['resident', 'building_head'], 'head'],
    [['resident', 'building_head', 'branch_secretary'], 'desk'],
    [['resident', 'admin'], 'desk'],
  ] as const)('of %j is %s', (roles, channel) => expect(channelOf(roles)).toBe(channel))

  it('goes with every request, whichever way it is sent', async () => {
    const sent: (string | null)[] = []
    vi.stubGlobal('fetch', async (input: Request | string, init?: RequestInit) => {
      sent.push(new Headers(input instanceof Request ? input.headers : init?.headers).get('X-Channel'))
      return new Response('{}', { headers: { 'Content-Type': 'application/json' } })
    })
    const all = async () => {
      await get('/v1/people')
      await post('/v1/people', {})
      await api.GET('/v1/me', { baseUrl: 'http://127.0.0.1' })
    }
    await all()
    speakAs('hotline')
    await all()
    expect(sent).toEqual([null, null, null, 'hotline', 'hotline', 'hotline'])
  })
})
