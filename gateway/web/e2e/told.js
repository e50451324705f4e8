import assert from 'node:assert/strict'
import { asStaff, openPools, staff } from './browser.js'
import { readyForAxe, violations } from './look.js'
import { seatedPool } from './seats.js'

/** A notice on a page that shows the oldest first and more when asked. */
async function unfold(page, id) {
  const [one, more] = [page.locator(`[data-notice="${id}"]`), page.getByRole('button', { name: '再看一些' })]
  await page.locator('[data-notice]').first().waitFor()
  for (let shown = 0; !(await one.count()) && (await more.count()); shown++) {
    assert.ok(shown < 50, 'the list ends')
    const had = await page.locator('[data-notice]').count()
    await more.click()
    await page.waitForFunction((n) => document.querySelectorAll('[data-notice]').length > n, had)
  }
  await one.waitFor()
  return one
}

/** Whom no message reaches, and what organisers do with plans and shares. */
export async function told(t, world) {
  const { house } = world
  const session = (await openPools(house)).at(-5)
  const [pool] = await session.pools()

  await t.test('whom no message reaches is told in person, by whoever comes first', async () => {
    const head = await asStaff(world, 'building_head', { width: 320, height: 640 })
    await readyForAxe(head)
    const building = (await staff(world, 'building_head')).me.grants.find((g) => g.role === 'building_head').node
    const { items: doors } = await (await head.request.get(`/v1/doors?building=${building}`)).json()
    const elder = doors.flatMap((d) => d.people).find((p) => p.phone_masked === '' && ['70-79', '80+'].includes(p.age_band))
    assert.ok(elder, 'somebody there has no telephone')
    const booked = await head.request.post(`/v1/pools/${pool.id}/claims`, {
      data: { party: 1, for: elder.id, consent: { how: 'voice', witness: '童爱华' } }, headers: { 'Idempotency-Key': 'told-00001' },
    })
    assert.equal(booked.status(), 201, await booked.text())
    const listed = async () => {
      for (let after = ''; ; ) {
        const page = await (await head.request.get(`/v1/to-tell?limit=100&after=${encodeURIComponent(after)}`)).json()
        const found = page.items.find((n) => n.person === elder.id && n.text.includes('预约成功'))
        if (found || !page.next) return found
        after = page.next
      }
    }
    for (const until = Date.now() + 40_000; !(await listed()); await head.waitForTimeout(200)) assert.ok(Date.now() < until, 'it is noted')
    const { id } = await listed()
    const hotline = await asStaff(world, 'hotline_operator')
    await hotline.goto('/console/calls')
    await unfold(hotline, id)
    await head.goto('/doors')
    const one = await unfold(head, id)
    await one.getByText('预约成功').waitFor()
    assert.deepEqual(await violations(head), [])
    if (process.env.SHOTS) await head.screenshot({ path: `${process.env.SHOTS}/tell-320.png` })
    if (process.env.SHOTS) await hotline.screenshot({ path: `${process.env.SHOTS}/tell-desk.png`, fullPage: true })
    await one.getByRole('button', { name: /知道了|告诉了/ }).click()
    await one.getByLabel('家里人转告').check()
    await one.getByLabel('记一句（可不填）').fill('女儿在家')
    assert.deepEqual(await violations(head), [])
    if (process.env.SHOTS) await head.screenshot({ path: `${process.env.SHOTS}/tell-320-form.png` })
    await one.getByRole('button', { name: '记下' }).click()
    await one.waitFor({ state: 'detached' })
    const admin = await asStaff(world, 'admin')
    await admin.goto(`/console/audit?object=notice/${id}`)
    await admin.locator('.lines').getByText('当面告诉了一个人').waitFor()
    for (const page of [head, hotline, admin]) {
      assert.deepEqual(page.complaints, [])
      await page.context().close()
    }
  })

  await t.test('a pool is seated by a plan, and the log of moves names people and channels in words', async () => {
    const page = await asStaff(world, 'organiser')
    await readyForAxe(page)
    const { me } = await staff(world, 'organiser')
    const { pool: hall } = await seatedPool(house)
    const known = await (await page.request.get(`/v1/sessions/${session.session}/stock`)).json()
    const opens = new Date(Date.now() + 3_600_000).toISOString()
    const more = await page.request.put(`/v1/sessions/${session.session}/capacity`, { data: { version: known.version, capacity: known.approved + 144, why: '看台也批了' } })
    assert.equal(more.status(), 200, await more.text())
    const made = await page.request.post(`/v1/sessions/${session.session}/pools`, {
      data: { id: `${session.session}-stand`, title: { zh: '看台', en: 'Stand' }, places: 144, max_party: 4, opens, closes: known.pools[0].closes, why: '搭了看台' },
    })
    assert.equal(made.status(), 201, await made.text())
    await page.goto(`/console/stock/${session.event}/${session.session}`)
    const section = page.locator('section.sheet').filter({ has: page.getByRole('heading', { name: '看台', exact: true }) })
    await section.getByRole('button', { name: /按座位图/ }).click()
    const dialog = page.locator('dialog[open]')
    await dialog.getByLabel('座位图').selectOption(hall.plan)
    assert.deepEqual(await violations(page), [])
    await dialog.getByRole('button', { name: /按座位图/ }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText('对好号了。').first().waitFor({ state: 'attached' })
    const { pools } = await (await page.request.get(`/v1/sessions/${session.session}/availability`)).json()
    assert.equal(pools.find((p) => p.id === `${session.session}-stand`).plan, hall.plan)

    const first = known.pools.find((p) => p.id === pool.id)
    const shares = await page.request.put(`/v1/pools/${pool.id}/shares`, {
      data: { rev: first.rev, shares: [{ channel: 'online', places: first.size - 20 }, { channel: 'hotline', places: 10 }, { channel: 'building_head', places: 10 }], why: '留给打电话的' },
    })
    assert.equal(shares.status(), 200, await shares.text())
    const moved = await page.request.post(`/v1/pools/${pool.id}/moves`, { data: { rev: (await shares.json()).rev, from: 'hotline', to: 'building_head', places: 2, why: '楼栋不够' } })
    assert.equal(moved.status(), 201, await moved.text())
    await page.reload()
    const line = page.locator('details li').filter({ hasText: '楼栋不够' })
    await line.locator('xpath=ancestor::details').locator('summary').click()
    await line.getByText(me.name).waitFor()
    assert.doesNotMatch(await line.innerText(), /organiser|hotline|building_head/)
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/moves.png`, fullPage: true })
    if (process.env.SHOTS) {
      await page.goto('/console/plans')
      await page.locator('table.list').waitFor()
      await page.screenshot({ path: `${process.env.SHOTS}/plans.png`, fullPage: true })
    }
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })
}
