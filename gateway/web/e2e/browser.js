import { chromium } from 'playwright-core'

export const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Debian's Chromium, with more switches; WANJIA_TEST_CHROMIUM names another. */
export function openBrowser(more = []) {
  return chromium.launch({ executablePath: process.env.WANJIA_TEST_CHROMIUM ?? '/usr/bin/chromium', args: [...flags, ...more] })
}

/**
 * A person at a device: a page of their own, with how they like to read. What the
 * page complained of is in `page.complaints`.
 */
export async function visitor(browser, house, { width = 390, height = 844, elder = false, lang = 'zh', ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, baseURL: house.url, reducedMotion: 'reduce', ...options })
  await context.addInitScript((prefs) => {
    if (localStorage.getItem('wanjia.prefs') === null) localStorage.setItem('wanjia.prefs', JSON.stringify(prefs))
  }, { elder, lang })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000) // two tests share two cores
  page.complaints = []
  page.on('pageerror', (err) => page.complaints.push(String(err)))
  page.on('console', (message) => {
    // A refused request is logged by the browser itself; the tests look at what the page makes of it.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) page.complaints.push(message.text())
  })
  return page
}

/** Signs in over the API, for tests that are about something else. */
export async function signIn(page, house, phone) {
  const asked = await page.request.post('/v1/auth/codes', { data: { phone, via: 'sms' } })
  if (asked.status() !== 202) throw new Error(`asking for a code: ${asked.status()} ${await asked.text()}`)
  const answer = await page.request.post('/v1/auth/sessions', { data: { phone, code: await house.codeFor(phone) } })
  if (answer.status() !== 201) throw new Error(`signing in: ${answer.status()} ${await answer.text()}`)
}

/**
 * Cookies of somebody who works here, by role, with the second factor where the role
 * needs one. A number gets one code a minute, so each signs in once.
 */
export async function staff(world, role) {
  world.staff ??= new Map()
  if (world.staff.has(role)) return world.staff.get(role)
  const { items } = await (await fetch(`${world.house.url}/v1/dev/logins`)).json()
  const login = items.find((one) => one.role === role)
  if (!login) throw new Error(`the demonstration has no ${role}`)
  const page = await visitor(world.browser, world.house)
  await signIn(page, world.house, login.phone)
  const fresh = await (await fetch(`${world.house.url}/v1/dev/logins`)).json() // the code changes every 30 s
  const code = fresh.items.find((one) => one.role === role).second_code
  if (code) {
    const answer = await page.request.post('/v1/auth/second-factor', { data: { code } })
    if (!answer.ok()) throw new Error(`second factor of ${role}: ${answer.status()} ${await answer.text()}`)
  }
  const known = { cookies: await page.context().cookies(), phone: login.phone, me: await (await page.request.get('/v1/me')).json() }
  await page.context().close()
  world.staff.set(role, known)
  return known
}

/** Somebody who works here, at a desk. */
export async function asStaff(world, role, options = { width: 1280, height: 900 }) {
  const page = await visitor(world.browser, world.house, options)
  await page.context().addCookies((await staff(world, role)).cookies)
  return page
}

/** The first pools of the lantern show that can be booked now, one a session. */
export async function openPools(house) {
  const get = async (path) => (await fetch(house.url + path)).json()
  const { items: events } = await get('/v1/events')
  const lantern = events.find((event) => event.kind === 'lantern')
  const { items: sessions } = await get(`/v1/events/${lantern.id}/sessions`)
  return sessions.map((session) => ({
    event: lantern.id,
    session: session.id,
    path: (pool) => `/events/${lantern.id}/sessions/${session.id}/book/${pool}`,
    pools: async () => (await get(`/v1/sessions/${session.id}/availability`)).pools,
  }))
}
