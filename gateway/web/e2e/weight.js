import assert from 'node:assert/strict'
import { request } from 'node:http'
import { visitor } from './browser.js'

const LIMIT = 200_000

/** Bytes of an answer's body as they travel, for a browser that takes this packing. */
function packed(url, encoding) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { 'Accept-Encoding': encoding } }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk) => (bytes += chunk.length))
      answer.on('end', () => resolve({ status: answer.statusCode, bytes, encoding: answer.headers['content-encoding'] ?? 'none' }))
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** The first visit of somebody new, with everything that it fetches by itself, is light. */
export async function weight(t, { house, browser }) {
  const page = await visitor(browser, house)
  const fetched = new Set()
  page.on('request', (r) => r.method() === 'GET' && r.url().startsWith(house.url) && fetched.add(r.url()))
  await page.goto('/', { waitUntil: 'load' })
  await page.locator('main .cover img').first().waitFor()
  // The parcel of one's own affairs comes by itself once the view stands.
  await page.waitForFunction(() => performance.getEntriesByType('resource').some((r) => /affairs.*\.js/.test(r.name)))
  await page.waitForLoadState('networkidle')
  await page.context().close()

  const urls = [...fetched].filter((url) => !url.endsWith('/v1/me')) // 401 for somebody new
  for (const encoding of ['gzip, deflate, br', 'gzip']) {
    await t.test(encoding, async (t) => {
      const files = await Promise.all(urls.map(async (url) => ({ url: url.replace(house.url, ''), ...(await packed(url, encoding)) })))
      const first = files.filter(({ url }) => !/affairs/.test(url))
      const sum = (list) => list.reduce((all, { bytes }) => all + bytes, 0)
      t.diagnostic(`first view ${sum(first)} bytes in ${first.length} answers; with what comes after it ${sum(files)}`)
      for (const { url, bytes, status, encoding: came } of files.sort((a, b) => b.bytes - a.bytes).slice(0, 12)) t.diagnostic(`${bytes} ${came} ${status} ${url}`)
      assert.ok(files.some(({ url }) => /resident.*\.js/.test(url)), 'the page’s own script was among what it fetched')
      assert.ok(sum(files) < LIMIT, `the first visit takes ${sum(files)} bytes, more than ${LIMIT}`)
    })
  }
}
