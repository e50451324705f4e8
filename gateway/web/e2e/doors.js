import assert from 'node:assert/strict'
import { staff, visitor } from './browser.js'

/** A building head's page on a phone of their own, with the list read and the page stored. */
async function atTheDoors(world, options) {
  const head = await staff(world, 'building_head')
  const page = await visitor(world.browser, world.house, options)
  await page.context().addCookies(head.cookies)
  await page.goto('/doors')
  await page.locator('.door').first().waitFor()
  await page.getByText('这一页已存到这台设备').waitFor()
  return page
}

const listed = async (page) => {
  const me = await (await page.request.get('/v1/me')).json()
  const building = me.grants.find((grant) => grant.role === 'building_head').node
  return (await page.request.get(`/v1/doors?building=${building}`)).json()
}
const everybody = async (page) => (await listed(page)).items.flatMap((door) => door.people)
const kept = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const asked = indexedDB.open('wanjia-doors')
        asked.onerror = () => reject(asked.error)
        asked.onsuccess = () => {
          const tx = asked.result.transaction(['outbox', 'lists', 'owner'])
          const counts = {}
          for (const name of ['outbox', 'lists', 'owner']) {
            const count = tx.objectStore(name).count()
            count.onsuccess = () => (counts[name] = count.result)
          }
          tx.oncomplete = () => {
            asked.result.close()
            resolve(counts)
          }
        }
      }),
  )

