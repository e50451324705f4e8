import assert from 'node:assert/strict'
import { openPools, signIn, visitor } from './browser.js'

const problem = (status, code, headers = {}, details) => ({
  status,
  headers: { 'Content-Type': 'application/problem+json', ...headers },
  body: JSON.stringify({ type: 'about:blank', title: code, status, detail: code, code, details, request_id: 'test' }),
})

export async function network(t, { house, browser }) {
  const sessions = await openPools(house)
  let person = 2000

  // Somebody signed in, one step before the press, on a session of their own.
  async function beforeThePress() {
    const page = await visitor(browser, house)
    await signIn(page, house, `1540000${++person}`)
    const session = sessions[person % sessions.length]
    const [pool] = await session.pools()
    await page.goto(session.path(pool.id))
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('heading', { name: '看一看，对不对' }).waitFor()
    return { page, pool, claimed: async () => (await session.pools()).find((p) => p.id === pool.id).claimed }
  }

  await t.test('an answer lost after the places were taken: the same press goes on, and books once', async () => {
    const { page, pool, claimed } = await beforeThePress()
    const before = await claimed()
    const keys = []
    await page.route('**/v1/pools/*/claims', async (route) => {
      keys.push(route.request().headers()['idempotency-key'])
      if (keys.length > 2) return route.continue()
      const answer = await route.fetch()
      assert.equal(answer.status(), 201)
      await route.abort('connectionreset')
    })
    await page.getByRole('button', { name: '就这样，订' }).click()
    await page.getByText(/秒后自动再试/).waitFor()
    await page.getByRole('heading', { name: '订好了' }).waitFor()
    assert.equal(keys.length, 3)
    assert.equal(new Set(keys).size, 1, 'one press, one key')
    assert.equal(await claimed(), before + 2)
    const { items } = await (await page.request.get('/v1/me/claims')).json()
    assert.deepEqual(items.map((claim) => [claim.pool, claim.state]), [[pool.id, 'claimed']])
    await page.context().close()
  })

  await t.test('the page closed before the answer came: opened again, it goes on with the same press', async () => {
    const { page, claimed } = await beforeThePress()
    const before = await claimed()
    const keys = []
    await page.route('**/v1/pools/*/claims', async (route) => {
      keys.push(route.request().headers()['idempotency-key'])
      if (keys.length > 1) return route.continue()
      await route.fetch()
      await route.abort('connectionreset')
    })
    await page.getByRole('button', { name: '就这样，订' }).click()
    await page.getByText(/秒后自动再试/).waitFor()
    await page.getByRole('button', { name: '先不试了' }).click()
    await page.getByText('还不知道订上没有').waitFor()
    await page.reload()
    await page.getByText('人数给您留着').waitFor()
    await page.getByRole('button', { name: '再按一次' }).click()
    await page.getByRole('heading', { name: '订好了' }).waitFor()
    assert.equal(new Set(keys).size, 1)
    assert.equal(await claimed(), before + 2)
    await page.context().close()
  })

  await t.test('a 503 is waited out as long as it asks', async () => {
    const { page } = await beforeThePress()
    const at = []
    await page.route('**/v1/pools/*/claims', (route) => {
      at.push(performance.now())
      return at.length === 1 ? route.fulfill(problem(503, 'rebuilding', { 'Retry-After': '3' })) : route.continue()
    })
    await page.getByRole('button', { name: '就这样，订' }).click()
    await page.getByText('这一场的名额正在核对').waitFor()
    await page.getByText(/[1234] 秒后自动再试（第 2 次）/).waitFor()
    await page.getByRole('heading', { name: '订好了' }).waitFor()
    assert.ok(at[1] - at[0] >= 3000, `came back after ${at[1] - at[0]} ms`)
    await page.context().close()
  })

  await t.test('every refusal of a press is a sentence, and a next step', async () => {
    for (const [code, status, sentence] of [
      ['sold_out', 409, '剩下的位子不够您这几位了'],
      ['closed', 409, '这一场已经截止了'],
      ['not_open', 409, '还没有开始订'],
      ['party_size', 422, '人数不在这一场许可的范围里'],
      ['slow_down', 429, '来得太快了'],
      ['internal', 500, '我们这边出了差错'],
      ['never_heard_of', 409, '刚刚有人改过'],
    ]) {
      const { page } = await beforeThePress()
      await page.route('**/v1/pools/*/claims', (route) => route.fulfill(problem(status, code)))
      await page.getByRole('button', { name: '就这样，订' }).click()
      await page.getByRole('alert').filter({ hasText: sentence }).waitFor()
      await page.getByRole('link', { name: /着急的话打/ }).waitFor()
      if (code === 'sold_out') {
        await page.getByRole('button', { name: '少一位' }).click()
        await page.getByText('1 位', { exact: true }).waitFor()
      }
      assert.deepEqual(page.complaints, [], code)
      await page.context().close()
    }
  })

  await t.test('signed out elsewhere: signs in again and presses the same press', async () => {
    const { page } = await beforeThePress()
    const keys = []
    page.on('request', (request) => request.method() === 'POST' && /claims$/.test(request.url()) && keys.push(request.headers()['idempotency-key']))
    await page.context().clearCookies()
    await page.getByRole('button', { name: '就这样，订' }).click()
    await page.getByRole('heading', { name: '先认一认您' }).waitFor()
    const phone = `1540000${++person}`
    await page.getByLabel('您的手机号').fill(phone)
    await page.getByRole('button', { name: '打电话念给我听' }).click()
    await page.getByLabel('电话里念的验证码').fill(await house.codeFor(phone))
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.locator('[data-press]').click()
    await page.getByRole('heading', { name: '订好了' }).waitFor()
    assert.equal(keys.length, 2)
    assert.equal(keys[0], keys[1])
    await page.context().close()
  })

  const { items } = await (await fetch(`${house.url}/v1/events`)).json()
  const gala = items.find((event) => event.kind === 'gala').id

  await t.test('without a network the figures grow old in plain sight, and are fresh again after', async () => {
    const page = await visitor(browser, house)
    await page.goto(`/events/${gala}`)
    await page.locator('.session').first().scrollIntoViewIfNeeded()
    await page.getByText(/· 刚刚/).first().waitFor()
    await page.context().setOffline(true)
    await page.getByText('现在没有网').waitFor()
    await page.getByText(/· [5-9] 秒前/).first().waitFor()
    const seen = page.locator('.session').first()
    await seen.getByText('暂时更新不上').first().waitFor()
    await page.context().setOffline(false)
    await seen.getByText(/· 刚刚/).first().waitFor()
    await seen.getByText('暂时更新不上').first().waitFor({ state: 'hidden' })
    await page.context().close()
  })

  await t.test('nobody asks while nobody looks', async () => {
    const page = await visitor(browser, house)
    let asked = 0
    page.on('request', (request) => /availability$/.test(request.url()) && asked++)
    await page.goto(`/events/${gala}`)
    await page.locator('.session').first().scrollIntoViewIfNeeded()
    await page.getByText(/余 [\d,]+ 位/).first().waitFor()
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await page.waitForLoadState('networkidle')
    const before = asked
    await page.waitForTimeout(5000) // longer than a round: the absence of something has no event to wait for
    assert.equal(asked, before)
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => false })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await page.waitForRequest(/availability$/)
    await page.context().close()
  })
}
