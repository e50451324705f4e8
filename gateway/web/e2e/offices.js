// Those who hold an office: their second factor, their posts, and how the
// organisation above them changes.
import assert from 'node:assert/strict'
import { asStaff, signIn, visitor } from './browser.js'
import { totp } from './totp.js'

const phone = '15400007002'
const day = (years) => {
  const d = new Date(Date.now() + 8 * 3_600_000)
  d.setUTCFullYear(d.getUTCFullYear() + years)
  return d.toISOString().slice(0, 10)
}

/** Somebody is given a role and sets the second factor up; [losesFactor] goes on with what it returns. */
export async function enrols(t, world) {
  const { house, browser } = world
  const known = {}
  await t.test('somebody given a role sets up the second factor before anything else', async () => {
    const admin = await asStaff(world, 'admin')
    const given = await admin.request.post('/v1/roles', { data: { phone, name: '新来的同事', role: 'organiser', node: '*', why: '来帮忙' } })
    assert.equal(given.status(), 201)
    const page = await visitor(browser, house, { width: 1280, height: 900 })
    await signIn(page, house, phone)
    known.at = Date.now()
    await page.goto('/console')
    await page.getByText('要先设好第二道验证才能用').waitFor()
    assert.equal((await page.request.get('/v1/people?q=wang')).status(), 403)
    await page.getByRole('button', { name: '现在设置' }).click()
    await page.getByAltText('给验证器扫的二维码').waitFor()
    known.secret = (await page.locator('code.num').innerText()).replace(/\s/g, '')
    await page.getByLabel('填验证器现在显示的六位数字').fill('12345')
    await page.getByRole('button', { name: '就这样，启用' }).click()
    await page.getByText('验证器上是六位数字').waitFor()
    await page.getByLabel('填验证器现在显示的六位数字').fill(totp(known.secret))
    await page.getByRole('button', { name: '就这样，启用' }).click()
    await page.getByRole('heading', { name: '恢复码，请抄下来收好' }).waitFor()
    known.codes = await page.locator('.codes code').allInnerTexts()
    assert.equal(known.codes.length, 10)
    await page.getByRole('button', { name: '我抄好了' }).click()
    await page.getByRole('link', { name: '人和户' }).waitFor()
    assert.equal((await page.request.get('/v1/people?q=wang')).status(), 200)
    assert.deepEqual(page.complaints, [])
    await page.context().close()
    await admin.context().close()
  })
  return known
}

