// The photo for the duty roster: agreed to and sent by who holds a post, seen at the
// desk, gone when the word is taken back.
import assert from 'node:assert/strict'
import { asStaff } from './browser.js'

export async function duty(t, world) {
  const page = await asStaff(world, 'building_head', { width: 320, height: 700 })
  await page.goto('/settings')
  await page.getByLabel('找一样设置').fill('公示栏')
  await page.getByRole('link', { name: /值班照片/ }).click()
  await page.getByRole('heading', { level: 1, name: '值班照片' }).waitFor()

  await t.test('nothing is asked for before it is agreed to', async () => {
    await page.getByText('只印在您那一栋的值班公示栏上').waitFor()
    assert.equal(await page.locator('input[type=file]').count(), 0)
    await page.getByRole('switch', { name: '把我的照片印在公示栏上' }).click()
    await page.getByText('还没有照片。').waitFor()
  })

  await t.test('what is no photo is refused in words', async () => {
    await page.locator('input[type=file]').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no photo') })
    await page.getByText('这不是完整的照片').waitFor()
  })

  await t.test('a photo is shown as it will be printed', async () => {
    const drawn = await page.evaluate(() => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 900, height: 1200 })
      const pen = canvas.getContext('2d')
      pen.fillStyle = '#357'
      pen.fillRect(0, 0, 900, 1200)
      return canvas.toDataURL('image/jpeg').split(',')[1]
    })
    await page.locator('input[type=file]').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(drawn, 'base64') })
    const photo = page.getByRole('img', { name: '您现在的照片' })
    await photo.waitFor()
    await page.waitForFunction(() => document.querySelector('figure img')?.naturalWidth === 480)
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320)
  })

  await t.test('the secretary of the branch sees it beside the post', async () => {
    const { items } = await (await page.request.get('/v1/me/posts')).json()
    const desk = await asStaff(world, 'branch_secretary')
    await desk.goto(`/console/organisation/${items[0].building}`)
    const row = desk.locator('tr').filter({ hasText: '楼栋长' })
    await row.getByRole('button', { name: /照片/ }).click()
    await desk.waitForFunction(() => document.querySelector('dialog[open] figure img')?.naturalWidth === 480)
    await desk.context().close()
  })

  await t.test('taking the word back deletes it', async () => {
    await page.getByRole('switch', { name: '把我的照片印在公示栏上' }).click()
    await page.getByRole('button', { name: '收回并删掉' }).click()
    await page.getByText('照片已经删掉').first().waitFor()
    assert.equal((await page.request.get('/v1/me/portrait')).status(), 404)
  })
  assert.deepEqual(page.complaints, [])
  await page.context().close()
}
