import assert from 'node:assert/strict'
import { asStaff, signIn, visitor } from './browser.js'
import { readyForAxe, violations } from './look.js'

/** A seating becomes everybody's, and what is done on the day. */
export async function feastDay(t, world) {
  const { house, browser } = world
  const event = 'banquet-2027'
  const overview = async (page) => (await page.request.get(`/v1/events/${event}/seating`)).json()
  const open = async () => {
    const page = await asStaff(world, 'organiser')
    await readyForAxe(page)
    await page.goto('/console/tables')
    await page.locator('.hall[data-drawn]:not([data-drawn=""])').waitFor()
    return page
  }

  await t.test('a resident reads where, with whom and why; of the other meal only once it is published', async () => {
    const me = await visitor(browser, house)
    await signIn(me, house, '15400000004')
    await me.goto(`/banquet/${event}`)
    await me.locator('[data-seat]').waitFor()
    assert.match(await me.locator('[data-seat]').innerText(), /号桌[^]*同桌/)
    if (process.env.SHOTS) await me.screenshot({ path: `${process.env.SHOTS}/seat.png`, fullPage: true })

    const page = await open()
    await page.getByRole('button', { name: /第二席/ }).click()
    await page.locator('[data-public=draft]').waitFor()
    assert.equal(await page.getByRole('link', { name: '印这个会场的桌卡' }).count(), 0)
    await page.getByRole('button', { name: '公布这一席' }).click()
    const dialog = page.locator('dialog[open]')
    await dialog.getByText(/家第一次收到座位/).waitFor()
    assert.deepEqual(await violations(page), [])
    await dialog.getByLabel('为什么').fill('核对过了')
    await dialog.getByRole('button', { name: '就这么办' }).click()
    await page.locator('[data-public=public]').waitFor()
    await page.getByRole('link', { name: '印这个会场的桌卡' }).waitFor()
    assert.deepEqual([...page.complaints, ...me.complaints], [])
    for (const one of [page, me]) await one.context().close()
  })

  await t.test('a hall is closed on the day: what that costs is read first, wheelchairs keep a place, the others get the meal, and it is opened again', async () => {
    const page = await open()
    const hall = await page.getByLabel('会场', { exact: true }).inputValue()
    const homes = async (id, sitting) => (await (await page.request.get(`/v1/events/${event}/seating/${sitting}/halls/${id}`)).json()).homes
    const { sittings } = await overview(page)
    const chairs = (await homes(hall, sittings[0].id)).filter((h) => h.wheelchairs?.length)
    await page.getByRole('button', { name: '这个会场停用' }).click()
    const dialog = page.locator('dialog[open]')
    await dialog.locator('h3').nth(1).waitFor() // both meals to come
    await dialog.getByText(/改成送餐上门/).first().waitFor()
    await dialog.getByLabel('为什么').fill('屋顶漏水')
    const done = page.waitForResponse((r) => r.url().endsWith('/closure') && r.request().postDataJSON().why)
    await dialog.getByRole('button', { name: '就这么办' }).click()
    const { meals } = await (await done).json()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText('这个会场这一席已经停用').waitFor()
    await page.getByRole('heading', { name: /家等人工安排/ }).waitFor()
    await page.getByText(/家改成送餐上门/).waitFor()
    assert.equal((await homes(hall, sittings[0].id)).length, 0)
    const moved = meals.find((m) => m.sitting === sittings[0].id).cost
    assert.ok(moved.placed && moved.brought, JSON.stringify(moved, undefined, 1).slice(0, 400))
    for (const h of chairs) assert.ok(moved.moved.find((m) => m.household === h.household)?.to, `${h.household} in a wheelchair has another place`)
    const after = (await overview(page)).sittings[0]
    assert.equal(after.public.version, after.version.id, 'residents read it at once')
    for (const until = Date.now() + 30_000; !(await overview(page)).sittings[0].public.told; await page.waitForTimeout(500)) assert.ok(Date.now() < until, 'everybody is told')
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/closed.png`, fullPage: true })

    await page.getByRole('button', { name: '这个会场恢复使用' }).click()
    await dialog.getByLabel('为什么').fill('修好了')
    await dialog.getByRole('button', { name: '这个会场恢复使用' }).click()
    await page.getByRole('button', { name: '这个会场停用' }).waitFor()
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })
}
