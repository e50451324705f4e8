import assert from 'node:assert/strict'
import { openPools, signIn, staff, visitor } from './browser.js'
import { readyForAxe, violations } from './look.js'
import { seatedPool } from './seats.js'

/** Bookings taken away and seating plans brought in: what an organiser does beside dividing places. */
export async function bookings(t, { house, browser, ...world }) {
  const as = async (role) => {
    const page = await visitor(browser, house, { width: 1280, height: 900 })
    await page.context().addCookies((await staff({ house, browser, ...world }, role)).cookies)
    await readyForAxe(page)
    return page
  }
  const session = (await openPools(house)).at(-4)
  const pool = (await session.pools()).find((p) => p.id.endsWith('-visitors'))

  await t.test('a booking is found by its code and taken away in two steps; its holder reads why and the log has it', async () => {
    const holder = await visitor(browser, house)
    await signIn(holder, house, '15400006301')
    const claim = await (await holder.request.post(`/v1/pools/${pool.id}/claims`, { data: { party: 2 }, headers: { 'Idempotency-Key': 'bookings-0001' } })).json()
    const page = await as('organiser')
    await page.goto('/console/claims')
    await page.getByLabel('入场码').fill('zzzz zzzz')
    await page.getByRole('button', { name: '查', exact: true }).click()
    await page.getByText('没有查到，或者不在您管的范围里。').waitFor()
    await page.getByLabel('入场码').fill(` ${claim.code.slice(0, 4).toUpperCase()} ${claim.code.slice(4)}`)
    await page.getByRole('button', { name: '查', exact: true }).click()
    const found = page.locator(`[data-claim="${claim.id}"]`)
    await found.getByText('有效').waitFor()
    assert.deepEqual(await violations(page), [])
    await found.getByRole('button', { name: '取消这次预订' }).click()
    const dialog = page.locator('dialog[open]')
    await dialog.getByRole('button', { name: '下一步' }).click()
    await dialog.getByText('请写明原因，本人会看到。').waitFor()
    await dialog.getByLabel('原因（本人会看到）').fill('东门那片灯架要拆')
    await dialog.getByRole('button', { name: '下一步' }).click()
    await dialog.getByText('本人会收到“东门那片灯架要拆”').waitFor()
    assert.equal((await (await holder.request.get(`/v1/claims/${claim.id}`)).json()).state, 'claimed', 'nothing is done at the first press')
    await dialog.getByRole('button', { name: '确定取消' }).click()
    await found.getByText('被取消了').waitFor()
    await found.getByText('原因：东门那片灯架要拆').waitFor()
    await holder.goto(`/bookings/${claim.id}`)
    await holder.getByText(/东门那片灯架要拆/).waitFor()
    const told = async () => (await (await holder.request.get('/v1/dev/messages?to=15400006301')).json()).items.some((m) => m.text.includes('东门那片灯架要拆'))
    for (const until = Date.now() + 20_000; !(await told()); ) assert.ok(Date.now() < until, 'the holder is told by message')
    const admin = await as('admin')
    await admin.goto(`/console/audit?object=claim/${claim.id}`)
    await admin.locator('.lines').getByText('取消了一次预订').waitFor()
    await admin.getByText('原因：东门那片灯架要拆').first().waitFor()
    assert.deepEqual([...page.complaints, ...holder.complaints, ...admin.complaints], [])
    for (const one of [page, holder, admin]) await one.context().close()
  })

  await t.test('who may not take bookings away is not offered it', async () => {
    const page = await as('hotline_operator')
    await page.goto('/console')
    await page.getByRole('link', { name: '来电' }).waitFor()
    assert.equal(await page.getByRole('link', { name: '预订', exact: true }).count(), 0)
    await page.goto('/console/claims')
    await page.getByRole('heading', { name: '这一页不归您管' }).waitFor()
    await page.goto('/console/plans')
    await page.getByRole('heading', { name: '座位图' }).waitFor()
    assert.equal(await page.getByLabel('选文件').count(), 0, 'whoever may only look brings no plan in')
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('a plan with mistakes is told where; a good one is drawn, and seats a pool', async () => {
    const page = await as('organiser')
    const { pool: hall } = await seatedPool(house)
    const good = await (await page.request.get(`/v1/plans/${hall.plan}?schema=pretix`)).json()
    const bad = structuredClone(good)
    bad.zones[0].rows[1].seats[2].seat_guid = bad.zones[0].rows[0].seats[0].seat_guid
    bad.zones[1].rows[0].seats[0].category = 'nothing'
    await page.goto('/console/plans')
    const send = async (name, text) => {
      await page.getByLabel('选文件').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
      await page.getByRole('button', { name: '上传', exact: true }).click()
    }
    await send('bad.json', JSON.stringify(bad))
    await page.getByText('这张图有 2 处要改：').waitFor()
    await page.getByText('第 1 区、第 2 排、第 3 个座位').waitFor()
    await page.getByText('两个座位用了同一个编号').waitFor()
    await page.getByText('第 2 区、第 1 排、第 1 个座位').waitFor()
    assert.deepEqual(await violations(page), [])
    await send('cut.json', JSON.stringify(good).slice(0, 500))
    await page.getByText('文件不完整，后面缺了一截。').waitFor()
    await send('good.json', JSON.stringify({ ...good, name: '小剧场' }))
    await page.locator('p.hint').getByText('收下了：小剧场，144 个座位。').waitFor()
    await page.getByRole('link', { name: '小剧场' }).click()
    await page.locator('[data-seat]').nth(143).waitFor()
    assert.deepEqual(await violations(page), [])
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('parties may grow until a moment that an organiser sets', async () => {
    const page = await as('organiser')
    await page.goto(`/console/stock/${session.event}/${session.session}`)
    const section = page.locator('section.sheet').filter({ has: page.getByRole('heading', { name: pool.title.zh, exact: true }) })
    await section.getByText('开场以前都可以加人').waitFor()
    await section.getByRole('button', { name: /^改加人的期限/ }).click()
    const dialog = page.locator('dialog[open]')
    await dialog.getByLabel('到什么时候').selectOption('now')
    await dialog.getByLabel('为什么').fill('名单要送印')
    await dialog.getByRole('button', { name: '保存' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await section.getByText('现在只能减人，不能再加').waitFor()
    const guest = await visitor(browser, house)
    await signIn(guest, house, '15400006302')
    const claim = await (await guest.request.post(`/v1/pools/${pool.id}/claims`, { data: { party: 2 }, headers: { 'Idempotency-Key': 'bookings-0002' } })).json()
    const change = (party, key) => guest.request.patch(`/v1/claims/${claim.id}`, { data: { party }, headers: { 'Idempotency-Key': key } })
    assert.equal((await (await change(3, 'grow-00001')).json()).code, 'no_more')
    assert.equal((await change(1, 'shrink-0001')).status(), 200)
    assert.deepEqual(page.complaints, [])
    for (const one of [page, guest]) await one.context().close()
  })
}
