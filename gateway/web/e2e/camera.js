// A show from a camera to a viewer: the stage page in one browser whose camera shows a
// clock, a director's desk, and the public page, which reads the clock back.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asStaff, openBrowser, visitor } from './browser.js'

const BLOCKS = 12
// The way to a viewer takes a minute and belongs to `make soak`.
const soak = { skip: !process.env.WANJIA_TEST_SOAK }
const ROUND = soak.skip ? 3 : 100 // seconds after which the camera's clock begins anew
const DELAY = 4
const FPS = 30 // at which the browser plays it

/** A camera's film: a bar of blocks along the lower edge counts the tenths of a second. */
function film(path) {
  const bits = BLOCKS - 2
  const box = (i, when) => `drawbox=x=iw*${i}/${BLOCKS}:y=ih*0.92:w=iw/${BLOCKS}:h=ih*0.08:color=white:t=fill${when}`
  const bar = [`drawbox=x=0:y=ih*0.92:w=iw:h=ih*0.08:color=black:t=fill`, box(0, '')]
  for (let b = 0; b < bits; b++) bar.push(box(b + 2, `:enable='gte(mod(floor(t*10+0.001)/${2 ** (bits - 1 - b)},2),1)'`))
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', `color=c=0x1b3f8a:s=1280x720:r=${FPS}:d=${ROUND}`, '-vf', bar.join(','), '-c:v', 'mjpeg', '-q:v', '6', path])
}

/** What a picture's clock says, in seconds; undefined where there is none. */
function clock(page, selector) {
  return page.evaluate(([blocks, selector]) => {
    const video = document.querySelector(selector)
    if (!video?.videoWidth) return undefined
    const canvas = document.createElement('canvas')
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    const paint = canvas.getContext('2d', { willReadFrequently: true })
    paint.drawImage(video, 0, 0)
    const bits = Array.from({ length: blocks }, (_, i) => {
      const [r, g, b] = paint.getImageData(((i + 0.5) * canvas.width) / blocks, canvas.height * 0.96, 1, 1).data
      return r + g + b > 384 ? 1 : 0
    })
    const [red, , blue] = paint.getImageData(8, 8, 1, 1).data
    if (bits[0] !== 1 || bits[1] !== 0 || blue < red + 40) return undefined
    return bits.slice(2).reduce((n, bit) => n * 2 + bit, 0) / 10
  }, [BLOCKS, selector])
}

async function until(read, passes, what, seconds = 30) {
  let last
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 150))) {
    last = await read()
    if (passes(last)) return last
  }
  throw new Error(`${what}: ${JSON.stringify(last)}`)
}

