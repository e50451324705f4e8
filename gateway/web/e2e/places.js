import assert from 'node:assert/strict'
import { openPools, signIn, staff, visitor } from './browser.js'

/** The places of one session: an organiser at the desk, and two households who want the same ones. */
export async function places(t, world) {
  const { house, browser } = world
  const session = (await openPools(house)).at(-2)
  const pool = (await session.pools()).find((p) => p.id.endsWith('-visitors'))
  const desk = await visitor(browser, house, { width: 1280, height: 900 })
  await desk.context().addCookies((await staff(world, 'organiser')).cookies)
  const stock = async () => (await (await desk.request.get(`/v1/sessions/${session.session}/stock`)).json()).pools.find((p) => p.id === pool.id)
  const section = desk.locator('section.sheet').filter({ has: desk.getByRole('heading', { name: pool.title.zh, exact: true }) })
  const dialog = desk.locator('dialog[open]')
  const because = async (why, press) => {
    await dialog.getByLabel('为什么').fill(why)
    await dialog.getByRole('button', { name: press, exact: true }).click()
  }

  await t.test('an organiser makes a pool smaller, divides it and moves places, each with its reason', async () => {
    await desk.goto('/console/stock')
    await desk.locator(`a[href$="${session.session}"]`).click()
    await section.waitFor()
    await section.getByRole('button', { name: /^改大小/ }).click()
    await dialog.getByLabel('多少个名额').fill('999999')
    await because('试一试', '保存')
    await dialog.getByRole('alert').waitFor() // more than is approved
    await dialog.getByLabel('多少个名额').fill('6')
    await because('只留六个名额', '保存')
    await dialog.waitFor({ state: 'hidden' })
    assert.equal((await stock()).size, 6)

    await section.getByRole('button', { name: /^按渠道分/ }).click()
    await dialog.getByLabel('网上').fill('9')
    await because('分一分', '按渠道分')
    await dialog.getByText('分的加起来不能多于 6 个。').waitFor()
    await dialog.getByLabel('网上').fill('2')
    await dialog.getByLabel('热线').fill('3')
    await because('分一分', '按渠道分')
    await dialog.waitFor({ state: 'hidden' })
    await section.getByRole('row', { name: /^热线/ }).waitFor()

    await section.getByRole('button', { name: /^挪名额/ }).click()
    await dialog.getByLabel('从', { exact: true }).selectOption('hotline')
    await dialog.getByLabel('到', { exact: true }).selectOption('online')
    await dialog.getByLabel('挪多少个').fill('2')
    // Somebody is quicker: nothing is done, and what stands now is read.
    const { rev } = await stock()
    const quicker = await desk.request.post(`/v1/pools/${pool.id}/moves`, { data: { rev, from: 'hotline', to: 'online', places: 1, why: '抢先一步' } })
    assert.equal(quicker.status(), 201)
    await because('网上不够', '挪名额')
    await dialog.getByText('刚才有人改过了').waitFor()
    await dialog.getByRole('button', { name: '挪名额', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    await section.getByText(/^挪过 \d+ 次$/).click()
    await section.getByText('热线 → 网上：2 个').waitFor()
    await section.getByText('原因：网上不够').waitFor()
    await section.getByText(/办的/).first().waitFor() // by name, not by the code of an account
    assert.deepEqual((await stock()).shares.map((s) => [s.channel, s.places]), [['online', 5], ['hotline', 0]])
    assert.deepEqual(desk.complaints, [])
  })

  await t.test('who finds no room stands in line, is told honestly where, and takes up what somebody gives back', async () => {
    const [holder, waiter] = [await visitor(browser, house), await visitor(browser, house)]
    await signIn(holder, house, '15400006101')
    await signIn(waiter, house, '15400006102')
    const claimed = await holder.request.post(`/v1/pools/${pool.id}/claims`, { data: { party: 5 }, headers: { 'Idempotency-Key': 'waiting-list-0001' } })
    assert.equal(claimed.status(), 201)
    const claim = await claimed.json()

    await waiter.goto(session.path(pool.id))
    await waiter.getByRole('heading', { name: '几位一起来？' }).waitFor()
    await waiter.getByRole('button', { name: '下一步' }).click()
    await waiter.getByRole('button', { name: '排候补' }).click()
    const entry = waiter.locator('[data-wait]')
    await entry.waitFor()
    await entry.getByText('在排').waitFor()
    const [standing] = (await (await waiter.request.get('/v1/me/waitlist')).json()).items
    assert.equal(standing.state, 'waiting')
    assert.equal(standing.ahead, 0)
    await entry.getByText('排在最前面，有位子就先问您。').waitFor()
    assert.equal((await stock()).waiting, 1)

    await holder.goto(`/bookings/${claim.id}`)
    await holder.getByRole('button', { name: '退掉这次预订' }).click()
    await holder.getByRole('dialog').getByRole('button', { name: '退掉', exact: true }).click()
    await holder.getByText('已退').first().waitFor()

    await entry.getByText('轮到您了').waitFor({ timeout: 30_000 }) // by itself, while the page stands open
    await entry.getByText(/位子给您留到/).waitFor()
    await entry.getByRole('button', { name: '要，订下来' }).click()
    await waiter.getByRole('heading', { name: '订好了' }).waitFor()
    const { items } = await (await waiter.request.get('/v1/me/claims')).json()
    assert.deepEqual(items.map((c) => [c.pool, c.party, c.state]), [[pool.id, standing.party, 'claimed']])
    assert.equal((await stock()).waiting, 0)
    assert.deepEqual([...holder.complaints, ...waiter.complaints], [])
    await holder.context().close()
    await waiter.context().close()
  })

  await desk.context().close()
}
