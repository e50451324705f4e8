import assert from 'node:assert/strict'
import { asStaff } from './browser.js'
import { readyForAxe, settle, violations } from './look.js'

/** Who performs in an item, from the plan to the register's consents and back to the director's desk. */
export async function performers(t, world) {
  const shot = (page, name) => process.env.SHOTS && page.locator('.items > li, .order li').nth(3).screenshot({ path: `${process.env.SHOTS}/${name}.png` })
  const desk = await asStaff(world, 'director')
  await readyForAxe(desk)
  let who // the performer

  await t.test('a director names people of the register, each once, and a group by its leader', async () => {
    await desk.goto('/console/show/gala/plan')
    const item = desk.locator('.items > li').nth(3)
    await item.getByText('还没写演员').click()
    const found = await (await desk.request.get('/v1/performers?q=wang&limit=10')).json()
    const [first, second] = found.items.map((p, at) => ({ ...p, at })).filter((p) => p.age_band === '18-59')
    who = first
    const pick = async (one) => {
      await item.locator('.cast [role=combobox]').fill('wang')
      await item.locator('[role=listbox][aria-busy=false] [role=option]').nth(one.at).click()
    }
    await pick(first)
    await item.getByText('演员（1 人）').waitFor()
    await pick(first)
    await item.getByText('已经写上了').waitFor()
    await item.getByLabel(/^队名/).fill('江畔腰鼓队')
    await pick(second)
    await item.getByText(/江畔腰鼓队，领队 /).waitFor()
    await settle(desk)
    assert.deepEqual(await violations(desk), [])
    await shot(desk, 'plan-performers')
    await item.getByRole('button', { name: `去掉${second.name}` }).click()
    await desk.getByRole('button', { name: '存下来' }).click()
    await desk.waitForURL(/\/console\/show\/gala$/)
  })

  const line = desk.locator('.order li').nth(3)
  const say = async (given) => {
    const office = await asStaff(world, 'admin')
    const answer = await office.request.post(`/v1/people/${who.id}/consents`, { data: { purpose: 'replay', given, how: 'voice', witness: '童爱华' } })
    assert.ok(answer.ok(), `${answer.status()} ${await answer.text()}`)
    await office.context().close()
  }
  await t.test('the desk says who stands in the way of a replay, follows what people say, and the plan says who it is', async () => {
    await line.getByText('1 人没同意，不放回看').waitFor()
    await shot(desk, 'desk-performers')
    await say(true)
    await line.getByText('没同意').waitFor({ state: 'detached', timeout: 40_000 })
    await say(false)
    await line.getByText('1 人没同意，不放回看').waitFor({ timeout: 40_000 })
    await desk.goto('/console/show/gala/plan')
    const item = desk.locator('.items > li').nth(3)
    await item.getByText('演员（1 人）').click()
    await item.locator('.cast li', { hasText: who.name }).getByText('还没同意回看').waitFor()
  })
  assert.deepEqual(desk.complaints, [])
  await desk.context().close()

  await t.test('on a narrow screen, in large type and in English', async () => {
    const page = await asStaff(world, 'director', { width: 320, height: 640, elder: true, lang: 'en' })
    await readyForAxe(page)
    await page.goto('/console/show/gala/plan')
    const item = page.locator('.items > li').nth(3)
    await item.getByText('Performers (1)').click()
    await item.locator('.cast [role=combobox]').fill('wang')
    await item.locator('[role=listbox][aria-busy=false] [role=option]').first().waitFor()
    await settle(page)
    assert.deepEqual(await violations(page), [])
    await shot(page, 'plan-performers-320')
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out')
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })
}
