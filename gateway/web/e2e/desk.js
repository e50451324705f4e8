import assert from 'node:assert/strict'
import { settle, small, violations } from './access.js'
import { signIn, staff, visitor } from './browser.js'

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
    { name: 'person', path: '/console/people', as: admin, act: async (page) => (await found(page), await page.keyboard.press('Enter'), await page.locator('.facts').waitFor()) },
    { name: 'register', path: '/console/people/new', as: admin },
    { name: 'calls', path: '/console/calls', as: admin },
    { name: 'organisation', path: '/console/organisation', as: admin, act: listed },
    { name: 'estates', path: '/console/estates', as: admin, act: listed },
    { name: 'changes', path: '/console/changes', as: admin },
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
  for (const elder of [false, true]) {
    for (const lang of ['zh', 'en']) {
      await t.test(`every page for those who work here, ${elder ? 'large type' : 'standard'}, ${lang}`, async (t) => {
        const page = await visitor(world.browser, world.house, { elder, lang, width: 320, height: 640 })
        for (const { name, path, as, act } of list) {
          await t.test(name, async () => {
            page.complaints.length = 0
            await page.context().clearCookies()
            await page.context().addCookies(as ?? [])
            await page.setViewportSize({ width: 320, height: 640 })
            await page.goto(path)
            await settle(page)
            if (act) {
              await act(page)
              await settle(page)
            }
            assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, 'scrolls sideways at 320 px')
            assert.deepEqual(await violations(page), [])
            assert.deepEqual(await small(page, elder), [], 'too small to touch or read')
            assert.deepEqual(page.complaints, [])
          })
        }
        await page.context().close()
      })
    }
  }
}
