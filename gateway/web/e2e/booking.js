import assert from 'node:assert/strict'
import { openPools, signIn, visitor } from './browser.js'

export async function booking(t, { house, browser }) {
  const [first, second, third] = await openPools(house)

  await t.test('a person books, the service is killed, and the booking is still there', async () => {
    const page = await visitor(browser, house)
    const phone = '15400001001'
    await page.goto('/')
    await page.getByRole('heading', { level: 1 }).waitFor()

    const card = page.locator('article.card').filter({ hasText: '元宵灯展' })
    await card.locator('.session').first().scrollIntoViewIfNeeded()
    await card.getByText(/余 [\d,]+ 位/).first().waitFor()
    await card.getByRole('link', { name: /^订入场/ }).first().click()
    await page.getByRole('heading', { name: '几位一起来？' }).waitFor()
    const pool = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1))
    const before = (await first.pools()).find((p) => p.id === pool)
    await page.getByRole('button', { name: '多一位' }).click()
    await page.getByText('3 位', { exact: true }).waitFor()
    await page.getByRole('button', { name: '下一步' }).click()

    await page.getByLabel('您的手机号').fill('154 0000')
    await page.getByRole('button', { name: '发短信验证码' }).click()
    await page.getByText('手机号是 11 位数字').waitFor()
    await page.getByLabel('您的手机号').fill('154 0000 1001')
    await page.getByRole('button', { name: '发短信验证码' }).click()
    const code = await house.codeFor(phone)
    await page.getByLabel('短信里的验证码').fill(code === '000000' ? '111111' : '000000')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByText('验证码不对，或者过期了').waitFor()
    await page.getByText(/秒后可以再发/).waitFor()
    await page.getByLabel('短信里的验证码').fill(code)
    await page.getByRole('button', { name: '登录', exact: true }).click()

    await page.getByRole('heading', { name: '看一看，对不对' }).waitFor()
    await page.getByRole('button', { name: '就这样，订' }).click()
    await page.getByRole('heading', { name: '订好了' }).waitFor()
    const spoken = await page.locator('.letters').innerText()
    assert.match(spoken, /^\S{4} \S{4}$/)
    await page.getByText(/\d+–\d+ 号/).waitFor()
    assert.equal((await first.pools()).find((p) => p.id === pool).claimed, before.claimed + 3)

    await house.kill()
    await page.getByRole('link', { name: '看我的预订' }).click()
    await page.getByRole('alert').filter({ hasText: '没有收到回音' }).waitFor()
    await house.start()
    const ticket = page.locator('a.ticket')
    await ticket.waitFor({ timeout: 30_000 }) // by itself: nobody pressed anything
    await ticket.click()
    await page.reload()
    assert.equal(await page.locator('.letters').innerText(), spoken)
    assert.equal((await first.pools()).find((p) => p.id === pool).claimed, before.claimed + 3)

    await page.getByRole('button', { name: '退掉这次预订' }).click()
    const dialog = page.getByRole('dialog', { name: '真的要退吗？' })
    await dialog.getByRole('button', { name: '不退了' }).click()
    await dialog.waitFor({ state: 'hidden' })
    assert.equal(await page.locator('.letters').innerText(), spoken)
    await page.getByRole('button', { name: '退掉这次预订' }).click()
    await dialog.getByRole('button', { name: '退掉', exact: true }).click()
    await page.locator('.invitation.released').waitFor()
    await page.getByRole('link', { name: /我的预订/ }).first().click()
    await page.locator('a.ticket').getByText('已退').waitFor()
    assert.equal((await first.pools()).find((p) => p.id === pool).claimed, before.claimed)
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('one press on a demonstration’s account signs in', async () => {
    const page = await visitor(browser, house)
    await page.goto('/me')
    await page.getByRole('link', { name: '登录' }).click()
    await page.locator('button.who').first().click()
    await page.getByText('154****0001').waitFor()
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.getByText('您还没有登录').waitFor()
    assert.equal((await page.request.get('/v1/me')).status(), 401)
    await page.context().close()
  })

  await t.test('by keyboard alone', async () => {
    const page = await visitor(browser, house, { width: 1280, height: 900 })
    await signIn(page, house, '15400001002')
    const [pool] = await second.pools()
    await page.goto(second.path(pool.id))
    await page.getByRole('heading', { name: '几位一起来？' }).waitFor()
    await page.getByText('2 位', { exact: true }).waitFor()

    // Tab until the focus is on the thing of that name, and see that it shows.
    const tabTo = async (name) => {
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press('Tab')
        const at = await page.evaluate(() => {
          const el = document.activeElement
          return { name: el.getAttribute('aria-label') ?? el.innerText, outline: getComputedStyle(el).outlineStyle }
        })
        if (at.name.trim() === name) {
          assert.notEqual(at.outline, 'none', `the focus on ${name} does not show`)
          return
        }
      }
      assert.fail(`the keyboard does not reach ${name}`)
    }
    await tabTo('多一位')
    await page.keyboard.press('Space')
    await page.getByText('3 位', { exact: true }).waitFor()
    await tabTo('下一步')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '看一看，对不对' }).waitFor()
    await tabTo('就这样，订')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '订好了' }).waitFor()
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1', 'the new page’s heading takes the focus')
    await tabTo('退掉这次预订')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    assert.equal(await page.evaluate(() => document.activeElement.innerText), '不退了', 'the safe answer has the focus')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    assert.equal(await page.evaluate(() => document.activeElement.innerText), '退掉这次预订', 'the focus comes back')
    await page.context().close()
  })

  await t.test('who booked this session already is shown that booking', async () => {
    const page = await visitor(browser, house, { lang: 'en' })
    await signIn(page, house, '15400001003')
    const [pool] = await third.pools()
    for (const again of [false, true]) {
      await page.goto(third.path(pool.id))
      await page.getByRole('button', { name: 'Next' }).click()
      await page.getByRole('button', { name: 'Yes, book it' }).click()
      if (!again) await page.getByRole('heading', { name: 'Booked' }).waitFor()
    }
    await page.getByText('You have already booked this session.').waitFor()
    await page.getByRole('link', { name: 'See the booking you have' }).click()
    await page.locator('.letters').waitFor()
    await page.context().close()
  })

  await t.test('what is not open yet says when it opens, and cannot be pressed', async () => {
    const page = await visitor(browser, house)
    // The demonstration's banquet is open; here it is announced and not open yet.
    await page.context().route(/\/v1\/sessions\/banquet[^/]*\/availability/, async (route) => {
      const response = await route.fetch()
      const body = await response.json()
      for (const pool of body.pools) Object.assign(pool, { state: 'not_open', opens: '2027-01-12T09:00:00+08:00' })
      await route.fulfill({ response, json: body })
    })
    await page.goto('/')
    const card = page.locator('article.card').filter({ hasText: '万家宴' }).first()
    await card.locator('.session').first().scrollIntoViewIfNeeded()
    await card.getByText(/1月\d+日.*开始订/).first().waitFor()
    assert.equal(await card.getByRole('button', { name: '还没开始订' }).first().isDisabled(), true)
    assert.equal(await card.getByRole('link', { name: /^订座位/ }).count(), 0)
    await page.context().unrouteAll({ behavior: 'ignoreErrors' }) // an answer may be under way
    await page.context().close()
  })
}
