import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { openPools, signIn, visitor } from './browser.js'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Everything WCAG 2.2 AA asks that a machine can see. */
export async function violations(page) {
  // Through the debugger, so the page's own policy against foreign scripts stays on.
  await page.evaluate(axe)
  const { violations } = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), rules)
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => `${n.target.join(' ')} (${n.any[0]?.message ?? n.all[0]?.message ?? n.none[0]?.message})`).join('; ')}`)
}

/** Waits until everything the page shows is there: a window as tall as the page leaves nothing unseen. */
export async function settle(page) {
  await page.locator('main h1').first().waitFor({ state: 'attached' })
  await page.locator('aside.demo').waitFor() // what the server says of itself has come
  await page.waitForFunction(() => !document.querySelector('.van-skeleton'))
  await fit(page)
  await page.waitForFunction(() => !/正在看还有多少|Looking up what is left/.test(document.body.innerText))
  await page.waitForFunction(() => [...document.images].every((image) => image.complete))
  await fit(page) // what has come since made the page longer
}

async function fit(page) {
  const height = await page.evaluate(() => Math.max(640, document.documentElement.scrollHeight))
  await page.setViewportSize({ width: 320, height })
}

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

  for (const elder of [false, true]) {
    for (const lang of ['zh', 'en']) {
      await t.test(`every page, ${elder ? 'large type' : 'standard'}, ${lang}`, async (t) => {
        const page = await visitor(browser, house, { elder, lang, width: 320, height: 640 })
        for (const { name, path, as, act } of pages) {
          await t.test(name, async () => {
            page.complaints.length = 0
            await page.context().clearCookies()
            await page.context().addCookies(as ?? [])
            await page.setViewportSize({ width: 320, height: 640 })
            await page.goto(path)
            await settle(page)
            if (act) {
              await act(page)
              await settle(page)
            }
            assert.equal(await page.evaluate(() => document.documentElement.lang), lang === 'zh' ? 'zh-CN' : 'en')
            assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, 'scrolls sideways at 320 px')
            assert.deepEqual(await violations(page), [])
            assert.deepEqual(await small(page, elder), [], 'too small to touch or read')
            assert.deepEqual(page.complaints, [])
          })
        }
        await page.context().close()
      })
    }
  }

  // Written for programmers, in English, and without the pages' switches.
  await t.test('the documentation of the interface', async () => {
    const page = await visitor(browser, house, { width: 320, height: 640 })
    await page.goto('/docs')
    await page.getByText('/v1/pools/{pool}/claims').first().waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, 'scrolls sideways at 320 px')
    assert.deepEqual(await violations(page), [])
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('the mode and the language are remembered', async () => {
    const page = await visitor(browser, house)
    await page.goto('/')
    await page.getByRole('button', { name: '长辈版' }).click()
    await page.getByRole('button', { name: '标准版' }).waitFor()
    assert.ok((await page.locator('ul.tiles > li').count()) <= 4, 'at most four tiles')
    await page.getByRole('button', { name: 'Switch to English' }).click()
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

/** What is smaller than a finger, or than an elder's eyes ask for. Links inside a sentence are excepted, as WCAG does. */
export function small(page, elder) {
  return page.evaluate((elder) => {
    const least = elder ? 60 : 44
    const seen = (el) => el.checkVisibility({ visibilityProperty: true }) && !el.closest('.sr, .skip, [inert]')
    const out = []
    for (const el of document.querySelectorAll('main a, main button, main input:not([type=checkbox], [type=radio]), nav a, footer a, header a, header button')) {
      if (!seen(el) || el.closest('.el-table')) continue
      if (el.tagName === 'A' && getComputedStyle(el).display === 'inline') continue
      if (el.closest('dialog') && !el.closest('dialog').open) continue
      const box = el.getBoundingClientRect()
      if (box.height < least - 0.5) out.push(`${el.className || el.tagName} "${el.innerText}" is ${Math.round(box.height)} px high`)
    }
    const text = elder ? 18 : 12
    for (const el of document.querySelectorAll('main *')) {
      const own = [...el.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent.trim() !== '')
      if (!own || !seen(el) || el.closest('svg')) continue
      const size = parseFloat(getComputedStyle(el).fontSize)
      if (size < text) out.push(`"${el.textContent.trim().slice(0, 20)}" is ${size} px`)
    }
    return out
  }, elder)
}
