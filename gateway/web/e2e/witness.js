// A viewer in a browser who writes down what the picture shows, ten times a second, one
// line of JSON each, until nobody listens any more: node witness.js http://house
import { openBrowser } from './browser.js'

const BITS = 7 // of a picture's number, along its lower edge; the field after them is always white

const browser = await openBrowser(['--autoplay-policy=no-user-gesture-required'])
process.stdin.resume().on('end', () => browser.close().then(() => process.exit(0)))
const page = await browser.newPage({ viewport: { width: 800, height: 700 }, baseURL: process.argv[2], reducedMotion: 'reduce', timezoneId: 'Asia/Shanghai' })
await page.exposeFunction('say', (seen) => process.stdout.write(`${JSON.stringify(seen)}\n`))
await page.goto('/gala')
await page.locator('.onair video').waitFor({ timeout: 60_000 })
await page.evaluate((bits) => {
  const video = document.querySelector('.onair video')
  const canvas = document.createElement('canvas')
  canvas.width = (bits + 1) * 8
  canvas.height = 8
  const paint = canvas.getContext('2d', { willReadFrequently: true })
  let loads = 0
  let jumps = 0
  video.addEventListener('emptied', () => loads++)
  video.addEventListener('seeking', () => jumps++)
  const number = () => {
    if (!video.videoWidth) return -1
    paint.drawImage(video, 0, (video.videoHeight * 15) / 16, video.videoWidth, 2, 0, 0, canvas.width, canvas.height)
    let n = 0
    for (let bit = 0; bit <= bits; bit++) {
      const [, green] = paint.getImageData(bit * 8 + 4, 4, 1, 1).data
      if (green > 95 && green < 161) return -1
      if (green > 160) n |= 1 << bit
    }
    return n >> bits ? n & ((1 << bits) - 1) : -1
  }
  setInterval(() => {
    const shown = document.querySelector('.standing .num')?.textContent ?? ''
    window.say({ at: Date.now(), number: number(), shown, loads, jumps, rate: video.playbackRate, place: video.currentTime })
  }, 100)
}, BITS)
