import assert from 'node:assert/strict'
import { openPools, signIn, visitor } from './browser.js'

/** Books a lantern night over the API and returns the claim. */
export async function bookNight(page, house, party = 3) {
  const [session] = await openPools(house)
  const [pool] = await session.pools()
  const answer = await page.request.post(`/v1/pools/${pool.id}/claims`, { data: { party, children: 1 }, headers: { 'Idempotency-Key': `e2e-pass-${Date.now()}` } })
  assert.equal(answer.status(), 201, await answer.text())
  return answer.json()
}

export async function passes(t, { house, browser }) {
  await t.test('a pass is on the device and opens without a network', async () => {
    const page = await visitor(browser, house)
    await signIn(page, house, '15400001077')
    const claim = await bookNight(page, house)
    await page.goto(`/bookings/${claim.id}`)
    const card = page.getByRole('region', { name: '入场码' })
    await card.getByText('已存到这台手机，没网也能打开').waitFor()
    await card.getByText('2 大 1 小').waitFor()
    const drawn = await card.locator('svg path').nth(1).getAttribute('d')
    const answer = await (await page.request.get(`/v1/claims/${claim.id}/pass`)).json()
    assert.equal(drawn, answer.qr.path)
    if (process.env.WANJIA_TEST_SHOTS) await page.screenshot({ path: `${process.env.WANJIA_TEST_SHOTS}/pass.png`, fullPage: true })

    await page.context().setOffline(true)
    await page.reload()
    const kept = page.getByRole('region', { name: '入场码' })
    await kept.getByText(/^没有连上，这是 .+ 存下的$/).waitFor()
    assert.equal(await kept.locator('svg path').nth(1).getAttribute('d'), drawn)
    await kept.getByText(`${claim.code.slice(0, 4)} ${claim.code.slice(4)}`).waitFor()
    if (process.env.WANJIA_TEST_SHOTS) await page.screenshot({ path: `${process.env.WANJIA_TEST_SHOTS}/pass-offline.png`, fullPage: true })
    await page.context().setOffline(false)

    const paper = await page.request.get(`/v1/claims/${claim.id}/pass.pdf`)
    assert.match(paper.headers()['content-type'], /pdf/)
    assert.ok((await paper.body()).length > 5000)
    await page.request.delete(`/v1/claims/${claim.id}`)
    await page.reload()
    await page.getByText('已退').first().waitFor()
    assert.equal(await page.getByRole('region', { name: '入场码' }).count(), 0)
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })
}
