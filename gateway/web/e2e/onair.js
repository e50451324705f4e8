import assert from 'node:assert/strict'
import { visitor } from './browser.js'

const BLOCKS = 12
const FILM = 40 // seconds after which the test picture begins anew

/**
 * Reads the bar along the lower edge of what the video shows: tenths of a second
 * since the film's beginning; undefined when there is no such bar. Beside it which
 * film it is, by its ground, and programme time.
 */
function read(page) {
  return page.evaluate((blocks) => {
    const video = document.querySelector('video')
    if (!video?.videoWidth) return undefined
    const canvas = document.createElement('canvas')
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    const paint = canvas.getContext('2d', { willReadFrequently: true })
    paint.drawImage(video, 0, 0)
    const bright = (i) => {
      const [r, g, b] = paint.getImageData(((i + 0.5) * canvas.width) / blocks, canvas.height * 0.96, 1, 1).data
      return r + g + b > 384 ? 1 : 0
    }
    const bits = Array.from({ length: blocks }, (_, i) => bright(i))
    if (bits[0] !== 1 || bits[1] !== 0) return undefined
    const [red, green] = paint.getImageData(4, 4, 1, 1).data
    return { tenths: bits.slice(2).reduce((n, bit) => n * 2 + bit, 0), film: red > green ? 'stage' : 'film', height: video.videoHeight, at: video.currentTime }
  }, BLOCKS)
}

/** Asks for the test channel, so that its films are drawn while other tests run. */
export async function begin({ house }) {
  await fetch(`${house.url}/live/test/index.m3u8`)
}

/** Waits until the picture is one that passes. */
async function until(page, passes, what, seconds = 30) {
  let last
  for (let i = 0; i < seconds * 5; i++) {
    last = await read(page)
    if (last && passes(last)) return last
    await page.waitForTimeout(200)
  }
  throw new Error(`${what}: ${JSON.stringify(last)}, ${await page.locator('.standing').innerText()}`)
}

const shown = async (page) => {
  const text = await page.locator('.standing .num').innerText()
  const [h, m, s] = text.split(':').map(Number)
  return (h * 60 + m) * 60 + s
}

