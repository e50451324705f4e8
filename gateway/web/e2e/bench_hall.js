// How soon forty thousand seats are to be seen, and how smoothly they move: a hall that
// large, on the page of tables, in headless Chromium without a graphics card. Prints a
// table; `npm run bench` runs it.
import { createServer, request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { asStaff, openBrowser } from './browser.js'
import { House } from './house.js'

const ROUNDS = 5
const TABLES = 4_000
const SEATS = 10

/** A drawing of that many tables, every second one long, and who sits there. */
function hall(id) {
  const across = 80
  const items = Array.from({ length: TABLES }, (_, i) => ({
    id: `${id}-${i}`, number: i + 1, shape: i % 2 ? 'long' : 'round', seats: SEATS, x: 300 + 400 * (i % across), y: 500 + 400 * Math.floor(i / across),
    ...(i % 6 === 0 ? { ends: [1], step_free: true, aisle_cm: 140, toilet_m: 30 } : {}),
  }))
  const homes = []
  for (const t of items) {
    for (let at = 1; at <= SEATS; at += 3) {
      const n = homes.length
      const people = Math.min(3, SEATS - at + 1)
      homes.push({
        household: `h-${n}`, address: `苑${n % 9} ${1 + (n % 90)}栋`, building: `b-${n % 90}`, estate: `e-${n % 9}`, people, table: t.id,
        places: Array.from({ length: people }, (_, k) => at + k), ...(n % 11 === 0 ? { allergens: true } : {}),
      })
    }
  }
  return { items, homes }
}

/** Stands before the service and gives the large hall out in place of its first one. */
async function before(house) {
  const packed = new Map()
  const say = (path, body) => packed.set(path, gzipSync(JSON.stringify(body), { level: 5 }))
  const get = async (path, cookie) => (await fetch(house.url + path, { headers: { cookie } })).json()
  const server = createServer((incoming, answer) => {
    const ready = incoming.method === 'GET' && packed.get(incoming.url)
    if (ready) return answer.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip', 'Content-Length': ready.length }).end(ready)
    const on = request(house.url + incoming.url, { method: incoming.method, headers: { ...incoming.headers, host: new URL(house.url).host } }, (got) => {
      answer.writeHead(got.statusCode, got.headers)
      got.pipe(answer)
    })
    on.on('error', () => answer.destroy())
    incoming.pipe(on)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => server.close(),
    async fill(cookie) {
      const { items: editions } = await get('/v1/editions', cookie)
      const event = editions.find((e) => e.kind === 'banquet').id
      const { items: halls } = await get(`/v1/events/${event}/halls`, cookie)
      const { sittings } = await get(`/v1/events/${event}/seating`, cookie)
      const id = halls[0].id
      const drawing = await get(`/v1/events/${event}/halls/${id}`, cookie)
      const seated = await get(`/v1/events/${event}/seating/${sittings[0].id}/halls/${id}`, cookie)
      const { items, homes } = hall(id)
      say(`/v1/events/${event}/halls/${id}`, { ...drawing, items, tables: TABLES, seats: TABLES * SEATS, width: 32_600, height: 21_000 })
      say(`/v1/events/${event}/seating/${sittings[0].id}/halls/${id}`, { ...seated, homes, tables: items.map((t) => ({ table: t.id, dishes: 6, fills: ['soup', 'steamed'] })) })
    },
  }
}

const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]

/** Milliseconds from the request for the page until the picture is on the screen. */
const firstPicture = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const look = () => {
          const box = document.querySelector('.hall[data-drawn]:not([data-drawn=""])')
          if (box) requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0)) // the frame it is part of is painted
          else requestAnimationFrame(look)
        }
        look()
      }),
  )

/** Frames a second while the picture is dragged and zoomed for two seconds. */
async function frames(page, act) {
  await page.evaluate(() => {
    const mine = (window.counting = { frames: 0 })
    const tick = () => {
      mine.frames++
      if (window.counting === mine) requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  const began = Date.now()
  while (Date.now() - began < 2_000) await act()
  const took = Date.now() - began
  const n = await page.evaluate(() => {
    const { frames } = window.counting
    window.counting = undefined
    return frames
  })
  return (1000 * n) / took
}

const house = new House()
house.build()
await house.start()
const browser = await openBrowser()
const front = await before(house)
try {
  const world = { house: { ...house, url: front.url, codeFor: (phone) => house.codeFor(phone) }, browser }
  const first = await asStaff(world, 'organiser')
  await front.fill((await first.context().cookies()).map((c) => `${c.name}=${c.value}`).join('; '))
  await first.context().close()
  const times = []
  let pan = 0
  let zoom = 0
  for (let n = 0; n < ROUNDS; n++) {
    const page = await asStaff(world, 'organiser')
    await page.goto('/console/tables')
    times.push(await firstPicture(page))
    if (n === ROUNDS - 1) {
      await page.waitForTimeout(500)
      const box = await page.locator('.hall').boundingBox()
      const [x, y] = [box.x + box.width / 2, box.y + 3]
      await page.mouse.move(x, y)
      await page.mouse.down()
      let i = 0
      pan = await frames(page, () => page.mouse.move(x + 80 * Math.sin(i / 9), y + 40 * Math.cos(i++ / 7)))
      await page.mouse.up()
      zoom = await frames(page, () => page.mouse.wheel(0, i++ % 20 < 10 ? -60 : 60))
      if (process.env.WANJIA_BENCH_PICTURE) await page.screenshot({ path: process.env.WANJIA_BENCH_PICTURE })
      if (page.complaints.length) throw new Error(page.complaints.join('\n'))
    }
    await page.context().close()
  }
  const row = (name, figure, reach, good) => console.log(`| ${name} | ${figure} | ${reach} | ${good ? 'reached' : 'missed'} |`)
  console.log('| hall of 40,000 seats | figure | to reach | |\n|---|---|---|---|')
  const taken = times.map(Math.round)
  row('first picture', `${median([...taken])} ms, of ${taken.join(', ')}`, '< 2000 ms', median([...taken]) < 2000)
  row('dragging', `${pan.toFixed(0)} frames/s`, '>= 30', pan >= 30)
  row('zooming', `${zoom.toFixed(0)} frames/s`, '>= 30', zoom >= 30)
} finally {
  front.close()
  await browser.close()
  await house.close()
}
