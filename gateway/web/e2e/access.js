import assert from 'node:assert/strict'
import { openPools, signIn, visitor } from './browser.js'
import { everyPage } from './look.js'

export async function access(t, { house, browser, asAdmin, asHousehold }) {
  assert.ok(asAdmin, 'an administrator signed in before, in the console’s test')
  assert.ok(asHousehold, 'somebody with a household signed in before, in the test of one’s own affairs')
  const [session] = (await openPools(house)).slice(-1)
  const [pool] = await session.pools()

  // Somebody whose pages have something on them.
  const resident = await visitor(browser, house)
  await signIn(resident, house, '15400004001')
  const claim = await (
    await resident.request.post(`/v1/pools/${pool.id}/claims`, { data: { party: 4 }, headers: { 'Idempotency-Key': 'access-test-0001' } })
  ).json()
  const asResident = await resident.context().cookies()
  await resident.context().close()
  const pages = [
    { name: 'home', path: '/' },
    { name: 'event', path: `/events/${session.event}` },
    { name: 'party', path: session.path(pool.id) },
    { name: 'sign-in', path: '/signin' },
    { name: 'code', path: '/signin', act: askForCode },
    { name: 'confirm', path: session.path(pool.id), as: asResident, act: (page) => page.locator('button.btn.wide').click() },
    { name: 'bookings', path: '/bookings', as: asResident },
    { name: 'booking', path: `/bookings/${claim.id}`, as: asResident },
    { name: 'booked', path: `/bookings/${claim.id}?booked`, as: asResident },
    { name: 'give back', path: `/bookings/${claim.id}`, as: asResident, act: (page) => page.locator('.actions .btn.quiet').click() },
    { name: 'nobody’s bookings', path: '/bookings' },
    { name: 'me', path: '/me', as: asResident },
    { name: 'guest', path: '/me' },
    ...affairs(asHousehold, asResident),
    { name: 'no such event', path: '/events/nothing' },
    { name: 'lost', path: '/nowhere/at/all' },
    { name: 'gala', path: '/gala' },
    { name: 'gate', path: '/gate' },
    { name: 'console sign-in', path: '/console' },
    { name: 'console refused', path: '/console', as: asResident },
    { name: 'console', path: '/console', as: asAdmin },
  ]

  let asker = 5000
  async function askForCode(page) {
    await page.locator('input[type=tel]').fill(`1540000${++asker}`)
    await page.locator('form button[type=submit]').click()
    await page.locator('input[autocomplete=one-time-code]').waitFor()
  }

  await everyPage(t, { house, browser }, 'every page', pages)

  await t.test('the mode and the language are remembered', async () => {
    const page = await visitor(browser, house)
    await page.goto('/')
    await page.getByRole('button', { name: '长辈版' }).click()
    await page.getByRole('button', { name: '标准版' }).waitFor()
    assert.ok((await page.locator('ul.tiles > li').count()) <= 4, 'at most four tiles')
    await page.getByRole('button', { name: 'Switch to English' }).click()
    await page.getByRole('button', { name: 'Standard' }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Standard' }).waitFor()
    await page.goto('/gala')
    await page.getByRole('button', { name: 'Standard' }).waitFor()
    await page.context().close()
  })
}

/** The pages of one's own affairs: of somebody with a household, of somebody new, of a guest. */
function affairs(household, somebody) {
  const press = (name) => (page) => page.getByRole('button', { name }).first().click()
  const inPerson = async (page) => {
    await page.locator('article.card a.btn').nth(3).click()
    await page.locator('main form').first().waitFor()
  }
  return [
    { name: 'me of a household', path: '/me', as: household },
    { name: 'household', path: '/me/household', as: household },
    { name: 'somebody of it', path: '/me/household', as: household, act: inPerson },
    { name: 'adding somebody', path: '/me/household/add', as: household },
    { name: 'consents', path: '/me/consents', as: household },
    { name: 'taking back what is needed', path: '/me/consents', as: household, act: (page) => page.locator('[data-purpose=service] [role=switch]').click() },
    { name: 'who acts', path: '/me/agents', as: household },
    { name: 'naming somebody', path: '/me/agents/add', as: household },
    { name: 'household of a guest', path: '/me/household' },
    { name: 'household of somebody new', path: '/me/household', as: somebody },
    { name: 'who are you', path: '/welcome', as: somebody },
    { name: 'registering', path: '/register', as: somebody },
    { name: 'choosing a building', path: '/building?choose', act: (page) => page.locator('.pick').first().click() },
    { name: 'building', path: '/building/GX-12' },
    { name: 'settings', path: '/settings' },
    { name: 'name', path: '/settings/name', as: household },
    { name: 'another number', path: '/settings/phone', as: household },
    { name: 'devices', path: '/settings/devices', as: household },
    { name: 'second factor', path: '/settings/second-factor', as: household },
    { name: 'scanning', path: '/settings/second-factor', as: household, act: press(/开始设|Set it up/) },
    { name: 'my data', path: '/settings/data', as: household },
    { name: 'privacy', path: '/privacy' },
  ]
}
