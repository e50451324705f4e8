import assert from 'node:assert/strict'
import { asStaff, openPools, staff } from './browser.js'
import { readyForAxe, violations } from './look.js'

/** Booking for others: by keyboard at the hotline, and a chat's list by a building head. */
export async function office(t, world) {
  const { house } = world
  const shot = (page, name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
  const building = (await staff(world, 'building_head')).me.grants.find((g) => g.role === 'building_head').node
  const session = (await openPools(house)).at(-2)

  await t.test('the hotline books by keyboard alone, and reads back before', async () => {
    const page = await asStaff(world, 'hotline_operator')
    await readyForAxe(page)
    const head = await asStaff(world, 'building_head')
    const { items: doors } = await (await head.request.get(`/v1/doors?building=${building}`)).json()
    await head.context().close()
    const one = doors.flatMap((d) => d.people.map((p) => ({ ...p, room: d.room, unit: d.unit }))).find((p) => p.age_band === '60-69')
    await page.goto('/console/book')
    const press = (key) => page.keyboard.press(key)
    await page.getByRole('combobox', { name: '替谁订' }).waitFor()
    await page.keyboard.type(`${one.name} ${building}`)
    const option = page.getByRole('option').filter({ hasText: one.name })
    await option.first().waitFor()
    await page.locator('[role=listbox][aria-busy=false]').waitFor() // of all that was typed; Enter takes no earlier one
    await press('Enter') // the likeliest stands first
    await page.getByRole('button', { name: '换一位' }).waitFor()
    await page.locator('.book-one select').first().waitFor()
    await page.waitForFunction(() => document.activeElement?.tagName === 'SELECT')
    await press('Tab')
    await page.keyboard.type('18:30') // the first that begins so
    await page.getByText(/热线的名额/).waitFor()
    await press('Tab')
    await press('Tab') // past the kind of places
    await page.keyboard.type('2')
    await page.locator('#book-party').fill('2') // the field had a 1
    const sentence = page.locator('.sentence')
    await sentence.getByText(/2 位。对不对？/).waitFor()
    assert.match(await sentence.innerText(), new RegExp(one.name))
    assert.deepEqual(await violations(page), [])
    await shot(page, 'office-one')
    await press('Enter')
    await page.locator('[data-booked]').waitFor()
    await page.waitForFunction(() => document.activeElement?.textContent === '下一位')
    await shot(page, 'office-done')
    await press('Enter')
    await page.waitForFunction(() => document.activeElement?.matches('.book-one input'))
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('a list from a chat is matched, doubts are decided, and it is booked line by line', async () => {
    const page = await asStaff(world, 'building_head', { width: 320, height: 800 })
    await readyForAxe(page)
    const { items: doors } = await (await page.request.get(`/v1/doors?building=${building}`)).json()
    const people = doors.flatMap((d) => d.people.map((p) => ({ ...p, unit: d.unit, room: d.room }))).filter((p) => ['18-59', '60-69'].includes(p.age_band))
    const named = people.filter((p) => people.filter((q) => q.name === p.name).length === 1).slice(-3)
    await page.goto('/console/book')
    await page.getByRole('button', { name: '贴接龙' }).click()
    await page.getByLabel('把群里的接龙贴进来').fill(`#接龙 灯展\n1. ${named[0].name} ${named[0].room} 2人\n2、${named[1].name} ${named[1].room} 两大一小\n3. 从没见过的人 1位`)
    await page.getByRole('button', { name: '对一对' }).click()
    await page.getByRole('heading', { name: /读出 3 行/ }).waitFor()
    for (const [n, p] of named.slice(0, 2).entries()) {
      const select = page.locator(`[data-line="${n + 1}"] select`)
      if ((await select.inputValue()) === '') await select.selectOption(p.id)
      assert.equal(await select.inputValue(), p.id)
    }
    assert.equal(await page.locator('[data-line="2"] input').nth(1).inputValue(), '1', 'a child')
    await page.getByLabel('哪一场').selectOption(session.session)
    await page.getByText(/楼栋长的名额/).waitFor()
    assert.deepEqual(await violations(page), [])
    await shot(page, 'office-chain-320')
    await page.getByRole('button', { name: '一行一行订上' }).click()
    await page.locator('[data-line="2"]').getByText(/订好了，码/).waitFor()
    await page.locator('[data-line="1"]').getByText(/订好了，码/).waitFor()
    const out = await page.locator('[data-export]').innerText()
    assert.match(out, new RegExp(`1\\. ${named[0].name}.* 2 位 已订\n2\\. .* 3 位 已订\n3\\. .* 没订上`))
    const codes = await page.locator('[data-line] strong.num').allInnerTexts()
    assert.ok(codes.every((c) => !out.includes(c.replace(/.*码 /, ''))), 'no codes go to the chat')
    await shot(page, 'office-chain-done-320')

    await page.getByRole('button', { name: '打印楼栋名单' }).click()
    const sheet = await page.request.get(await page.getByRole('link', { name: '打开名单' }).getAttribute('href'))
    assert.equal(sheet.status(), 200, await sheet.text())
    assert.match((await sheet.body()).subarray(0, 5).toString(), /%PDF-/)
    if (process.env.SHOTS) (await import('node:fs')).writeFileSync(`${process.env.SHOTS}/bookings.pdf`, await sheet.body())
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })
}
