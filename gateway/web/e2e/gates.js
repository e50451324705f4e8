import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { asStaff, flags, signIn, visitor } from './browser.js'
import { GateServer } from './house.js'

const shots = process.env.WANJIA_TEST_SHOTS
const shot = (page, name) => shots && page.screenshot({ path: `${shots}/${name}.png` })

let person = 6000

/** The show whose gates are open now. */
async function rehearsal(house) {
  const get = async (path) => (await fetch(house.url + path)).json()
  const { items } = await get('/v1/events')
  const event = items.find((one) => one.id.endsWith('-rehearsal'))
  const { items: sessions } = await get(`/v1/events/${event.id}/sessions`)
  const open = sessions.find((one) => Date.parse(one.starts) <= Date.now() && Date.parse(one.ends) > Date.now())
  const { pools } = await get(`/v1/sessions/${open.id}/availability`)
  return { event: event.id, pool: pools[0].id }
}

/** A party with a pass: how many, by which gate, and what to show. */
async function party({ house, browser }, n) {
  const { event, pool } = await rehearsal(house)
  const page = await visitor(browser, house)
  await signIn(page, house, `1540000${++person}`)
  const answer = await page.request.post(`/v1/pools/${pool}/claims`, { data: { party: n }, headers: { 'Idempotency-Key': `e2e-gate-${person}` } })
  assert.equal(answer.status(), 201, await answer.text())
  const claim = await answer.json()
  const pass = await (await page.request.get(`/v1/claims/${claim.id}/pass`)).json()
  const picture = await (await page.request.get(`/v1/claims/${claim.id}/pass.png`)).body()
  await page.context().close()
  return { event, n, claim: claim.id, code: claim.code, gate: pass.gates[0].id, text: pass.text, picture }
}

/** Parties of the sizes that share a gate. */
async function together(world, sizes) {
  const byGate = new Map()
  for (let i = 0; i < 24; i++) {
    const next = [...byGate.values()].flat().length
    const p = await party(world, sizes[next % sizes.length])
    const list = [...(byGate.get(p.gate) ?? []), p]
    byGate.set(p.gate, list)
    const found = sizes.map((n) => list.find((one) => one.n === n))
    if (found.every(Boolean)) return found
  }
  throw new Error('no two parties share a gate')
}

/** A code for a device, from the console; and the page it came from. */
async function codeFor(world, event, gate, name) {
  const desk = await asStaff(world, 'organiser')
  await desk.goto(`/console/gates/${event}`)
  await desk.locator(`[data-gate=${gate}]`).getByRole('button', { name: '登记设备' }).click()
  await desk.getByLabel('叫什么，比如谁拿着').fill(name)
  await desk.getByRole('textbox', { name: '为什么' }).fill('今晚开门')
  await desk.getByRole('button', { name: '要一个登记码' }).click()
  const token = await desk.locator('[data-token]').textContent()
  await shot(desk, 'console-gates-code')
  return { desk, token }
}

/** The answers that are right, in the order of the questions. */
const ANSWERS = ['给他看这行字', '告诉他几点能进', '照常扫', '按“看到了，照办”，照屏幕上的话', '放 3 人，小孩加 1']

async function learn(page) {
  await page.getByRole('heading', { name: '绿色圆圈：可以进' }).waitFor()
  for (let i = 0; i < 8; i++) await page.getByRole('button', { name: '下一张' }).click()
  assert.ok(await page.getByRole('button', { name: '下一张' }).isDisabled(), 'an answer first')
  await page.getByRole('button', { name: '说他逃票' }).click()
  await page.getByText('再想想').waitFor()
  for (const [i, answer] of ANSWERS.entries()) {
    await page.getByRole('button', { name: answer }).click()
    await page.getByRole('button', { name: i === ANSWERS.length - 1 ? '学完了，开始验票' : '下一张' }).click()
  }
  await page.getByRole('button', { name: '手输码' }).waitFor()
}

let devices = 0

/** A device at a gate, set up and trained, by a name that no other has. */
async function atGate(world, browser, event, gate, options, at = world.house) {
  const name = `手机 ${gate}-${++devices}`
  const { desk, token } = await codeFor(world, event, gate, name)
  const page = await visitor(browser, at, options)
  await page.goto('/gate')
  await page.getByRole('heading', { name: '这台设备还没有登记' }).waitFor()
  await page.getByText('已存到这台设备').waitFor()
  await page.getByLabel('登记码').fill(token)
  await page.getByRole('button', { name: '登记这台设备' }).click()
  await learn(page)
  await page.getByText('有网，都传上去了').waitFor()
  return { desk, page, row: desk.locator('[data-device]').filter({ hasText: name }) }
}

