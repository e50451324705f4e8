import assert from 'node:assert/strict'
import { signIn, staff, visitor } from './browser.js'
import { everyPage } from './look.js'

async function asStaff(world, role, options = { width: 1280, height: 900 }) {
  const page = await visitor(world.browser, world.house, options)
  await page.context().addCookies((await staff(world, role)).cookies)
  return page
}

export async function desk(t, world) {
  const { house, browser } = world

  await t.test('staff enter by their second factor, and by nothing less', async () => {
    const { items } = await (await fetch(`${house.url}/v1/dev/logins`)).json()
    const login = items.find((one) => one.role === 'commander')
    const page = await visitor(browser, house, { width: 1280, height: 900 })
    await signIn(page, house, login.phone)
    await page.goto('/console')
    await page.getByRole('heading', { name: '第二道验证' }).waitFor()
    assert.equal(await page.getByRole('navigation').count(), 0)
    assert.equal((await page.request.get('/v1/people?q=wang')).status(), 403)
    await page.getByLabel('六位数字').fill('000000')
    await page.getByRole('button', { name: '进去' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByRole('button', { name: '演示：填上数字' }).click()
    await page.waitForFunction(() => /^\d{6}$/.test(document.querySelector('#factor-code').value))
    await page.getByRole('button', { name: '进去' }).click()
    await page.getByRole('link', { name: '人和户' }).waitFor()
    assert.equal(await page.getByRole('link', { name: '角色' }).count(), 0, 'what is not theirs is not offered')
    await page.goto('/console/roles')
    await page.getByRole('heading', { name: '这一页不归您管' }).waitFor()
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('somebody is found by sound, by keyboard alone, and a full number is shown for a reason that is kept', async () => {
    const page = await asStaff(world, 'branch_secretary')
    await page.goto('/console/people')
    const field = page.getByRole('combobox')
    await field.waitFor()
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'combobox', 'one can type at once')
    await page.keyboard.type('wang')
    await page.getByRole('option').nth(1).waitFor()
    await page.getByText(/名册是.*的/).waitFor()
    await page.getByText(/因为：/).first().waitFor()
    await page.keyboard.press('ArrowDown')
    const second = page.getByRole('option').nth(1)
    assert.equal(await second.getAttribute('aria-selected'), 'true')
    assert.equal(await field.getAttribute('aria-activedescendant'), await second.getAttribute('id'))
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.locator('.facts').waitFor()
    const name = await page.getByRole('heading', { level: 1 }).innerText()

    await page.getByRole('button', { name: '看完整的 出生' }).click()
    const dialog = page.getByRole('dialog', { name: '看完整的出生' })
    await dialog.getByText('看了会记下来').waitFor()
    await dialog.getByRole('button', { name: '看完整的' }).click()
    await dialog.getByText('请写几个字说明为什么').waitFor()
    await dialog.getByLabel('为什么').fill('核对生日')
    await dialog.getByRole('button', { name: '看完整的' }).click()
    await page.getByRole('button', { name: '遮起来' }).waitFor()
    await page.getByRole('link', { name: '操作记录' }).last().click()
    await page.locator('.lines').getByText('看了一项完整的资料').first().waitFor()
    await page.getByText('原因：核对生日').first().waitFor()
    await page.getByText('做成了').first().waitFor()
    assert.ok(name.length > 1)
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('a caller is known by the number, in one step', async () => {
    const page = await asStaff(world, 'hotline_operator')
    await page.goto('/console/calls')
    await page.waitForFunction(() => document.activeElement?.id === 'caller') // one can type at once
    const resident = (await (await fetch(`${house.url}/v1/dev/logins`)).json()).items[0]
    await page.keyboard.type(resident.phone)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /这个号码下有 \d+ 个人/ }).waitFor()
    await page.getByRole('button', { name: '下一个电话' }).click()
    assert.equal(await page.evaluate(() => document.activeElement.id), 'caller')
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('a role is given within one’s reach, and taken back', async () => {
    const page = await asStaff(world, 'admin')
    await page.goto('/console/roles')
    await page.getByRole('button', { name: '给一个角色' }).click()
    const dialog = page.getByRole('dialog', { name: '给一个角色' })
    await dialog.getByLabel('手机号').fill('154')
    await dialog.getByRole('button', { name: '给', exact: true }).click()
    await dialog.getByText('手机号是 11 位数字').waitFor()
    await dialog.getByLabel('手机号').fill('15400007001')
    await dialog.getByLabel(/名字/).fill('试给人')
    await dialog.getByLabel('角色').selectOption('organiser')
    await dialog.locator('.nodes select').first().selectOption({ index: 1 })
    await dialog.getByText(/选的是：/).waitFor()
    await dialog.getByLabel('为什么').fill('帮忙办活动')
    await dialog.getByRole('button', { name: '给', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    const row = page.getByRole('row').filter({ hasText: '试给人' })
    await row.getByRole('cell', { name: '组织者', exact: true }).waitFor()
    await row.getByRole('button', { name: /收回/ }).click()
    const back = page.getByRole('dialog', { name: /收回 试给人/ })
    await back.getByLabel('为什么').fill('办完了')
    await back.getByRole('button', { name: '收回' }).click()
    await row.waitFor({ state: 'detached' })
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('a list is read in: columns, progress, what was refused and why', async () => {
    const page = await asStaff(world, 'admin')
    const { items: estates } = await (await page.request.get('/v1/estates')).json()
    const { items: buildings } = await (await page.request.get(`/v1/buildings?estate=${estates[0].code}`)).json()
    const { units } = await (await page.request.get(`/v1/buildings/${buildings[0].code}/rooms`)).json()
    const place = `${estates[0].name}${buildings[0].number}栋${units[0].unit}单元${units[0].rooms[0]}`
    const csv = `姓名,某列,住址\n导测试,1951,${place}\n导错人,1952,火星苑9栋9单元999\n`
    await page.goto('/console/imports')
    await page.getByLabel('选文件').setInputFiles({ name: '名单.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await page.getByRole('button', { name: '上传', exact: true }).click()
    await page.getByRole('heading', { name: '哪一列是什么' }).waitFor()
    await page.getByLabel('某列 这一列当作').selectOption('born')
    await page.getByRole('button', { name: '开始导入 2 行' }).click()
    await page.getByText('导完了').waitFor({ timeout: 30_000 })
    await page.getByRole('heading', { name: '1 行没有收' }).waitFor()
    await page.getByRole('cell', { name: /火星苑/ }).first().waitFor()
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('parts of the organisation are merged after one has seen what moves', async () => {
    const page = await asStaff(world, 'admin')
    await page.goto('/console/organisation')
    // Down to a branch with several groups.
    for (let depth = 0; depth < 2; depth++) {
      await page.locator('table.list tbody th a').last().click()
      await page.waitForFunction((n) => document.querySelectorAll('.crumbs a').length > n, depth)
      await page.locator('table.list').waitFor()
    }
    const boxes = page.locator('table.list tbody input[type=checkbox]')
    await boxes.nth(0).check()
    await page.getByText('再选一个').waitFor()
    await boxes.nth(1).check()
    const names = await page.locator('table.list tbody th').allInnerTexts()
    await page.getByRole('radio', { name: names[0] }).check()
    await page.getByRole('heading', { name: `并到“${names[0]}”以后` }).waitFor()
    await page.getByText(/不再单独存在/).waitFor()
    await page.getByRole('button', { name: '合并', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('为什么').fill('两组并一组')
    await dialog.getByRole('button', { name: '合并', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: names[0] }).waitFor()
    await page.goto('/console/changes')
    await page.getByText('原因：两组并一组').waitFor()
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('two records of one person are merged for a reason, and the merge is undone', async () => {
    const page = await asStaff(world, 'admin')
    await page.goto('/console/duplicates')
    const pair = page.locator('article').first()
    await pair.waitFor()
    const { items } = await (await page.request.get('/v1/duplicates')).json()
    const gone = items[0].right.id
    await pair.getByRole('button', { name: '是同一个人，合成一份' }).click()
    const dialog = page.getByRole('dialog', { name: '合成一份登记' })
    await dialog.getByLabel('为什么').fill('登记了两次')
    await dialog.getByRole('button', { name: '是同一个人，合成一份' }).click()
    await dialog.waitFor({ state: 'hidden' })
    assert.equal((await (await page.request.get(`/v1/people/${gone}`)).json()).id, items[0].left.id)
    await page.getByRole('link', { name: '合过的' }).click()
    await page.getByText('原因：登记了两次').waitFor()
    await page.getByRole('button', { name: /撤销这次合并/ }).first().click()
    const undo = page.getByRole('dialog', { name: '撤销合并' })
    await undo.getByLabel('为什么').fill('其实是两个人')
    await undo.getByRole('button', { name: '撤销这次合并' }).click()
    await undo.waitFor({ state: 'hidden' })
    await page.locator('.tag').filter({ hasText: '撤销了' }).first().waitFor()
    assert.equal((await (await page.request.get(`/v1/people/${gone}`)).json()).id, gone)
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('two records that are of two people are not proposed again', async () => {
    const page = await asStaff(world, 'admin')
    await page.goto('/console/duplicates')
    await page.locator('article').first().waitFor()
    const { items } = await (await page.request.get('/v1/duplicates')).json()
    await page.locator('article').first().getByRole('button', { name: '不是同一个人' }).click()
    const dialog = page.getByRole('dialog', { name: '认定不是同一个人' })
    await dialog.getByLabel('为什么').fill('父子同名')
    await dialog.getByRole('button', { name: '不是同一个人' }).click()
    await dialog.waitFor({ state: 'hidden' })
    const left = await (await page.request.get('/v1/duplicates')).json()
    assert.equal(left.items.some((one) => one.id === items[0].id), false)
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('somebody is found and put into a team, leads it, and leaves it', async () => {
    const page = await asStaff(world, 'organiser')
    await page.goto('/console/teams')
    await page.getByLabel('队名里有').fill('腰鼓')
    await page.waitForFunction(() => document.querySelectorAll('table.list tbody tr').length === 1)
    await page.locator('table.list tbody th a').click()
    await page.getByRole('heading', { name: '队里的人' }).waitFor()
    const team = new URL(page.url()).pathname.split('/').at(-1)
    const before = await (await page.request.get(`/v1/teams/${team}`)).json()
    const member = (name) => page.getByRole('row').filter({ hasText: name })

    await page.getByRole('button', { name: '加一个人' }).click()
    const dialog = page.getByRole('dialog', { name: '加一个人' })
    await dialog.getByLabel('为什么').fill('新来的')
    await dialog.getByRole('button', { name: '加进来' }).click()
    await dialog.getByText('请先选一个人。').waitFor()
    await dialog.getByRole('combobox').first().fill('wang')
    await dialog.getByRole('option').first().waitFor()
    const { items: found } = await (await page.request.get('/v1/people?q=wang&limit=20')).json()
    const one = found.find((p) => p.kind === 'person' && ['18-59', '60-69'].includes(p.age_band) && !before.items.some((m) => m.person === p.id))
    await dialog.getByRole('option').filter({ hasText: one.address }).filter({ hasText: one.name }).first().click()
    await dialog.getByRole('button', { name: '加进来' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText(`队里有 ${before.members + 1} 个人`).waitFor()
    const joined = async (role) => (await (await page.request.get(`/v1/teams/${team}?limit=100`)).json()).items.filter((m) => m.role === role && !before.items.some((was) => was.person === m.person && was.role === m.role))
    const [newcomer] = await joined('member')

    await member(newcomer.name).last().getByRole('button', { name: /换个角色/ }).click()
    const change = page.getByRole('dialog', { name: `${newcomer.name} 在队里` })
    await change.getByLabel('队长', { exact: true }).check()
    await change.getByText('原来的队长就是队员').waitFor()
    await change.getByLabel('为什么').fill('大家推的')
    await change.getByRole('button', { name: '保存' }).click()
    await change.waitFor({ state: 'hidden' })
    await page.waitForFunction((name) => document.querySelector('table.list tbody tr')?.innerText.includes(name), newcomer.name)
    assert.equal((await joined('leader'))[0]?.person, newcomer.person)

    await member(newcomer.name).first().getByRole('button', { name: /出队/ }).click()
    const out = page.getByRole('dialog', { name: `让 ${newcomer.name} 出队？` })
    await out.getByLabel('为什么').fill('搬家了')
    await out.getByRole('button', { name: '出队' }).click()
    await out.waitFor({ state: 'hidden' })
    await page.getByText(`队里有 ${before.members} 个人`).waitFor()
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('what somebody needs is written down with how they agreed, and the log says so in words', async () => {
    const page = await asStaff(world, 'admin')
    const { items } = await (await page.request.get('/v1/households?building=GX-4&limit=20')).json()
    const everybody = items.flatMap((h) => h.people).filter((p) => p.age_band === '70-79' || p.age_band === '18-59')
    const views = await Promise.all(everybody.slice(0, 12).map(async (p) => (await page.request.get(`/v1/people/${p.id}`)).json()))
    const person = views.find((v) => v.consents.find((c) => c.purpose === 'needs')?.state !== 'given' && v.needs_count === 0)
    assert.ok(person, 'somebody was never asked')
    await page.goto(`/console/people/${person.id}`)
    await page.getByRole('button', { name: '改活动时的需要' }).click()
    const dialog = page.getByRole('dialog', { name: /参加活动要什么/ })
    await dialog.getByLabel('少盐').check()
    await dialog.getByText('还没有问过能不能记下这些').waitFor()
    await dialog.getByLabel('为什么').fill('打电话问的')
    await dialog.getByRole('button', { name: '保存' }).click()
    await dialog.getByText('请写上在场的人。').waitFor()
    await dialog.getByLabel('谁在场听见、看见的').fill('窗口的同事')
    await dialog.getByRole('button', { name: '保存' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.locator('.facts .tag').filter({ hasText: '少盐' }).waitFor()
    await page.getByRole('link', { name: '操作记录' }).last().click()
    await page.getByText('原因：打电话问的').first().waitFor()
    await page.locator('.picked, .picker').getByText(/\S/).first().waitFor()
    await page.getByRole('button', { name: '都不限' }).click()
    await page.getByLabel('谁做的（手机号）').fill('123')
    await page.getByRole('button', { name: '查', exact: true }).click()
    await page.getByText('手机号是 11 位数字').first().waitFor()
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await pages(t, world)
}

/** Every page of the console and the doors, looked at as access.js does the others. */
async function pages(t, world) {
  const admin = (await staff(world, 'admin')).cookies
  const head = (await staff(world, 'building_head')).cookies
  const listed = (page) => page.locator('table.list, .sheet').first().waitFor()
  const found = async (page) => {
    await page.getByRole('combobox').first().fill('wang')
    await page.getByRole('option').first().waitFor()
  }
  const openDoor = async (page) => {
    await page.locator('.door').first().click()
    await page.locator('.big').first().waitFor()
  }
  const list = [
    { name: 'people', path: '/console/people', as: admin },
    { name: 'found', path: '/console/people', as: admin, act: found },
    { name: 'found in a part', path: '/console/people', as: admin, act: async (page) => (await page.locator('.where .btn').first().click(), await page.locator('.nodes select').first().waitFor()) },
    { name: 'households', path: '/console/households', as: admin, act: listed },
    { name: 'moved away', path: '/console/households?away=1', as: admin },
    { name: 'person', path: '/console/people', as: admin, act: async (page) => (await found(page), await page.keyboard.press('Enter'), await page.locator('.facts').waitFor()) },
    { name: 'register', path: '/console/people/new', as: admin },
    { name: 'calls', path: '/console/calls', as: admin },
    { name: 'organisation', path: '/console/organisation', as: admin, act: listed },
    { name: 'estates', path: '/console/estates', as: admin, act: listed },
    { name: 'changes', path: '/console/changes', as: admin },
    { name: 'places', path: '/console/stock', as: admin, act: listed },
    { name: 'places of a session', path: '/console/stock', as: admin, act: async (page) => (await listed(page), await page.locator('table.list a').last().click(), await page.locator('.figures').first().waitFor()) },
    { name: 'moving places', path: '/console/stock', as: admin, act: async (page) => (await listed(page), await page.locator('table.list a').last().click(), await page.locator('.figures').first().waitFor(), await page.locator('section.sheet .acts .btn.plain').nth(1).click()) },
    { name: 'teams', path: '/console/teams', as: admin, act: listed },
    { name: 'team', path: '/console/teams', as: admin, act: async (page) => (await listed(page), await page.locator('table.list a').first().click(), await page.locator('.facts').waitFor()) },
    { name: 'needs', path: '/console/people', as: admin, act: async (page) => (await found(page), await page.keyboard.press('Enter'), await page.locator('.facts').waitFor(), await page.locator('.facts + .acts .btn').first().click()) },
    { name: 'duplicates', path: '/console/duplicates', as: admin },
    { name: 'merges', path: '/console/merges', as: admin },
    { name: 'imports', path: '/console/imports', as: admin, act: listed },
    { name: 'roles', path: '/console/roles', as: admin, act: listed },
    { name: 'role given', path: '/console/roles', as: admin, act: async (page) => (await listed(page), await page.locator('header.head .btn').click(), await page.locator('dialog[open] select').first().waitFor()) },
    { name: 'audit', path: '/console/audit', as: admin, act: listed },
    { name: 'not theirs', path: '/console/system', as: head },
    { name: 'doors sign-in', path: '/doors' },
    { name: 'doors', path: '/doors', as: head, act: (page) => page.locator('.door').first().waitFor() },
    { name: 'door', path: '/doors', as: head, act: openDoor },
    { name: 'at the door', path: '/doors', as: head, act: async (page) => (await openDoor(page), await page.locator('.sheet a.btn').click(), await page.locator('#add-name').waitFor()) },
    { name: 'not sent', path: '/doors/waiting', as: head, act: (page) => page.locator('.crumb').waitFor() },
  ]
  await everyPage(t, world, 'every page for those who work here', list)
}