export async function onair(t, { house, browser }) {
  const page = await visitor(browser, house, { width: 1280, height: 900 })
  await page.goto('/gala')
  await page.getByRole('button', { name: '看一看演示频道' }).click()
  await page.locator('.onair video').waitFor({ timeout: 240_000 }) // the films are drawn once

  await t.test('the test picture’s clock is the programme’s clock', async () => {
    await until(page, (p) => p.film === 'stage', 'no test picture', 60)
    // The film begins at the multiples of its length in programme time, whose epoch is midnight.
    for (let i = 0; i < 3; i++) {
      const picture = await until(page, (p) => p.film === 'stage', 'no test picture')
      const clock = await shown(page)
      const off = (((clock - picture.tenths / 10) % FILM) + FILM) % FILM
      assert.ok(off < 2 || off > FILM - 2, `the page says ${clock % FILM} s, the picture ${picture.tenths / 10} s`)
      await page.waitForTimeout(300)
    }
    const first = await read(page)
    await until(page, (p) => p.tenths !== first.tenths, 'the picture does not move')
    assert.ok(await page.getByText('演示 测试频道').isVisible(), 'it is marked as a test')
  })

  await t.test('it starts without sound, and one large button brings it', async () => {
    assert.equal(await page.evaluate(() => document.querySelector('video').muted), true)
    const button = page.getByRole('button', { name: '点这里开声音' })
    assert.ok((await button.boundingBox()).height >= 60)
    await button.click()
    assert.equal(await page.evaluate(() => document.querySelector('video').muted), false)
    assert.equal(await button.count(), 0)
  })

  // The longer way through the player belongs to `make soak`.
  const soak = { skip: !process.env.WANJIA_TEST_SOAK }
  await t.test('the quality is changed without a new start, and sound alone needs no picture', soak, async () => {
    await page.getByLabel('清晰度').selectOption('180')
    await until(page, (p) => p.height === 180, 'no small picture', 40)
    await page.getByLabel('清晰度').selectOption('sound')
    await page.getByText('现在只放声音').waitFor()
    await page.waitForFunction(() => document.querySelector('video').videoHeight === 0 && document.querySelector('video').currentTime > 1, undefined, { timeout: 20_000 })
    await page.getByLabel('清晰度').selectOption('auto')
    await until(page, (p) => p.tenths >= 0, 'the picture did not come back')
  })

  await t.test('whoever was held up comes back by playing a little faster, and neither jumps nor begins anew', soak, async () => {
    await page.evaluate(() => {
      const video = document.querySelector('video')
      window.pace = { jumps: 0, loads: 0 }
      video.addEventListener('seeking', () => window.pace.jumps++)
      video.addEventListener('emptied', () => window.pace.loads++)
    })
    await page.getByRole('button', { name: '暂停' }).click()
    await page.waitForTimeout(9000)
    await page.getByRole('button', { name: '播放' }).click()
    await page.waitForFunction(() => document.querySelector('video').playbackRate > 1, undefined, { timeout: 30_000 })
    await page.waitForFunction(() => document.querySelector('video').playbackRate === 1, undefined, { timeout: 360_000 })
    await page.getByText('正在直播').waitFor()
    assert.deepEqual(await page.evaluate(() => window.pace), { jumps: 0, loads: 0 })
  })

  await t.test('one goes back to the beginning of an item and returns to live', soak, async () => {
    const before = await shown(page)
    const past = page.getByRole('button', { name: '从头看' }).first()
    await past.waitFor({ timeout: 90_000 })
    await past.click()
    await page.getByText(/比直播晚 \d+ 秒/).waitFor({ timeout: 20_000 })
    assert.ok((await shown(page)) < before, 'an earlier moment is shown')
    await page.getByRole('button', { name: '回到直播' }).click()
    await page.getByText('正在直播').waitFor({ timeout: 20_000 })
  })

  assert.deepEqual(page.complaints, [])
  await page.context().close()

  await t.test('after the show it is watched again, as wide as it was live', async () => {
    const late = await visitor(browser, house, { width: 1280, height: 900 })
    await late.route('**/v1/channels', async (route) => {
      const answer = await route.fetch()
      const body = await answer.json()
      Object.assign(body.items[0], { phase: 'off', replay: { list: 'dvr.m3u8', starts: body.items[0].items[0].starts, length: 60 } })
      await route.fulfill({ response: answer, json: body })
    })
    await late.goto('/gala')
    await late.getByRole('button', { name: /从头回看整场/ }).click()
    await until(late, (p) => p.tenths >= 0, 'the replay does not play', 40)
    const { width } = await late.locator('.again video').boundingBox()
    assert.ok(width > 800, `the replay is ${width} px wide`)
    assert.deepEqual(late.complaints, [])
    await late.unrouteAll({ behavior: 'ignoreErrors' })
    await late.context().close()
  })

  await t.test('when one line fails the next one plays', async () => {
    const other = await visitor(browser, house, { width: 320, height: 640, elder: true })
    await other.route('**/v1/channels', async (route) => {
      const answer = await route.fetch()
      const body = await answer.json()
      body.items[0].lines = ['/live/broken/', ...body.items[0].lines]
      await route.fulfill({ response: answer, json: body })
    })
    await other.goto('/gala')
    await other.getByRole('button', { name: '看一看演示频道' }).click()
    await until(other, (p) => p.tenths >= 0, 'the second line does not play', 60)
    await other.getByText('线路 2').waitFor()
    assert.equal(await other.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing scrolls sideways at 320 px')
    assert.deepEqual(other.complaints, [])
    await other.unrouteAll({ behavior: 'ignoreErrors' }) // an answer may be under way
    await other.context().close()
  })
}
