// Somebody who moves out alone is on the building head's list, and what they want of
// all that is kept about them is done for them there.
import assert from 'node:assert/strict'
import { asStaff, visitor } from './browser.js'

export async function left(t, world) {
  const family = await visitor(world.browser, world.house)
  await family.context().addCookies(world.asHousehold)
  const home = await (await family.request.get('/v1/me/household')).json()
  const name = '冼三妹'
  const added = await family.request.post('/v1/me/household/people', { data: { name, born: '1949', consent: { how: 'voice', witness: '家里人' } } })
  assert.equal(added.status(), 201, await added.text())
  const { id } = await added.json()
  const out = await family.request.delete(`/v1/me/household/people/${id}?why=${encodeURIComponent('去女儿家住')}`)
  assert.equal(out.status(), 204, await out.text())
  await family.context().close()
  const page = await asStaff(world, 'building_head', { width: 320, height: 700 })

  await t.test('who moved out alone is found without knowing the name, and written back', async () => {
    await page.goto('/console/people')
    await page.getByRole('link', { name: '一个人搬走的' }).click()
    const row = page.getByRole('row').filter({ hasText: name })
    await row.getByText(home.address).waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320)
    await row.getByRole('button', { name: `没有搬走，改回来 ${name}` }).click()
    const dialog = page.getByRole('dialog', { name: `${name} 还住在${home.address}？` })
    await dialog.getByRole('button', { name: '没有搬走，改回来' }).click()
    await dialog.getByText('请写几个字说明为什么。').waitFor()
    await dialog.getByLabel('为什么').fill('住几天就回来')
    await dialog.getByRole('button', { name: '没有搬走，改回来' }).click()
    await page.getByText('没有记下这样的人。').waitFor()
  })

  await t.test('a copy of everything is listed to be printed, and who heard the wish is asked', async () => {
    await page.goto(`/console/people/${id}`)
    await page.getByRole('button', { name: '给一份全部资料' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('为什么').fill('本人要一份')
    await dialog.getByRole('button', { name: '给一份全部资料' }).click()
    await dialog.getByText('请写上在场的人。').waitFor()
    await dialog.getByLabel('谁在场听见、看见的').fill('她女儿')
    await dialog.getByRole('button', { name: '给一份全部资料' }).click()
    const copy = page.getByRole('article', { name: `留着的 ${name} 的全部资料` })
    await copy.getByText('1949').first().waitFor()
    await copy.getByText('见证：家里人').first().waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320)
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.getByRole('heading', { name: '同意了什么', level: 2 }).isVisible(), false, 'only the copy is printed')
    assert.equal(await copy.getByText('1949').first().isVisible(), true)
    await page.emulateMedia({ media: 'screen' })
  })

  await t.test('everything is deleted at their wish, after the word is written', async () => {
    await page.getByRole('button', { name: '全部删掉' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('为什么').fill('不想留着')
    await dialog.getByLabel('谁在场听见、看见的').fill('她女儿')
    await dialog.getByRole('button', { name: '全部删掉' }).click()
    await dialog.getByText('请写上“删除”。').waitFor()
    await dialog.getByLabel('真要删，请写上“删除”').fill('删除')
    await dialog.getByRole('button', { name: '全部删掉' }).click()
    await page.getByRole('heading', { level: 1, name: '人和户' }).waitFor()
    assert.equal((await page.request.get(`/v1/people/${id}`)).status(), 404)
  })
  await t.test('the log of changes says through which channel each came', async () => {
    const admin = await asStaff(world, 'admin')
    const { items } = await (await admin.request.get(`/v1/audit?for=${id}&limit=20`)).json()
    const channels = Object.fromEntries(items.map((line) => [line.what, line.channel]))
    assert.equal(channels['person.copy'], 'head', JSON.stringify(channels))
    assert.equal(channels['person.remove'], 'head', JSON.stringify(channels))
    await admin.context().close()
  })
  assert.deepEqual(page.complaints, [])
  await page.context().close()
}
