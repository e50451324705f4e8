// Looks at pages as somebody does who hears them, or reads large type on a small screen.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { visitor } from './browser.js'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Lets [violations] be asked of every document the page opens from now on. */
export async function readyForAxe(page) {
  // Through the debugger, so the page's own policy against foreign scripts stays on;
  // told once, so that half a megabyte is not sent for every page.
  await page.addInitScript(axe)
}

/** Everything WCAG 2.2 AA asks that a machine can see. */
export async function violations(page) {
  return told(await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), rules))
}

/**
 * The same of a page that says the same kind of thing a thousand times. Contrast, by
 * far the dearest question, is asked of one text of each kind: of the same elements,
 * with the same classes and styles, in elements of the same.
 */
export async function violationsOfLong(page) {
  const all = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values }, rules: { 'color-contrast': { enabled: false } } }), rules)
  const contrast = await page.evaluate(() => {
    const kinds = new Map()
    for (const el of document.querySelectorAll('body *')) {
      if (![...el.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent.trim() !== '') || !el.checkVisibility()) continue
      let kind = ''
      for (let at = el; at && at !== document.body; at = at.parentElement) kind += `${at.tagName}.${at.className}[${at.getAttribute('style') ?? ''}] `
      if (!kinds.has(kind)) kinds.set(kind, el)
    }
    return window.axe.run({ include: [...kinds.values()] }, { runOnly: { type: 'rule', values: ['color-contrast'] } })
  })
  return [...told(all), ...told(contrast)]
}

function told({ violations }) {
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => `${n.target.join(' ')} (${n.any[0]?.message ?? n.all[0]?.message ?? n.none[0]?.message})`).join('; ')}`)
}

/** Waits until everything the page shows is there: a window as tall as the page leaves nothing unseen. */
export async function settle(page) {
  await page.locator('main h1').first().waitFor({ state: 'attached' })
  await page.locator('aside.demo').waitFor() // what the server says of itself has come
  await page.waitForFunction(() => !document.querySelector('.van-skeleton'))
  await fit(page)
  await page.waitForFunction(() => !/正在看还有多少|Looking up what is left/.test(document.body.innerText))
  await page.waitForFunction(() => [...document.images].every((image) => image.complete))
  await fit(page) // what has come since made the page longer
}

async function fit(page) {
  const height = await page.evaluate(() => Math.max(640, document.documentElement.scrollHeight))
  await page.setViewportSize({ width: 320, height })
}

/**
 * Looks at every page of a list in standard and large type, in both languages: one
 * visitor comes with Chinese and standard type, one with English and large type, and
 * each presses the switch of the type once it has been looked at. What stands over
 * the page hides the switch; such a page is opened anew instead.
 */
export async function everyPage(t, { house, browser }, title, list) {
  await t.test(title, { concurrency: 2 }, async (t) => {
    const looks = [{ elder: false, lang: 'zh' }, { elder: true, lang: 'en' }]
    await Promise.all(looks.map((look) => t.test(look.lang === 'zh' ? 'Chinese' : 'English', (t) => lookThrough(t, { house, browser }, list, look))))
  })
}

async function lookThrough(t, { house, browser }, list, { elder, lang }) {
  const page = await visitor(browser, house, { elder, lang, width: 320, height: 640 })
  await readyForAxe(page)
  await page.goto('/favicon.svg') // where what the device remembers can be set

  async function open({ path, as, act }, elder) {
    await page.evaluate((prefs) => localStorage.setItem('wanjia.prefs', JSON.stringify(prefs)), { elder, lang })
    await page.context().clearCookies()
    await page.context().addCookies(as ?? [])
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto(path)
    await settle(page)
    if (act) {
      await act(page)
      await settle(page)
    }
  }

  async function check(elder) {
    assert.equal(await page.evaluate(() => document.documentElement.lang), lang === 'zh' ? 'zh-CN' : 'en')
    assert.equal(await page.evaluate(() => document.documentElement.dataset.mode), elder ? 'elder' : 'standard')
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, 'scrolls sideways at 320 px')
    assert.deepEqual(await violations(page), [])
    assert.deepEqual(await small(page, elder), [], 'too small to touch or read')
    assert.deepEqual(page.complaints, [])
  }

  const type = (elder) => (elder ? 'large type' : 'standard')
  for (const one of list) {
    page.complaints.length = 0
    await t.test(`${one.name}, ${type(elder)}`, async () => {
      await open(one, elder)
      await check(elder)
    })
    await t.test(`${one.name}, ${type(!elder)}`, async () => {
      if (await page.evaluate(() => !!document.querySelector('dialog[open], .van-overlay'))) await open(one, !elder)
      else {
        await page.locator('.switches .elder').first().click()
        await settle(page)
      }
      await check(!elder)
    })
  }
  await page.context().close()
}

/** What is smaller than a finger, or than an elder's eyes ask for. Links inside a sentence are excepted, as WCAG does. */
export function small(page, elder) {
  return page.evaluate((elder) => {
    const least = elder ? 60 : 44
    const seen = (el) => el.checkVisibility({ visibilityProperty: true }) && !el.closest('.sr, .skip, [inert]')
    const out = []
    for (const el of document.querySelectorAll('main a, main button, main input:not([type=checkbox], [type=radio]), nav a, footer a, header a, header button')) {
      if (!seen(el) || el.closest('.el-table')) continue
      if (el.tagName === 'A' && getComputedStyle(el).display === 'inline') continue
      if (el.closest('dialog') && !el.closest('dialog').open) continue
      const box = el.getBoundingClientRect()
      if (box.height < least - 0.5) out.push(`${el.className || el.tagName} "${el.innerText}" is ${Math.round(box.height)} px high`)
    }
    const text = elder ? 18 : 12
    for (const el of document.querySelectorAll('main *')) {
      const own = [...el.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent.trim() !== '')
      if (!own || !seen(el) || el.closest('svg')) continue
      const size = parseFloat(getComputedStyle(el).fontSize)
      if (size < text) out.push(`"${el.textContent.trim().slice(0, 20)}" is ${size} px`)
    }
    return out
  }, elder)
}
