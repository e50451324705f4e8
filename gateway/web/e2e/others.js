import assert from 'node:assert/strict'
import { signIn, visitor } from './browser.js'
import { readyForAxe, violationsOfLong } from './look.js'

export async function others(t, world) {
  const { house, browser } = world
  await t.test('the gala counts down by the server’s clock, on a device years ahead', async () => {
    const page = await visitor(browser, house)
    await page.clock.install({ time: '2031-05-01T00:00:00Z' })
    await page.goto('/gala')
    const clock = page.locator('.clock')
    await clock.waitFor()
    const { items } = await (await page.request.get('/v1/events')).json()
    const gala = items.find((event) => event.kind === 'gala')
    const left = Math.floor((Date.parse(gala.starts) - Date.parse(gala.now)) / 86_400_000)
    await page.waitForFunction((days) => Math.abs(Number(document.querySelector('.clock dd').textContent) - days) <= 1, left)
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('the console is for those who work here, and shows an administrator the house', async () => {
    const page = await visitor(browser, house, { width: 1280, height: 900 })
    await page.goto('/console')
    await page.getByRole('heading', { name: '工作人员登录' }).waitFor()
    await page.getByRole('button', { name: /李建国/ }).click()
    await page.getByRole('heading', { name: '这里是工作人员用的' }).waitFor()
    await page.getByRole('button', { name: '换个账号' }).click()
    await page.getByRole('button', { name: /演示管理员/ }).click()
    await page.getByRole('link', { name: '系统' }).click()
    await page.getByRole('heading', { name: '系统' }).waitFor()
    for (const part of ['文档库', 'Redis', '图片和文件', '任务队列', '网页']) await page.getByRole('cell', { name: part }).first().waitFor()
    await page.getByRole('cell', { name: 'events', exact: true }).waitFor()
    await page.getByText(/的状态/).waitFor()
    assert.equal(await page.getByRole('link', { name: '打开队列管理' }).getAttribute('href'), '/console/queues')
    // A number gets one code a minute; who needs an administrator again takes this one.
    world.asAdmin = await page.context().cookies()
    world.staff = new Map([...(world.staff ?? []), ['admin', { cookies: world.asAdmin }]])
    assert.ok((await page.request.get('/console/queues/')).ok(), 'the link leads somewhere')
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('the gate opens without a network after the first visit, and says what it is', async () => {
    const page = await visitor(browser, house)
    await page.goto('/gate')
    await page.getByText('这台设备还没有登记').waitFor()
    await page.getByText('已存到这台设备').waitFor()
    await page.context().setOffline(true)
    await page.reload()
    await page.getByText('这台设备还没有登记').waitFor()
    await page.context().setOffline(false)

    const manifest = await (await page.request.get('/gate/manifest.webmanifest')).json()
    assert.equal(manifest.display, 'standalone')
    for (const icon of manifest.icons) assert.equal((await page.request.get(icon.src)).headers()['content-type'], 'image/png')
    assert.deepEqual(page.complaints, [])

    // The worker keeps to its own page: the residents' are always the newest.
    await page.goto('/')
    assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null)
    await page.context().close()
  })

  await t.test('the queues are not open to residents', async () => {
    const page = await visitor(browser, house)
    await signIn(page, house, '15400003001')
    assert.equal((await page.request.get('/console/queues/')).status(), 403)
    await page.context().close()
  })
}

/** Written for programmers, in English, and without the pages' switches. */
export async function documentation({ house, browser }) {
  const page = await visitor(browser, house, { width: 320, height: 640 })
  await readyForAxe(page)
  await page.goto('/docs')
  await page.getByText('/v1/pools/{pool}/claims').first().waitFor()
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, 'scrolls sideways at 320 px')
  assert.deepEqual(await violationsOfLong(page), [])
  assert.deepEqual(page.complaints, [])
  await page.context().close()
}
