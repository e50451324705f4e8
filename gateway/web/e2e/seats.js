import assert from 'node:assert/strict'
import { signIn, visitor } from './browser.js'
import { readyForAxe, violations } from './look.js'

/** The pool of the demonstration whose places are seats. */
export async function seatedPool(house) {
  const get = async (path) => (await fetch(house.url + path)).json()
  const { items: events } = await get('/v1/events')
  const gala = events.find((event) => event.kind === 'gala')
  const { items: sessions } = await get(`/v1/events/${gala.id}/sessions`)
  for (const session of sessions) {
    const { pools } = await get(`/v1/sessions/${session.id}/availability`)
    const pool = pools.find((p) => p.plan)
    if (pool) return { event: gala.id, session: session.id, pool, path: `/events/${gala.id}/sessions/${session.id}/book/${pool.id}` }
  }
  throw new Error('the demonstration has no seats')
}

/** Booking seats: the best there are, others by one's own choice, by keyboard, on a small screen. */
export async function seats(t, { house, browser }) {
  const at = await seatedPool(house)
  const numbers = (page) => page.locator('[data-seat].mine').evaluateAll((all) => all.map((one) => one.dataset.name))

  await t.test('the best seats are kept and shown, and those are the ones that are booked', async () => {
    const page = await visitor(browser, house, { width: 320, height: 640 })
    await readyForAxe(page)
    await signIn(page, house, '15400006201')
    await page.goto(at.path)
    await page.getByRole('heading', { name: '几位一起来？' }).waitFor()
    await page.getByLabel('其中有几位坐轮椅').selectOption('1')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText(/替您留到/).waitFor()
    await page.locator('[data-seat].mine').nth(1).waitFor()
    const shown = await numbers(page)
    assert.equal(shown.length, 2)
    assert.equal(await page.locator('[data-seat].mine.wheelchair').count(), 1)
    assert.equal(await page.locator('[data-seat].mine.companion').count(), 1)
    const picture = await page.locator('.hall svg[role=img]').getAttribute('aria-label')
    assert.match(picture, /您的座位：8 排/)
    assert.deepEqual(await violations(page), [])
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), 'nothing sticks out on a small screen')
    await page.getByRole('button', { name: '就这样，订' }).click()
    await page.getByRole('heading', { name: '订好了' }).waitFor()
    const { items } = await (await page.request.get('/v1/me/claims')).json()
    assert.deepEqual([...items[0].seats].sort(), [...shown].sort(), 'the seats in the picture are those that were booked')
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('a party chooses its seats by keyboard in large type; what is kept for wheelchairs is not to be had', async () => {
    const page = await visitor(browser, house, { width: 320, height: 640, elder: true })
    await readyForAxe(page)
    await signIn(page, house, '15400006202')
    await page.goto(at.path)
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText(/替您留到/).waitFor()
    const offered = await numbers(page)
    await page.getByRole('button', { name: '自己挑座位' }).click()
    assert.equal(await page.getByRole('button', { name: '就这样，订' }).count(), 0, 'nothing is booked while one chooses')
    const on = page.locator('[data-seat][tabindex="0"]')
    await on.focus()
    const from = await on.getAttribute('data-name')
    assert.ok(offered.includes(from), 'the keyboard begins at one’s own seats')
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Space')
    await page.locator('[data-seats] strong').getByText('选了 2 个，要 2 个').waitFor()
    const chosen = await numbers(page)
    assert.equal(chosen.some((name) => offered.includes(name)), false)
    const kept = page.locator('[data-seat].wheelchair.free').first()
    assert.match(await kept.getAttribute('aria-label'), /留给坐轮椅的邻居/)
    await kept.focus()
    await page.keyboard.press('Space')
    assert.equal(await kept.getAttribute('aria-checked'), 'false')
    assert.deepEqual(await violations(page), [])
    await page.getByRole('button', { name: '就坐这几个' }).click()
    await page.getByText(/替您留到/).waitFor()
    assert.deepEqual((await numbers(page)).sort(), chosen.sort())
    await page.getByRole('button', { name: '就这样，订' }).click()
    await page.getByRole('heading', { name: '订好了' }).waitFor()
    const { items } = await (await page.request.get('/v1/me/claims')).json()
    assert.deepEqual([...items[0].seats].sort(), chosen.sort())
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('whoever leaves the page lets the seats go', async () => {
    const page = await visitor(browser, house)
    await signIn(page, house, '15400006203')
    await page.goto(at.path)
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText(/替您留到/).waitFor()
    const gone = page.waitForResponse((r) => r.request().method() === 'DELETE' && r.url().includes('/v1/holds/'))
    await page.getByRole('link', { name: /看别的场次/ }).click()
    assert.equal((await gone).status(), 204)
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })
}
