import assert from 'node:assert/strict'
import { openPools, signIn, visitor } from './browser.js'
import { readyForAxe, settle, violations } from './look.js'

/** The lantern show for a resident: from the first page to another time and another gate. */
export async function show(t, { house, browser }) {
  const shot = (page, name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
  const sessions = await openPools(house)
  const lantern = sessions[0].event

  await t.test('from the first page to a booking in four taps at most, and on to another time and gate', async () => {
    const page = await visitor(browser, house, { width: 320, height: 640 })
    await readyForAxe(page)
    await signIn(page, house, '15400006701')
    await page.goto('/')
    let taps = 0
    const tap = async (locator) => {
      await locator.click()
      taps++
    }
    await tap(page.locator(`a[href^="/events/${lantern}"]`).first())
    await page.locator('[data-window] .ok').nth(3).waitFor()
    await settle(page)
    assert.deepEqual(await violations(page), [])
    await shot(page, 'show-320')
    const window = page.locator('[data-window]').nth(2)
    await tap(window.getByRole('button', { name: /订这一场/ }))
    await page.getByRole('heading', { name: '对一遍，没错就订' }).waitFor()
    assert.deepEqual(await violations(page), [])
    await shot(page, 'show-check-320')
    await tap(page.locator('[data-press]'))
    await page.waitForURL(/\/bookings\/[^?]+\?booked/)
    assert.ok(taps <= 4, `${taps} taps`)

    const first = page.url().match(/bookings\/([^?]+)/)[1]
    const before = await (await page.request.get(`/v1/claims/${first}/pass`)).json()
    const more = page.locator('[data-more]')
    await more.getByRole('button', { name: '换个门进' }).click()
    const other = before.gates[0].id === 'e4' ? '南3门' : '东4门'
    await more.locator('[data-gates] button').filter({ hasText: other }).click()
    await more.getByText(`换好了，现在走${other}`).waitFor()
    await page.locator('.pass dd b').filter({ hasText: other }).waitFor()
    assert.notEqual((await (await page.request.get(`/v1/claims/${first}/pass`)).json()).serial, before.serial)

    const calendar = await page.request.get(await more.getByRole('link', { name: '记到日历里' }).getAttribute('href'))
    assert.match(await calendar.text(), /^BEGIN:VCALENDAR\r\n[^]*DTSTART;TZID=Asia\/Shanghai:\d{8}T193000\r\n/)

    await more.getByRole('button', { name: '转给亲友' }).click()
    const card = await more.locator('[data-share] .text').innerText()
    const [, code] = card.match(/口令 (WJD\d\d-N1-1930)，/)
    assert.match(card, /元宵灯展 · .*正月十四.* · 19:30–20:00\n还剩 \d+ 位/)
    await shot(page, 'show-share-320')

    await more.getByRole('button', { name: '换个时间' }).click()
    const later = more.locator('[data-swap] li').filter({ hasText: '20:30–21:00' }).first()
    await later.getByRole('button').click()
    await settle(page)
    assert.deepEqual(await violations(page), [])
    await shot(page, 'show-swap-320')
    await later.getByRole('button', { name: '换', exact: true }).click()
    await page.waitForURL((url) => !url.href.includes(first) && url.href.includes('booked'))
    await page.getByText('20:30').first().waitFor()
    const { items } = await (await page.request.get('/v1/me/claims')).json()
    assert.deepEqual(items.map((c) => [c.id === first, c.state]).sort(), [[false, 'claimed'], [true, 'released']])

    await page.goto(`/s/${code.toLowerCase()}`)
    await page.locator(`[data-window="${sessions[2].session}"].told`).waitFor()
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('a visitor who is nobody here yet sees what is left for a party, in large type and in English', async () => {
    const page = await visitor(browser, house, { elder: true, lang: 'en', width: 320, height: 640 })
    await readyForAxe(page)
    await page.goto(`/events/${lantern}`)
    await page.getByText('Room for 2').first().waitFor()
    for (let i = 0; i < 3; i++) await page.getByRole('button', { name: 'One more' }).click()
    await page.getByText('Room for 5').first().waitFor()
    await page.getByLabel('How many of them are children?').selectOption('2')
    await page.getByLabel(/wheelchair/).check()
    assert.ok(await page.getByLabel('Visitors from the city').isChecked(), 'whoever is not on the register is a visitor')
    await settle(page)
    assert.deepEqual(await violations(page), [])
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), 'nothing sticks out')
    await shot(page, 'show-elder-en')
    await page.getByRole('button', { name: '19:00–19:30 Book this one' }).click()
    await page.getByText('3 adults, 2 children').waitFor()
    await page.getByText('A gate without steps').waitFor()
    await signIn(page, house, '15400006702')
    await page.reload()
    await page.getByText('Room for 2').first().waitFor()
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('the show on a large screen', async () => {
    const page = await visitor(browser, house, { width: 1280, height: 900 })
    await readyForAxe(page)
    await page.goto(`/events/${lantern}`)
    await page.getByText('够 2 位').first().waitFor()
    assert.deepEqual(await violations(page), [])
    await shot(page, 'show-desktop')
    await page.context().close()
  })
}
