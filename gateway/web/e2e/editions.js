import assert from 'node:assert/strict'
import { asStaff, signIn, visitor } from './browser.js'
import { readyForAxe, violations } from './look.js'

/** An edition from nothing to the end: begun, made public, stopped, and everybody told. */
export async function editions(t, world) {
  const { house, browser } = world
  const shot = (page, name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
  const local = (at) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16)
  // Far from now: at night nobody is woken for it, and is told in the morning.
  const clock = local(Date.now()).slice(11)
  const asleep = clock >= '21:30' || clock < '07:30'
  const heard = asleep ? 'open' : 'told'
  const starts = Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 400 * 86_400_000
  let id, session, pool

  await t.test('an organiser begins an edition from nothing, and is told what is missing until it is public', async () => {
    const desk = await asStaff(world, 'organiser')
    await readyForAxe(desk)
    const dialog = desk.locator('dialog[open]')
    const because = async (why, press) => {
      await dialog.getByLabel('为什么').fill(why)
      await dialog.getByRole('button', { name: press, exact: true }).click()
    }
    await desk.goto('/console/editions')
    await desk.getByRole('button', { name: '办一届' }).click()
    await dialog.getByLabel('照哪一届办').selectOption('')
    await dialog.getByLabel('哪一种').selectOption('gala')
    await dialog.getByText(/按农历，下一回是.*正月初一/).waitFor()
    await dialog.getByLabel('名称（中文）').fill('社区歌会')
    await dialog.getByLabel('简介（中文）').fill('邻居们唱')
    await dialog.getByLabel('地点（中文）').fill('文体中心')
    await dialog.getByLabel('开始').fill(local(starts))
    await dialog.getByLabel('结束').fill(local(starts + 27 * 3_600_000))
    await dialog.getByLabel('谁都能来').uncheck()
    await because('街道定的', '建草稿')
    await desk.waitForURL(/editions\/gala-/)
    id = desk.url().match(/editions\/([^?]+)/)[1]
    await desk.getByText(/公开之前还缺：.*安全负责人.*电话.*场次/).waitFor()
    assert.ok(await desk.getByRole('button', { name: '公开', exact: true }).isDisabled())
    // Over two days it says both.
    assert.equal((await desk.locator('dl.facts dd.num').first().innerText()).match(/\d月\d+日/g).length, 2)

    await desk.getByRole('button', { name: '改说明' }).click()
    await dialog.getByLabel('电话').fill('027-0000-0000')
    await dialog.getByLabel('安全负责人').fill('总负责')
    await because('补齐', '改说明')
    await dialog.waitFor({ state: 'hidden' })
    await desk.getByRole('button', { name: '添一场' }).click()
    await dialog.getByLabel('名称（中文）').fill('第一场')
    await dialog.getByLabel('开始').fill(local(starts))
    await dialog.getByLabel('结束').fill(local(starts + 2 * 3_600_000))
    await because('定了', '改')
    await dialog.waitFor({ state: 'hidden' })
    await desk.getByRole('button', { name: '公开', exact: true }).click()
    await because('都齐了', '公开')
    await desk.getByText('正在发名额').waitFor()
    await desk.getByText('还没有要通知大家的事。').waitFor()
    assert.deepEqual(await violations(desk), [])
    await shot(desk, 'edition-1280')

    session = (await (await desk.request.get(`/v1/editions/${id}`)).json()).sessions[0].id
    const known = await (await desk.request.get(`/v1/sessions/${session}/stock`)).json()
    const more = await desk.request.put(`/v1/sessions/${session}/capacity`, { data: { version: known.version, capacity: 20, why: '核准' } })
    assert.equal(more.status(), 200, await more.text())
    pool = `${session}-all`
    const made = await desk.request.post(`/v1/sessions/${session}/pools`, {
      data: { id: pool, title: { zh: '居民', en: 'Residents' }, places: 20, max_party: 4, opens: new Date(Date.now() + 1500).toISOString(), closes: new Date(starts).toISOString(), why: '发名额' },
    })
    assert.equal(made.status(), 201, await made.text())
    assert.deepEqual(desk.complaints, [])
    await desk.context().close()
  })

  await t.test('a commander stops it on somebody’s word; everybody is told, and the page says who', async () => {
    const guest = await visitor(browser, house)
    await signIn(guest, house, '15400006881')
    let claimed
    for (const until = Date.now() + 20_000; claimed?.status() !== 201; ) {
      claimed = await guest.request.post(`/v1/pools/${pool}/claims`, { data: { party: 3 }, headers: { 'Idempotency-Key': 'e2e-edition-1' } })
      assert.ok(Date.now() < until, await claimed.text())
    }
    const desk = await asStaff(world, 'commander')
    await readyForAxe(desk)
    const dialog = desk.locator('dialog[open]')
    await desk.goto(`/console/editions/${id}`)
    await desk.getByRole('button', { name: '叫停' }).click()
    await dialog.getByLabel('告诉大家的话（中文）').fill('风太大')
    await dialog.getByLabel('为什么').fill('气象台发了警报')
    await dialog.getByRole('button', { name: '叫停' }).click()
    await dialog.getByText('请写明是谁决定的').waitFor() // nothing is stopped on nobody's word
    await dialog.getByLabel('依据（谁决定的）').fill('区公安分局')
    await dialog.getByRole('button', { name: '叫停' }).click()
    await dialog.waitFor({ state: 'hidden' })
    const said = desk.locator('[data-bulletin=stopped]')
    await said.getByText(/依据：区公安分局/).waitFor()
    await said.locator(`.${heard} dd`, { hasText: /^1$/ }).waitFor() // the worker has come round
    await said.getByText(/数的/).waitFor()
    await said.getByRole('button', { name: '看名单' }).click()
    await said.getByRole('cell', { name: asleep ? /还没有/ : /已告诉 · 短信/ }).waitFor()
    assert.deepEqual(await violations(desk), [])
    await shot(desk, 'edition-told-1280')
    await desk.setViewportSize({ width: 320, height: 640 })
    assert.deepEqual(await violations(desk), [])
    assert.ok(await desk.evaluate(() => document.documentElement.scrollWidth <= 320), 'nothing is cut off on a phone')
    await shot(desk, 'edition-told-320')
    const table = await desk.request.get(await said.getByRole('link', { name: '下载名单' }).getAttribute('href'))
    assert.match(await table.text(), asleep ? /^claim,session,[^]*,open,[^]*\nend,1,/ : /^claim,session,[^]*,told,,sms,[^]*\nend,1,/)

    const { items } = await (await fetch(`${house.url}/v1/dev/messages?to=15400006881`)).json()
    assert.equal(items.filter((m) => m.template === 'edition_stopped' && m.text.includes('请先不要来') && m.text.includes('依据：区公安分局')).length, asleep ? 0 : 1)
    await guest.goto(`/events/${id}`)
    await guest.getByText('这场活动暂停').waitFor()
    assert.equal((await guest.request.post(`/v1/pools/${pool}/claims`, { data: { party: 1 }, headers: { 'Idempotency-Key': 'e2e-edition-2' } })).status(), 409)

    await desk.setViewportSize({ width: 1280, height: 900 })
    await desk.getByRole('button', { name: '取消', exact: true }).click()
    await dialog.getByLabel('依据（谁决定的）').fill('项目组')
    await dialog.getByLabel('告诉大家的话（中文）').fill('今年不办了')
    await dialog.getByLabel('为什么').fill('风一直不停')
    await dialog.getByRole('button', { name: '取消', exact: true }).first().click()
    await dialog.waitFor({ state: 'hidden' })
    await desk.locator(`[data-bulletin=cancelled] .${heard} dd`, { hasText: /^1$/ }).waitFor()
    for (const page of [guest, desk]) {
      assert.deepEqual(page.complaints, [])
      await page.context().close()
    }
  })

  await t.test('in English, in large type and on a phone', async () => {
    const desk = await asStaff(world, 'organiser', { width: 320, height: 640, lang: 'en', elder: true })
    await readyForAxe(desk)
    for (const path of process.env.SHOTS ? ['editions', `editions/${id}`, 'book', 'slots', 'command', 'passes', 'roles'] : [`editions/${id}`, 'editions/banquet-2027', 'editions/banquet-2027/recall', 'passes']) {
      await desk.goto(`/console/${path}`)
      await desk.locator('main h1').waitFor()
      await desk.waitForLoadState('networkidle')
      assert.deepEqual(await violations(desk), [], path)
      assert.ok(await desk.evaluate(() => document.documentElement.scrollWidth <= 320), `${path} is wider than a phone`)
      assert.doesNotMatch(await desk.locator('main').innerText(), /\b(editions|feastDesk|crowd|lostPass|console)\.[a-z]/, `${path} shows the name of a sentence`)
      await shot(desk, `en-elder-320-${path.replace('/', '-')}`)
    }
    assert.deepEqual(desk.complaints, [])
    await desk.context().close()
  })

  await t.test('a lost pass is read back, replaced once, and the old one opens no gate', async () => {
    const guest = await visitor(browser, house)
    await signIn(guest, house, '15400006882')
    const { items: all } = await (await fetch(`${house.url}/v1/events`)).json()
    const show = all.find((e) => e.id.endsWith('-rehearsal'))
    const { items: sessions } = await (await fetch(`${house.url}/v1/events/${show.id}/sessions`)).json()
    const open = sessions.find((s) => Date.parse(s.ends) > Date.now())
    const { pools } = await (await fetch(`${house.url}/v1/sessions/${open.id}/availability`)).json()
    const booked = await guest.request.post(`/v1/pools/${pools[0].id}/claims`, { data: { party: 2 }, headers: { 'Idempotency-Key': 'e2e-lost-0001' } })
    assert.equal(booked.status(), 201, await booked.text())
    const claim = await booked.json()
    const before = await (await guest.request.get(`/v1/claims/${claim.id}/pass`)).json()

    const desk = await asStaff(world, 'hotline_operator')
    await readyForAxe(desk)
    await desk.goto('/console/passes')
    await desk.getByLabel('电话').fill('15400006882')
    await desk.getByRole('button', { name: '找', exact: true }).click()
    const one = desk.locator(`[data-pass="${claim.id}"]`)
    await one.getByText(before.words.zh).waitFor()
    assert.deepEqual(await violations(desk), [])
    await shot(desk, 'passes-1280')
    const paper = await desk.request.get(await one.getByRole('link', { name: '再打一张' }).getAttribute('href'))
    assert.equal(paper.headers()['content-type'], 'application/pdf')
    await one.getByRole('button', { name: '补一张新的' }).click()
    const dialog = desk.locator('dialog[open]')
    await dialog.getByLabel('为什么').fill('纸卡掉在路上')
    await dialog.getByRole('button', { name: '补一张新的' }).click()
    await dialog.getByText('先念给对方听，对得上再补。').waitFor()
    await dialog.getByLabel('念过了，对方说对').check()
    await dialog.getByRole('button', { name: '补一张新的' }).click()
    await desk.locator('.hint', { hasText: '补好了，新的码是' }).waitFor()
    const after = await (await guest.request.get(`/v1/claims/${claim.id}/pass`)).json()
    assert.notEqual(after.serial, before.serial)
    assert.notEqual(after.code, before.code)
    const again = await desk.request.post(`/v1/lost-passes/${claim.id}`, { data: { code: before.code, why: '又按了一次' } })
    assert.equal((await again.json()).code, after.code, 'the same loss makes one new pass')
    for (const page of [guest, desk]) {
      assert.deepEqual(page.complaints, [])
      await page.context().close()
    }
  })
}
