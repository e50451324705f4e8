// A family at the banquet: grandmother eats at home, a dish with its questions, a change
// in two taps, and giving it back.
import assert from 'node:assert/strict'
import { asStaff, staff, visitor } from './browser.js'
import { everyPage } from './look.js'

export async function banquet(t, world) {
  const { house, browser } = world
  const { items } = await (await fetch(`${house.url}/v1/events`)).json()
  const event = items.find((one) => one.kind === 'banquet').id
  const cookies = world.asHousehold // signed in by whoever was at their own affairs

  await t.test('a family registers with a dish and a grandmother at home', async () => {
    const page = await visitor(browser, house)
    await page.context().addCookies(cookies)
    await page.goto(`/events/${event}`)
    await page.locator('[data-banquet]').click()
    const people = page.locator('.person')
    await people.last().getByLabel('送餐到家').check()
    await page.locator('[data-put]').click()
    await page.locator('.clock').waitFor()
    await page.locator('[data-extend]').click()
    await page.getByText('已经延长过一次').first().waitFor()
    await page.locator('[data-confirm]').click()
    assert.match(await page.locator('.place .code strong').innerText(), /^[A-Z0-9]{8}$/)
    await page.locator('[data-dish-new]').click()
    const form = page.locator('[data-dish-form]')
    await form.locator('select').selectOption('15')
    await form.locator('summary').click()
    await form.getByRole('group', { name: /鸡蛋/ }).getByLabel('放了').check()
    await form.locator('[data-dish-save]').click()
    await page.getByRole('heading', { name: '荆州鱼糕' }).waitFor()
    await page.getByText(/可能含：/).first().waitFor()
    await people.nth(1).getByLabel('都不要').check()
    await page.locator('[data-put]').click()
    await page.locator('#main').getByText('改好了。').waitFor()
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await everyPage(t, world, 'the banquet, at 320 px', [{ name: 'a registered household', path: `/banquet/${event}`, as: cookies }])

  await t.test('given back, what was written stays', async () => {
    const page = await visitor(browser, house)
    await page.context().addCookies(cookies)
    await page.goto(`/banquet/${event}`)
    await page.locator('[data-give-back]').click()
    await page.getByRole('dialog').getByRole('button', { name: '退掉' }).click()
    await page.locator('[data-place]').waitFor({ state: 'detached' })
    assert.equal(await page.locator('.person').last().getByLabel('送餐到家').isChecked(), true)
    await page.context().close()
  })

  await t.test('the hotline registers them by keyboard within a minute; a number nobody gave leads on', async () => {
    const page = await asStaff(world, 'hotline_operator')
    const focused = (selector) => page.waitForFunction((s) => document.activeElement?.matches(s), selector)
    await page.goto('/console/book?feast')
    await focused('#feast-number')
    await page.keyboard.type('15499999999')
    await page.keyboard.press('Enter')
    await page.locator('[data-nobody]').waitFor()
    await focused('[role="combobox"]')
    assert.match(await page.getByRole('link', { name: '都没有，登记这一户' }).getAttribute('href'), /phone=15499999999/)
    await page.locator('#feast-number').fill(world.householdPhone)
    const began = Date.now()
    await page.keyboard.press('Enter')
    await focused('.card button')
    await page.keyboard.press('1')
    await focused('.feast input[type="radio"]')
    await page.keyboard.press('ArrowLeft') // round to the last answer: does not come
    await page.keyboard.press('ArrowRight')
    await page.getByText(/对不对？/).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('[data-feast-done]').waitFor()
    assert.ok(Date.now() - began < 60_000)
    await focused('[data-feast-done] .btn')
    await page.keyboard.press('Enter')
    await focused('#feast-number')
    await page.keyboard.type(world.householdPhone)
    await page.keyboard.press('Enter')
    await focused('.card button')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '退掉' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '退掉' }).click()
    await page.getByRole('heading', { name: '退好了' }).waitFor()
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('a neighbour without a telephone is signed up at the door in four taps, without a network, and it is sent later', async () => {
    const page = await visitor(browser, house, { width: 360, elder: true })
    await page.context().addCookies((await staff(world, 'building_head')).cookies)
    await page.goto('/doors')
    await page.locator('.door').first().waitFor()
    await page.getByText('这一页已存到这台设备').waitFor()
    const me = await (await page.request.get('/v1/me')).json()
    const building = me.grants.find((one) => one.role === 'building_head').node
    const doors = async () => (await (await page.request.get(`/v1/banquets/${event}/doors?building=${building}`)).json()).items
    const listed = (await (await page.request.get(`/v1/doors?building=${building}`)).json()).items
    const signed = new Set((await doors()).map((one) => one.household))
    const grown = (one) => one.people.some((p) => p.age_band !== '' && !/^(0-|3-|6-)/.test(p.age_band))
    const free = listed.findIndex((one) => one.household && one.people.length && grown(one) && !signed.has(one.household))
    await page.context().setOffline(true)
    await page.reload()
    await page.locator('.door').nth(free).click() // one
    await page.locator('[data-sign]').click() // two
    await page.locator('[data-feast] fieldset').first().getByLabel('送餐到家').check() // three
    assert.match(await page.locator('[data-read-back]').innerText(), /送餐到家 1 份/)
    await page.locator('[data-agreed="voice"]').click() // four: how they agreed is said each time, and writes it down
    await page.locator('[data-queued]').getByText('写下了，有网就送').waitFor()
    await page.context().setOffline(false)
    await page.locator('[data-feast]').getByText('楼栋长代报').waitFor({ timeout: 30_000 })
    const sent = (await doors()).find((one) => one.household === listed[free].household)
    assert.equal(sent.state, 'confirmed')
    assert.equal(sent.home, 1)
    assert.equal(sent.channel, 'building_head')

    // Changed without a network, and what somebody else has changed since is not overruled.
    const mine = () => page.locator('[data-feast]')
    const person = listed[free].people.find((p) => !/^(0|3|6)-/.test(p.age_band)).id
    await page.context().setOffline(true)
    await mine().locator('[data-change]').click()
    await mine().getByText('还没有改动。').waitFor()
    await mine().locator('fieldset').first().getByLabel('都不要').check()
    await page.locator('[data-agreed="head"]').click()
    await page.locator('[data-queued]').waitFor()
    const other = await asStaff(world, 'admin')
    const by = await other.request.put(`/v1/banquets/${event}/registration`, {
      headers: { 'Idempotency-Key': `other-${Date.now()}` }, data: { for: person, rev: sent.rev, people: listed[free].people.map((p) => ({ person: p.id, way: 'home' })) },
    })
    assert.equal(by.status(), 200, await by.text())
    await other.context().close()
    await page.context().setOffline(false)
    await mine().getByText('没有办成').waitFor({ timeout: 30_000 })
    assert.equal((await doors()).find((one) => one.household === listed[free].household).home, listed[free].people.length)
    await page.locator('.waits').click()
    await page.getByRole('link', { name: '到这一户重新办' }).click()

    // Given back, read back, and told.
    await mine().locator('[data-leave]').click()
    assert.match(await page.locator('[data-read-back]').innerText(), /退掉万家宴的报名/)
    await page.locator('[data-agreed="head"]').click()
    await mine().getByText('还没报名').waitFor({ timeout: 30_000 })
    assert.equal((await doors()).some((one) => one.household === listed[free].household), false)
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('a list that came back on paper is photographed and typed row by row; what was changed by hand is said', async () => {
    const page = await asStaff(world, 'building_head')
    await page.goto('/console/book/sheets')
    await page.locator('input[type="file"]').waitFor({ state: 'attached' })
    await page.locator('input[type="file"]').setInputFiles({ name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') })
    await page.getByRole('alert').waitFor()
    assert.match(await page.getByRole('alert').innerText(), /照片|图片/)
    const photo = await page.screenshot({ type: 'jpeg' })
    await page.locator('input[type="file"]').setInputFiles({ name: 'list.jpg', mimeType: 'image/jpeg', buffer: photo })
    await page.locator('[data-sheet] .frame img').waitFor()
    await page.waitForFunction(() => document.querySelector('[data-sheet] .frame img').naturalWidth > 0)
    const row = page.locator('[data-sheet] section.row').first()
    const door = await row.getAttribute('aria-label')
    await row.getByRole('button', { name: '录这一行' }).click()
    await row.getByRole('checkbox').check()
    await row.getByLabel('改了什么').fill('划掉一位')
    await row.getByRole('button', { name: '看不清' }).click()
    const marked = page.locator(`[data-sheet] section.row[aria-label="${door}"]`)
    await marked.getByText('划掉一位').waitFor()
    await marked.getByText('✎').waitFor()
    await page.locator('[data-sheet]').last().getByRole('button', { name: '删掉这张照片' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '删掉这张照片' }).click()
    await marked.waitFor({ state: 'detached' })
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('a dish is recalled: who made it, where it stands, whom to call', async () => {
    const page = await asStaff(world, 'organiser')
    await page.goto(`/console/editions/${event}`)
    await page.locator('[data-venues] tbody tr').first().waitFor()
    await page.getByRole('link', { name: '召回一道菜' }).click()
    await page.getByRole('button', { name: '找出来' }).click()
    await page.getByText('请写要找的菜。').waitFor()
    await page.getByLabel('菜名里的字').fill('鱼糕')
    await page.getByLabel('为什么要召回').fill('食材有问题')
    await page.getByRole('button', { name: '找出来' }).click()
    await page.locator('[data-recalled]').waitFor()
    assert.ok(await page.locator('a[href^="tel:154"]').count())
    assert.ok(await page.getByText(/\d+ 号桌/).count()) // where the first meal's dishes stand
    await page.getByRole('button', { name: /下令召回，通知这 \d+ 户/ }).click()
    await page.locator('[data-recall] table').waitFor()
    await page.locator('[data-told=told]').first().waitFor() // the messages go out within seconds
    assert.equal(await page.locator('[data-told=open]').count(), 0)
    const door = page.locator('[data-told=in_person]').first()
    if (await door.count()) {
      const where = await door.locator('th').innerText()
      await door.getByRole('button', { name: '当面说的' }).click()
      await page.locator('[data-told=told]', { hasText: where.split(' ')[0] }).getByText('当面说的').waitFor()
    }
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })
}
