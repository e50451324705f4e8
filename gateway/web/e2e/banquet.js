// A family at the banquet: grandmother eats at home, a dish with its questions, a change
// in two taps, and giving it back.
import assert from 'node:assert/strict'
import { asStaff, visitor } from './browser.js'
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
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })
}