/** Somebody who enrolled signs in elsewhere with a recovery code; an administrator takes the factor away. */
export async function losesFactor(t, world, known) {
  await t.test('without the phone a recovery code serves, once; an administrator takes the factor away for a reason', async () => {
    const { house, browser } = world
    await new Promise((resolve) => setTimeout(resolve, known.at + 61_000 - Date.now())) // a number gets one code a minute
    const page = await visitor(browser, house, { width: 1280, height: 900 })
    await signIn(page, house, phone)
    await page.goto('/console')
    await page.getByLabel('六位数字，或一个恢复码').fill(known.codes[0].toUpperCase())
    await page.getByRole('button', { name: '进去' }).click()
    await page.getByRole('link', { name: '人和户' }).waitFor()
    assert.equal((await page.request.post('/v1/auth/second-factor', { data: { code: known.codes[0] } })).status(), 401, 'a recovery code serves once')

    const admin = await asStaff(world, 'admin')
    await admin.goto('/console/roles')
    const row = admin.getByRole('row').filter({ hasText: '新来的同事' })
    await row.getByRole('button', { name: /验证器丢了/ }).click()
    const dialog = admin.getByRole('dialog', { name: '取消 新来的同事 的第二道验证？' })
    await dialog.getByText('您确认就是本人的时候办').waitFor()
    await dialog.getByRole('button', { name: '验证器丢了' }).click()
    await dialog.getByText('请写几个字说明为什么').waitFor()
    await dialog.getByLabel('为什么').fill('本人带身份证来的')
    await dialog.getByRole('button', { name: '验证器丢了' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await admin.goto('/console/audit')
    await admin.getByText('原因：本人带身份证来的').waitFor()
    const told = await (await fetch(`${house.url}/v1/dev/messages?to=${phone}`)).json()
    assert.ok(told.items.some((m) => m.template === 'factor_reset'), 'the owner is told')
    assert.equal((await page.request.get('/v1/me')).status(), 401, 'signed out everywhere')
    await page.getByRole('link', { name: '人和户' }).click()
    await page.getByRole('combobox').first().fill('wang')
    await page.getByRole('heading', { name: '工作人员登录' }).waitFor()
    assert.deepEqual(admin.complaints, [])
    await admin.context().close()
    await page.context().close()
  })
}

export async function offices(t, world) {
  await t.test('whoever has a role without work here is told so, and where theirs is', async () => {
    const page = await asStaff(world, 'performer')
    await page.goto('/console')
    await page.getByText(/您的角色是演员/).waitFor()
    assert.equal(await page.locator('code').count(), 0, 'no command for a server')
    assert.equal(await page.getByRole('link', { name: '去验票' }).count(), 0, 'no gate for whoever works at none')
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('a post changes hands: the term before is kept, a deputy stands in, and it falls vacant', async () => {
    const page = await asStaff(world, 'admin')
    const get = async (path) => (await page.request.get(path)).json()
    const { items: posts } = await get('/v1/posts?building=GX-6')
    const busy = new Set(posts.flatMap((p) => [p.holder, p.deputy]))
    const { items: homes } = await get('/v1/households?building=GX-6&limit=50')
    const grown = homes.flatMap((h) => h.people.map((p) => ({ ...p, address: h.address }))).filter((p) => ['18-59', '60-69'].includes(p.age_band) && !busy.has(p.id))
    const [next, second] = grown.filter((p, i) => grown.findIndex((q) => q.name === p.name) === i)
    const post = posts.find((p) => p.holder && p.kind === 'culture') ?? posts.find((p) => p.holder)
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: post.title, exact: true }) })
    const dialog = page.getByRole('dialog')
    const pick = async (label, one) => {
      await dialog.getByRole('combobox', { name: label }).fill(`${one.name} ${one.address}`)
      await dialog.getByRole('option').filter({ hasText: one.address }).filter({ hasText: one.name }).first().click()
      await dialog.locator('.picker').filter({ hasText: label }).getByText(one.name).waitFor()
    }
    const other = (label) => dialog.locator('.picker').filter({ hasText: label }).getByRole('button', { name: '换一个' })

    await page.goto('/console/organisation/GX-6')
    await row.getByText(post.holder_name, { exact: true }).first().waitFor()
    await row.getByRole('button', { name: /换人或改动/ }).click()
    await other('担任者').click()
    await pick('担任者', next)
    assert.equal(await dialog.getByLabel('任期从').inputValue(), day(0), 'a new holder begins today')
    if (await other('副手').count()) await other('副手').click()
    await pick('副手', second)
    await dialog.getByLabel('任期到').fill(day(2))
    await dialog.getByLabel('为什么').fill('换届')
    await dialog.getByRole('button', { name: '保存' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await row.getByText(next.name, { exact: true }).first().waitFor()
    await row.getByText(second.name).first().waitFor()
    await row.getByText('从前的 1 任').click()
    await row.getByText(post.holder_name).first().waitFor()
    const held = (await get('/v1/posts?building=GX-6')).items.find((p) => p.id === post.id)
    assert.deepEqual([held.holder, held.deputy, held.from, held.until, held.terms.length], [next.id, second.id, day(0), day(2), 1])

    await row.getByRole('button', { name: /换人或改动/ }).click()
    await other('担任者').click()
    await dialog.getByLabel('为什么').fill('搬走了')
    await dialog.getByRole('button', { name: '保存' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await row.getByText(/起空缺/).waitFor()
    await row.getByText('从前的 2 任').waitFor()
    const left = (await get('/v1/posts?building=GX-6')).items.find((p) => p.id === post.id)
    assert.deepEqual([left.holder ?? '', left.deputy, left.terms.length], ['', second.id, 2], 'the deputy stays')
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('a part is split; what it was leads to what came of it, and the history says so', async () => {
    const page = await asStaff(world, 'admin')
    const get = async (path) => (await page.request.get(path)).json()
    const find = async (node) => {
      const view = await get(`/v1/organisation?node=${node}`)
      if (view.node.kind === 'group' && view.children.length > 1) return view
      for (const child of view.children.filter((c) => c.kind !== 'building')) {
        const found = await find(child.id)
        if (found) return found
      }
    }
    const whole = await find('')
    await page.goto(`/console/organisation/${whole.node.id}`)
    await page.getByRole('button', { name: `把“${whole.node.name}”拆开` }).click()
    await page.getByLabel('第 1 部分的名称').fill('东边小组')
    await page.getByLabel('第 2 部分的名称').fill('')
    assert.equal(await page.getByRole('button', { name: '拆开', exact: true }).isDisabled(), true, 'a part has a name')
    await page.getByLabel('第 2 部分的名称').fill('西边小组')
    for (const [i, child] of whole.children.entries()) await page.getByLabel(`${child.name} 归到`).selectOption(i === 0 ? '0' : '1')
    await page.getByRole('heading', { name: '拆开以后' }).waitFor()
    await page.getByRole('button', { name: '拆开', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('为什么').fill('楼栋太多')
    await dialog.getByRole('button', { name: '拆开', exact: true }).click()
    await page.getByRole('rowheader', { name: '东边小组' }).waitFor()
    await page.goto(`/console/organisation/${whole.node.id}`)
    await page.getByText(/已在 .* 并走或拆开/).waitFor()
    await page.getByRole('link', { name: '西边小组' }).click()
    await page.getByRole('rowheader', { name: whole.children[1].name, exact: true }).waitFor()
    await page.goto('/console/changes')
    const line = page.locator('li.sheet').filter({ hasText: '原因：楼栋太多' })
    await line.getByText(`${whole.node.name} → 东边小组、西边小组`).waitFor()
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('who moved away is listed in a part of the community, and taken back', async () => {
    const page = await asStaff(world, 'admin')
    const { items: homes } = await (await page.request.get('/v1/households?building=GX-9&limit=5')).json()
    const gone = homes.find((h) => h.people.length > 0)
    const said = await page.request.post('/v1/doors/sync', { data: { households: [], people: [], visits: [{ id: 'visit-e2e-away', household: gone.id, state: 'moved_away', at: new Date().toISOString() }] } })
    assert.equal((await said.json()).results[0].ok, true)
    await page.goto('/console/people')
    await page.getByText('只在一部分里找').click()
    await page.getByLabel('苑区').selectOption('GX')
    await page.getByRole('combobox', { name: '找人、找户、找楼栋' }).fill('wang')
    await page.getByRole('listbox').getByRole('option').first().waitFor()
    const places = await page.getByRole('listbox').getByRole('option').allInnerTexts()
    assert.ok(places.every((text) => text.includes('桂香苑')), places.join('\n'))
    await page.getByRole('link', { name: '住户名册' }).click()
    await page.getByRole('rowheader').first().waitFor()
    assert.equal(await page.getByLabel('苑区').inputValue(), 'GX', 'what it was kept to stays')
    await page.getByLabel('只看搬走的').check()
    await page.getByRole('rowheader', { name: gone.address }).getByRole('link').click()
    await page.getByRole('button', { name: '没有搬走，改回来' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('为什么').fill('看错了门')
    await dialog.getByRole('button', { name: '没有搬走，改回来' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.goBack()
    await page.getByText('没有记下搬走的住户').waitFor()
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })
}