const api = async (page, method, path, data) => {
  const answer = await page.request.fetch(path, { method, data })
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`)
  return answer.json()
}

export async function camera(t, world) {
  const folder = mkdtempSync(join(tmpdir(), 'wanjia-camera-'))
  const path = join(folder, 'clock.mjpeg')
  film(path)
  const flags = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${path}`, '--autoplay-policy=no-user-gesture-required']
  const performing = await openBrowser(flags)
  try {
    await play(t, world, performing)
  } finally {
    await performing.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function play(t, world, performing) {
  const { house, browser } = world
  const one = await asStaff(world, 'director', { width: 1440, height: 900 })
  const other = await asStaff(world, 'admin', { width: 1440, height: 900 })
  await api(one, 'PUT', '/v1/channels/e2e/programme', {
    version: 0, title: { zh: '试播', en: '' }, starts: new Date().toISOString(), delay: DELAY, gap: 0,
    items: [
      { id: '01', title: { zh: '开场', en: '' }, kind: 'dance', from: 'stage', length: 60 },
      { id: '02', title: { zh: '合唱', en: '' }, kind: 'dance', from: 'stage', length: 60 },
    ],
  })
  await one.goto('/console/show/e2e')
  await other.goto('/console/show/e2e')
  const stage = await asStaff({ ...world, browser: performing }, 'performer', { width: 900, height: 1000 })

  await t.test('a performer checks the device and comes on; the director sees them', async () => {
    await one.getByRole('button', { name: '候场' }).click()
    await stage.goto('/stage?channel=e2e')
    await stage.getByText('候场，还没开播').waitFor()
    await stage.getByRole('button', { name: '检查设备' }).click()
    await stage.getByText('可以上台').or(stage.getByText('能上台')).first().waitFor()
    await stage.getByRole('button', { name: '上台', exact: true }).click()
    await stage.getByText('您在台上').waitFor()
    await until(() => clock(one, '.tile:has(.meter) video'), (s) => s !== undefined, 'the director sees no picture')
  })

  await t.test('it takes two people to begin with points open, and both desks agree', async () => {
    for (const desk of [one, other]) {
      await desk.getByLabel('为什么现在就开播').fill('试播，人都在')
      await desk.getByRole('button', { name: '开播', exact: true }).click()
      await one.getByText('写了：试播，人都在').or(one.getByText('直播中')).first().waitFor()
    }
    for (const desk of [one, other]) await desk.getByText('直播中').waitFor()
    await until(() => stage.locator('.tally').innerText(), (s) => s.includes('还没轮到您'), 'the tally is wrong')
  })

  await t.test('a director sees what a cut would bring before anybody else does', async () => {
    await one.getByRole('button', { name: '试算' }).click()
    const before = await one.getByText(/预计 .* 结束/).innerText()
    await one.getByLabel(/试算不演第 02/).check()
    await one.getByText(/这样 .* 结束/).waitFor()
    assert.notEqual((await one.getByText(/这样 .* 结束/).innerText()).match(/\d\d:\d\d:\d\d/)[0], before.match(/\d\d:\d\d:\d\d/)[0])
    await one.getByRole('button', { name: '试算' }).click()
    assert.equal((await api(other, 'GET', '/v1/channels/e2e/programme')).items.some((i) => i.state === 'cut'), false)
  })

  const source = (await api(one, 'GET', '/v1/channels/e2e/programme')).sources.find((s) => s.role === 'performer').source
  const viewer = await visitor(browser, house, { width: 1280, height: 900 })
  await t.test('a take is one key, and the public reads the camera’s clock after the delay', soak, async () => {
    await one.locator('.tile', { hasText: 'Mb/s' }).click()
    await one.getByRole('heading', { level: 1 }).click()
    await one.keyboard.press('Enter')
    await stage.getByText('正在播您').waitFor()
    for (const desk of [one, other]) await until(async () => (await desk.locator('.monitor.air figcaption').innerText()).trim(), (s) => !s.includes('垫片'), 'a desk shows the slate')
    await viewer.goto('/gala')
    await viewer.locator('.onair video').waitFor({ timeout: 60_000 })
    await until(() => clock(viewer, '.onair video'), (s) => s !== undefined, 'no clock reaches the public', 60)
    const [seen, now] = await Promise.all([clock(viewer, '.onair video'), clock(stage, 'video.mirror')])
    const late = (now - seen + ROUND) % ROUND
    assert.ok(late > DELAY && late < DELAY + 16, `the public is ${late} s behind the stage`)
  })

  await t.test('what is cut to the slate within the delay is never seen', soak, async () => {
    const at = await clock(stage, 'video.mirror')
    await one.keyboard.press('s')
    await one.getByText('观众永远看不到').waitFor()
    await other.getByText('观众永远看不到').waitFor()
    const limit = ROUND / 2
    let slate = 0 // looks in a row that saw it
    for (const end = Date.now() + 40_000; Date.now() < end && slate < 10; await viewer.waitForTimeout(120)) {
      const s = await clock(viewer, '.onair video')
      slate = s === undefined ? slate + 1 : 0
      if (s === undefined) continue
      const before = (at - s + ROUND) % ROUND // how long before the cut that picture was
      assert.ok(before < limit && before > DELAY - 2.5, `the public saw a picture of ${before} s before the cut`)
    }
    assert.ok(slate >= 10, 'the slate never came')
  })

  await t.test('a performer who vanishes on air is replaced in under a segment', soak, async () => {
    await one.locator('.tile', { hasText: 'Mb/s' }).click()
    await one.getByRole('heading', { level: 1 }).click()
    await one.keyboard.press('Enter')
    await stage.getByText('正在播您').waitFor()
    await one.waitForTimeout(2500)
    const gone = Date.now()
    await stage.context().close()
    const p = await until(() => api(one, 'GET', '/v1/channels/e2e/programme'), (p) => p.rescues.some((r) => Date.parse(r.at) >= gone), 'nothing took its place', 10)
    const rescue = p.rescues.find((r) => Date.parse(r.at) >= gone)
    const took = Date.parse(rescue.at) - gone
    assert.ok(took < 2000 + 500, `it took ${took} ms`) // the house's clock and ours are one; half a second for closing the page
    assert.equal(rescue.from, source)
    await one.locator('.rescue').waitFor()
    assert.ok(!(await one.locator('.rescue').innerText()).includes('performer-'), 'whoever is gone is spoken of by name')
  })

  for (const page of [one, other, viewer]) assert.deepEqual(page.complaints, [])
  await api(one, 'POST', '/v1/channels/e2e/end', { version: (await api(one, 'GET', '/v1/channels/e2e/programme')).version })
  await t.test('a show that is over is watched again', soak, async () => {
    await until(async () => (await (await fetch(`${house.url}/v1/channels`)).json()).items.some((c) => c.id === 'e2e' && c.replay), (there) => there, 'no replay', 90)
    await viewer.goto('/gala')
    await viewer.getByRole('button', { name: /从头回看整场/ }).click()
    await until(() => clock(viewer, '.again video'), (s) => s !== undefined, 'no clock in the replay', 40)
  })
  if (soak.skip) await stage.context().close()
  for (const page of [one, other, viewer]) await page.context().close()
}