export async function doors(t, world) {
  await t.test('an old person without a telephone is registered at the door, without a network, with consent', async () => {
    const page = await atTheDoors(world)
    await page.context().setOffline(true)
    await page.reload() // the page and the list are on the device
    await page.getByText('没有网，照样能记').waitFor()

    // Four presses and a name: door, add, how they agreed, register.
    await page.locator('.door').first().click()
    await page.getByRole('button', { name: '说上话了' }).click()
    await page.getByText('还没传').first().waitFor()
    await page.getByRole('link', { name: '添一位住户' }).click()
    await page.getByRole('button', { name: '登记' }).click()
    await page.getByText('请写上姓名').waitFor()
    await page.getByText('请选一样：本人是怎么同意的').waitFor()
    await page.getByLabel('姓名').fill('龚测试')
    await page.getByText('当面口头同意').click()
    await page.getByLabel('哪一年生的').fill('1946')
    await page.getByRole('button', { name: '登记' }).click()
    await page.getByText('龚测试', { exact: true }).waitFor()
    await page.reload()
    await page.getByText('龚测试', { exact: true }).waitFor()
    await page.getByRole('link', { name: /全部门户/ }).click()
    await page.getByText('2 条还没传上去').waitFor()
    assert.equal((await kept(page)).outbox, 2)

    await page.context().setOffline(false)
    await page.getByText('记下的都传上去了').waitFor({ timeout: 30_000 }) // by itself
    assert.equal((await kept(page)).outbox, 0)
    const [one] = (await everybody(page)).filter((person) => person.name === '龚测试')
    assert.equal(one.phone_masked, '')
    assert.equal(one.consented, true)
    const door = (await listed(page)).items.find((d) => d.people.some((person) => person.id === one.id))
    assert.equal(door.visit.state, 'spoken')
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('an answer lost on the way is asked again, and changes nothing the second time', async () => {
    const page = await atTheDoors(world)
    let sent = 0
    await page.route('**/v1/doors/sync', async (route) => {
      sent++
      if (sent > 1) return route.continue()
      await route.fetch()
      await route.abort('connectionreset')
    })
    await page.locator('.door').nth(1).click()
    await page.getByRole('link', { name: '添一位住户' }).click()
    await page.getByLabel('姓名').fill('单测试')
    await page.getByText('在纸上签了字').click()
    await page.getByRole('button', { name: '登记' }).click()
    await page.getByText('1 条还没传上去').waitFor()
    await page.getByRole('button', { name: '现在传' }).click()
    await page.getByText('记下的都传上去了').waitFor()
    assert.equal(sent, 2)
    assert.equal((await everybody(page)).filter((person) => person.name === '单测试').length, 1)
    await page.context().close()
  })

  await t.test('two devices: the later visit stands, on both', async () => {
    const [first, second] = [await atTheDoors(world), await atTheDoors(world)]
    const name = await first.locator('.door .room').nth(2).innerText()
    await first.context().setOffline(true)
    await first.locator('.door').nth(2).click()
    await first.getByRole('button', { name: '没人在家' }).click()
    await first.getByText('1 条还没传上去').waitFor()
    await second.locator('.door').nth(2).click()
    await second.getByRole('button', { name: '说上话了' }).click()
    await second.getByText('记下的都传上去了').waitFor()
    await first.context().setOffline(false)
    await first.getByText('记下的都传上去了').waitFor({ timeout: 30_000 })
    await first.locator('.big.spoken[aria-pressed=true]').waitFor()
    await first.getByRole('link', { name: /全部门户/ }).click()
    assert.equal(await first.locator('.door .room').nth(2).innerText(), name)
    for (const page of [first, second]) await page.context().close()
  })

  await t.test('what is refused stays with its reason until somebody corrects it', async () => {
    const page = await atTheDoors(world)
    await page.locator('.door').nth(3).click()
    await page.getByRole('link', { name: '添一位住户' }).click()
    await page.getByLabel('姓名').fill('王3')
    await page.getByText('当面口头同意').click()
    await page.getByRole('button', { name: '登记' }).click()
    await page.getByRole('link', { name: /1 条没收下/ }).click()
    await page.getByText(/没收下：/).waitFor()
    await page.getByRole('link', { name: '改一改' }).click()
    assert.equal(await page.getByLabel('姓名').inputValue(), '王3')
    await page.getByLabel('姓名').fill('王测试')
    await page.getByRole('button', { name: '登记' }).click()
    await page.getByText('记下的都传上去了').waitFor()
    assert.equal((await everybody(page)).filter((person) => person.name === '王测试').length, 1)
    await page.context().close()
  })

  await t.test('the next building is not theirs to see', async () => {
    const page = await atTheDoors(world)
    const own = (await listed(page)).building
    const { items: estates } = await (await page.request.get('/v1/estates')).json()
    const { items: buildings } = await (await page.request.get(`/v1/buildings?estate=${estates[0].code}`)).json()
    const other = buildings.find((building) => building.code !== own)
    assert.equal((await page.request.get(`/v1/doors?building=${other.code}`)).status(), 404)
    await page.goto(`/doors?building=${other.code}`)
    await page.getByRole('alert').waitFor()
    assert.equal(await page.locator('.door').count(), 0)
    await page.context().close()
  })

  await t.test('signing out without a network wipes the device, and ends the session once there is one', async () => {
    const head = await staff(world, 'building_head')
    const page = await atTheDoors(world)
    await page.context().setOffline(true)
    await page.locator('.door').nth(4).click()
    await page.getByRole('button', { name: '没人在家' }).click()
    await page.getByRole('link', { name: /全部门户/ }).click()
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.getByText('还有 1 条没有传上去').waitFor()
    await page.getByRole('button', { name: '退出，都抹掉' }).click()
    await page.getByRole('heading', { name: '楼栋长登录' }).waitFor()
    assert.deepEqual(await kept(page), { outbox: 0, lists: 0, owner: 0 })
    await page.reload()
    assert.equal(await page.locator('.door').count(), 0)
    const ended = page.waitForResponse((answer) => answer.url().endsWith('/v1/auth/sessions/current') && answer.request().method() === 'DELETE')
    await page.context().setOffline(false)
    assert.ok((await ended).ok())
    await page.getByRole('heading', { name: '楼栋长登录' }).waitFor()
    assert.equal((await page.request.get('/v1/me')).status(), 401)
    world.staff.delete('building_head') // that was the session of all tests before
    assert.ok(head.cookies.length > 0)
    await page.context().close()
  })
}
