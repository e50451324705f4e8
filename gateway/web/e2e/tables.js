import assert from 'node:assert/strict'
import { asStaff } from './browser.js'
import { readyForAxe, violations } from './look.js'

/** Tables and who sits at them: what an organiser of the banquet does. */
export async function tables(t, world) {
  await t.test('everybody is seated; somebody is moved after it is known what that costs, and back', async () => {
    const page = await asStaff(world, 'organiser')
    await readyForAxe(page)
    await page.goto('/console/tables')
    await page.getByRole('heading', { name: '排桌', level: 1 }).waitFor()
    await page.locator('.hall[data-drawn]:not([data-drawn=""])').waitFor()
    await page.getByText(/排好的/).waitFor()
    assert.deepEqual(await violations(page), [])

    await page.getByLabel('看哪张桌').selectOption({ index: 3 })
    const panel = page.locator('section', { has: page.getByRole('heading', { name: '3 号桌' }) })
    await panel.getByRole('button').first().click()
    await panel.locator('.why ol li').first().waitFor()
    const dialog = page.locator('dialog[open]')
    for (const to of ['5', '16', '19', '20', '21']) { // some cannot make room, and say so
      await panel.getByLabel('换到几号桌').fill(to)
      const answered = page.waitForResponse((r) => r.request().method() === 'POST' && r.url().endsWith('/moves'))
      await panel.getByRole('button', { name: '先看看要动谁' }).click()
      if ((await answered).ok()) break
      await page.getByText('这一家坐不了那张桌。').waitFor()
      page.complaints.length = 0 // a browser notes each refusal
    }
    await dialog.getByText(/家要动/).first().waitFor()
    assert.deepEqual(await violations(page), [])
    await dialog.getByRole('button', { name: '就这么办' }).click()
    await dialog.getByText('请写几个字说明为什么。').waitFor()
    await dialog.getByLabel('为什么').fill('邻居想坐一起')
    await dialog.getByRole('button', { name: '就这么办' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: '撤回上一次换桌' }).click()
    await dialog.getByLabel('为什么').fill('还是原来好')
    await dialog.getByRole('button', { name: '就这么办' }).click()
    await dialog.waitFor({ state: 'hidden' })
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('two organisers move one table: the second reads whose change stands', async () => {
    const [one, two] = [await asStaff(world, 'organiser'), await asStaff(world, 'admin')]
    for (const page of [one, two]) {
      await page.goto('/console/tables')
      await page.locator('.hall[data-drawn]:not([data-drawn=""])').waitFor()
      await page.getByRole('button', { name: '改桌子' }).click()
      await page.getByLabel('看哪张桌').selectOption({ index: 2 })
    }
    // The second does not look meanwhile: their page is as it was when they press.
    await two.route('**/seating', (route) => route.abort())
    const change = async (page, x) => {
      await page.getByLabel('转多少度').fill(String(x))
      await page.getByRole('button', { name: '改这张桌' }).click()
    }
    const changed = one.waitForResponse((r) => r.url().endsWith('/edits') && r.ok())
    await change(one, 15)
    await changed
    await change(two, 30)
    await two.getByText(/已经改过，以那一次为准/).waitFor()
    await one.getByRole('button', { name: '桌子退回一步' }).click()
    await one.getByRole('button', { name: '桌子退回一步' }).waitFor({ state: 'hidden' })
    for (const page of [one, two]) await page.context().close()
  })
}