async function type(page, code) {
  await page.getByRole('button', { name: '手输码' }).click()
  for (const letter of code) await page.getByRole('button', { name: letter.toUpperCase(), exact: true }).click()
}

const totals = async (desk, event) => (await desk.request.get(`/v1/events/${event}/gates`)).json()

/** Waits until the server has counted so many in at a gate. */
async function counted(desk, event, gate, want) {
  for (let i = 0; i < 60; i++) {
    const all = await totals(desk, event)
    if (all.gates.find((g) => g.id === gate).in === want) return all
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  assert.fail(`${want} in at ${gate}, not ${JSON.stringify(await totals(desk, event))}`)
}

export async function gates(t, world) {
  await t.test('a volunteer registers, learns, lets a family in, refuses them the second time, and goes on without a network', async (t) => {
    const [family, pair] = await together(world, [3, 2])
    const { desk, page, row } = await atGate(world, world.browser, family.event, family.gate)
    const before = (await totals(desk, family.event)).gates.find((g) => g.id === family.gate).in

    await type(page, family.code)
    await page.getByRole('heading', { name: '可以进' }).waitFor()
    await page.getByRole('button', { name: '少一个' }).first().click()
    await shot(page, 'gate-green')
    await page.getByRole('button', { name: '放 2 人进' }).click()
    await page.getByRole('heading', { name: '已放行' }).waitFor()
    await page.getByText('还有 1 人没到').waitFor()
    await shot(page, 'gate-in')
    await page.getByRole('button', { name: '下一位' }).click()
    await type(page, family.code)
    await page.getByText('同行的 2 人').waitFor()
    await page.getByRole('button', { name: '放 1 人进' }).click()
    await page.getByRole('button', { name: '下一位' }).click()
    await type(page, family.code)
    await page.getByRole('heading', { name: '先别放' }).waitFor()
    await page.getByText(/\d\d:\d\d 已从.+门.*进了 2 人/).waitFor()
    await shot(page, 'gate-amber')
    await page.getByRole('button', { name: '下一位' }).click()
    await counted(desk, family.event, family.gate, before + 3)

    await page.context().setOffline(true)
    await page.reload()
    await page.getByText(/离线 · 已存 0 条/).waitFor()
    await type(page, pair.code)
    await page.getByRole('button', { name: '放 2 人进' }).click()
    await page.getByText('没有网，只凭这台设备判断').waitFor()
    await page.getByRole('button', { name: '下一位' }).click()
    await page.getByText(/离线 · 已存 1 条/).waitFor()
    await shot(page, 'gate-offline')
    await page.reload()
    await type(page, pair.code)
    await page.getByRole('heading', { name: '先别放' }).waitFor()
    await page.getByText(/已从.+进了 2 人/).waitFor()
    await page.getByRole('button', { name: '下一位' }).click()
    await type(page, 'zzzz2222')
    await page.getByRole('heading', { name: '不能进' }).waitFor()
    await shot(page, 'gate-red')
    await page.getByRole('button', { name: '下一位' }).click()
    await page.context().setOffline(false)
    const all = await counted(desk, family.event, family.gate, before + 5)
    assert.deepEqual(all.conflicts, [])
    await page.getByText('有网，都传上去了').waitFor()

    await t.test('who has no booking comes in on places the device was lent, with a network and without', async () => {
      await page.getByRole('button', { name: '没订票的' }).click()
      await page.getByText('这台设备手里没有现场名额').waitFor()
      await page.getByRole('button', { name: '要 20 个名额' }).click()
      await page.getByText(/现场名额还有 20 个/).waitFor()
      await page.getByRole('button', { name: '多一个' }).first().click()
      await page.getByRole('button', { name: '放 2 人进' }).click()
      await page.getByText('现场第 1 到 2 号').waitFor()
      await shot(page, 'gate-walk')
      await page.context().setOffline(true)
      await page.getByText(/离线 · 已存/).waitFor()
      await page.reload()
      await page.getByRole('button', { name: '没订票的' }).click()
      await page.getByText(/现场名额还有 18 个/).waitFor()
      await page.getByRole('button', { name: '放 1 人进' }).click()
      await page.getByText('现场第 3 号').waitFor()
      await page.context().setOffline(false)
      assert.deepEqual((await counted(desk, family.event, family.gate, before + 8)).conflicts, [])
      await desk.getByText('一共拿走 20 个，放了 3 人，退回 0 个').waitFor()
      await page.getByRole('button', { name: '返回' }).click()
    })

    await t.test('somebody presses stop: the gate locks until it is read, and the desk sees it', async () => {
      await desk.getByRole('button', { name: '收起来' }).click()
      const order = async (kind) => {
        const answer = await desk.request.post(`/v1/events/${family.event}/gate-orders`, {
          data: { gates: [family.gate], kind, authority: '现场民警', reason: '里面满了', say: { zh: kind === 'stop' ? '里面满了，请大家等一等' : '', en: '' } },
          headers: { 'Idempotency-Key': `e2e-order-${kind}` },
        })
        assert.equal(answer.status(), 201, await answer.text())
      }
      await order('stop')
      const lock = page.getByRole('alertdialog', { name: '停止放行' })
      await lock.getByText('里面满了，请大家等一等').waitFor({ timeout: 5000 })
      await shot(page, 'gate-lock')
      await row.getByText('没回“看到了”', { exact: true }).waitFor()
      await lock.getByRole('button', { name: '看到了，照办' }).click()
      await row.getByText('没回“看到了”', { exact: true }).waitFor({ state: 'hidden' })
      await type(page, pair.code)
      await page.getByText('这个门现在不放人').waitFor()
      await page.getByRole('button', { name: '下一位' }).click()
      await page.getByRole('button', { name: '出场' }).click()
      await page.getByRole('button', { name: /出去一个按一下/ }).click()
      await page.getByText('这台设备数出去 1 人').waitFor()
      await shot(page, 'gate-out')
      await order('open')
      await page.getByRole('alertdialog', { name: '恢复放行' }).getByRole('button', { name: '看到了，照办' }).click()
      if (shots) await desk.screenshot({ path: `${shots}/console-gates.png`, fullPage: true })
    })

    await t.test('a second window on the device may not write, and a device out of use says so', async () => {
      const second = await page.context().newPage()
      await second.goto('/gate')
      await second.getByRole('heading', { name: '这台设备上已经开着一个验票页' }).waitFor()
      await second.close()
      await row.getByRole('button', { name: '停用' }).click()
      await desk.getByRole('textbox', { name: '为什么' }).fill('收工')
      await desk.getByRole('button', { name: '停用', exact: true }).last().click()
      await page.getByRole('heading', { name: '这台设备已经停用' }).waitFor()
      await shot(page, 'gate-revoked')
    })
    assert.deepEqual(page.complaints, [])
    assert.deepEqual(desk.complaints, [])
    await page.context().close()
    await desk.context().close()
  })

  await t.test('gate staff signs in at the page and takes the phone they hold to a gate', async () => {
    const page = await visitor(world.browser, world.house)
    await page.goto('/gate')
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByRole('button', { name: /谭小川/ }).click()
    await page.getByRole('heading', { name: '您在哪个门？' }).waitFor()
    await shot(page, 'gate-choose')
    await page.getByRole('button', { name: '南3门' }).first().click()
    await page.getByRole('heading', { name: '绿色圆圈：可以进' }).waitFor()
    await shot(page, 'gate-training')
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })

  await t.test('a shift ends: without a network the page lets nobody in from then on, counts out, and sends later what it has', async () => {
    const one = await party(world, 2)
    const desk = await asStaff(world, 'admin')
    const phone = `1540000${++person}`
    const shift = { phone, name: '夜班', role: 'gate_staff', node: '*', event: one.event, gate: one.gate, from: new Date(Date.now() - 60_000), until: new Date(Date.now() + 3600_000), why: '排班' }
    const granted = await desk.request.post('/v1/roles', { data: shift })
    assert.equal(granted.status(), 201, await granted.text())
    const { gates: all } = await totals(desk, one.event)
    const { items } = await (await desk.request.get('/v1/events')).json()
    const { in: before, out } = all.find((g) => g.id === one.gate)

    const page = await visitor(world.browser, world.house, { width: 360, height: 740 })
    await signIn(page, world.house, phone)
    await page.clock.install()
    await page.goto('/gate')
    const show = page.locator('h3').filter({ hasText: items.find((e) => e.id === one.event).title.zh })
    await show.locator('+ .gates').getByRole('button', { name: all.find((g) => g.id === one.gate).title.zh }).click()
    await learn(page)
    await page.getByText('有网，都传上去了').waitFor()
    await page.getByRole('button', { name: '没订票的' }).click()
    await page.getByRole('button', { name: '要 20 个名额' }).click()
    await page.getByText(/现场名额还有 20 个/).waitFor()
    await page.context().setOffline(true)
    await page.getByRole('button', { name: '放 1 人进' }).click()
    await page.getByText('现场第 1 号').waitFor()

    const over = page.getByRole('alert').filter({ hasText: /您的班到 \d\d:\d\d 结束了/ })
    const letIn = page.getByRole('button', { name: /放 . 人进|手输码|没订票的|打开摄像头/ })
    await page.clock.fastForward(shift.until - Date.now() - 10 * 60_000)
    assert.equal(await over.count(), 0, 'ten minutes are left')
    await page.clock.fastForward(11 * 60_000)
    await over.getByText('还有 1 条没传上去').waitFor()
    assert.equal(await letIn.count(), 0)
    await shot(page, 'gate-shift-over')
    await page.reload()
    await over.getByText('还有 1 条没传上去').waitFor()
    await page.getByRole('button', { name: '出场' }).click()
    await page.getByRole('button', { name: /出去一个按一下/ }).click()
    await page.getByRole('button', { name: '进场' }).click()
    await over.getByText('还有 2 条没传上去').waitFor()
    await page.context().setOffline(false)
    assert.equal((await counted(desk, one.event, one.gate, before + 1)).gates.find((g) => g.id === one.gate).out, out + 1)
    await letIn.first().waitFor() // by the server's clock the shift goes on
    await page.context().setOffline(true)
    await page.clock.fastForward(shift.until - Date.now() + 60_000)
    await over.getByRole('button', { name: '交班，重新登记这台设备' }).click()
    await page.getByRole('heading', { name: '这台设备还没有登记' }).waitFor()
    assert.deepEqual(page.complaints, [])
    await page.context().close()
    await desk.context().close()
  })
}

/** A video of a printed pass held before a camera: turned a little, out of focus, in poor light. */
function filmed(folder, picture) {
  const [image, video] = [join(folder, 'pass.png'), join(folder, 'pass.mjpeg')]
  writeFileSync(image, picture)
  const look = 'scale=330:330,pad=640:480:155:75:color=0xd8d2c4,rotate=0.14:fillcolor=0x8a8478,gblur=sigma=1.3,eq=brightness=-0.18:contrast=0.75,noise=alls=14:allf=t,format=yuvj420p'
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-loop', '1', '-i', image, '-vf', look, '-frames:v', '12', '-q:v', '4', '-f', 'mjpeg', video])
  return video
}

/** A server at the gates, registered at the console. */
async function gateServer(world, one) {
  const server = new GateServer(world.house, 'gates.wanjia.test')
  const desk = await asStaff(world, 'organiser')
  await desk.goto(`/console/gates/${one.event}`)
  await desk.getByRole('button', { name: '登记一台', exact: true }).click()
  await desk.getByLabel('叫什么，比如放在哪里').fill('西广场机柜')
  await desk.getByRole('group', { name: '管哪些门' }).locator(`input[value=${one.gate}]`).check()
  await desk.getByRole('textbox', { name: '为什么' }).fill('这边的网络常断')
  await desk.getByRole('button', { name: '要一个登记码' }).click()
  const code = await desk.locator('[data-edge-token]').textContent()
  await shot(desk, 'console-gates-server')
  assert.deepEqual(desk.complaints, [])
  await desk.context().close()
  await server.start(code.replaceAll(' ', ''))
  return server
}

/** Alone with the house: the service is killed here, and the server at the gates with it. */
export async function camera(t, world) {
  await t.test('the camera reads a printed pass at a gate with a name of its own, with every server stopped', async () => {
    const one = await party(world, 4)
    const video = filmed(world.house.folder, one.picture)
    const server = await gateServer(world, one)
    const browser = await chromium.launch({
      executablePath: process.env.WANJIA_TEST_CHROMIUM ?? '/usr/bin/chromium',
      args: [...flags, ...server.flags, '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${video}`],
    })
    try {
      const { desk, page } = await atGate(world, browser, one.event, one.gate, { permissions: ['camera'] }, server)
      assert.match(page.url(), /^https:\/\/gates\.wanjia\.test:/)
      await page.getByRole('heading', { name: '可以进' }).waitFor() // it has what it needs; nobody went in yet
      await world.house.kill()
      await server.kill()
      await page.reload()
      await page.getByRole('heading', { name: '可以进' }).waitFor()
      const took = Number(await page.locator('.work').getAttribute('data-took'))
      t.diagnostic(`from the picture to the colour: ${took} ms`)
      await page.getByText('4 人').first().waitFor()
      await shot(page, 'gate-camera')
      await page.getByRole('button', { name: '放 4 人进' }).click()
      await page.getByText('没有网，只凭这台设备判断').waitFor()
      await page.reload()
      await page.getByText(/已从.+进了 4 人/).waitFor()
      await shot(page, 'gate-camera-again')
      await server.start() // the city is still away
      await page.getByText('有网，都传上去了').waitFor()
      await world.house.start()
      const all = await counted(desk, one.event, one.gate, 4)
      assert.deepEqual(all.conflicts, [])
      assert.deepEqual(page.complaints, [])
      await desk.context().close()
    } finally {
      await browser.close()
      await server.close()
    }
  })
}
