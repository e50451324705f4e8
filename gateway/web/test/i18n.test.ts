import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { LOCAL_CODES } from '../src/api/trouble'
import { i18n, say } from '../src/i18n'
import { en as residentsEn } from '../src/i18n/en'
import { troubleKey } from '../src/i18n/trouble'
import { zh as residentsZh } from '../src/i18n/zh'

type Tree = { [key: string]: string | Tree }

// Pages bring sentences of their own, which others never download: every file of them
// there is. What ends in Errors are refusals, and a pass stands on its card.
const parcels = import.meta.glob<Record<string, Tree>>('../src/i18n/*.{zh,en}.ts', { eager: true })
const inFirst = new Set(['changes', 'errors', 'resident']) // parts of what everybody has

function together(first: Tree, lang: string): Tree {
  const all: Record<string, Tree> = { ...(first as Record<string, Tree>) }
  for (const [path, parcel] of Object.entries(parcels)) {
    if (!path.endsWith(`.${lang}.ts`)) continue
    for (const [name, sentences] of Object.entries(parcel)) {
      if (inFirst.has(name)) continue
      const at = name.endsWith('Errors') ? 'errors' : name === 'pass' ? 'passCard' : name
      all[at] = { ...all[at], ...sentences }
    }
  }
  return all
}

const zh = together(residentsZh, 'zh')
const en = together(residentsEn, 'en')
i18n.global.mergeLocaleMessage('zh', zh)
i18n.global.mergeLocaleMessage('en', en)

function flat(tree: Tree, at = ''): Map<string, string> {
  const out = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    const path = at ? `${at}.${key}` : key
    if (typeof value === 'string') out.set(path, value)
    else for (const [k, v] of flat(value, path)) out.set(k, v)
  }
  return out
}

const root = fileURLToPath(new URL('../../..', import.meta.url))

function files(dir: string, ending: string): string[] {
  return readdirSync(dir).flatMap((name) => {
    const path = join(dir, name)
    if (name === 'node_modules' || name === 'dist' || name === 'web') return []
    if (statSync(path).isDirectory()) return files(path, ending)
    return name.endsWith(ending) ? [path] : []
  })
}

describe('both languages', () => {
  const [chinese, english] = [flat(zh), flat(en)]

  it('have words for all that is written into the log', () => {
    const calls = /\b(?:audited|forOthers|changed|hallTurned|hallChange|seatingChange|onBanquetDish)\([^"\n]*"([a-z_]+)\.([a-z_]+)"/g
    const source = files(join(root, 'gateway/api'), '.go').filter((path) => !path.endsWith('_test.go')).map((path) => readFileSync(path, 'utf8')).join('\n')
    const written = [...new Set([...source.matchAll(calls)].map(([, noun, verb]) => `${noun}_${verb}`))]
    expect(written.length).toBeGreaterThan(60)
    expect(written.filter((what) => !chinese.has(`words.what.${what}`))).toEqual([])
  })

  it('have the same keys, none empty', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
    for (const [key, text] of [...chinese, ...english]) expect(text, key).not.toBe('')
  })

  it('fill in the same things', () => {
    const named = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort()
    for (const [key, text] of chinese) expect(named(english.get(key)!), key).toEqual(named(text))
  })

  it('are each in their own language', () => {
    const bilingual = new Set(['lang.other', 'lang.otherName', 'me.language'])
    for (const [key, text] of english) if (!bilingual.has(key)) expect(text, key).not.toMatch(/\p{Script=Han}/u)
    for (const [key, text] of chinese) if (!bilingual.has(key)) expect(text.replace(/\{\w+\}/g, ''), key).toMatch(/\p{Script=Han}|^Redis$|^\W+$/u)
  })

  it('can be put together, every one', () => {
    const { t, locale } = i18n.global
    for (const lang of ['zh', 'en'] as const) {
      locale.value = lang
      for (const [key, text] of lang === 'zh' ? chinese : english) {
        const values = Object.fromEntries([...text.matchAll(/\{(\w+)\}/g)].map((m) => [m[1], '7']))
        expect(t(key, values), key).toBe(text.replace(/\{\w+\}/g, '7'))
      }
    }
  })

  it('use every key, and no other', () => {
    const source = files(join(root, 'gateway/web/src'), '.vue')
      .concat(files(join(root, 'gateway/web/src'), '.ts').filter((f) => !/i18n\/(\w+\.)?(zh|en)\.ts$/.test(f)))
      .map((f) => readFileSync(f, 'utf8'))
      .join('\n')
    const whole = new Set([...source.matchAll(/['`"]([a-z]\w*(?:\.\w+)*)['`"]/g)].map((m) => m[1]!))
    const stems = [...source.matchAll(/`([a-z]\w*(?:\.\w+)*)\.\$\{/g)].map((m) => `${m[1]}.`)
    const unused = [...chinese.keys()].filter((key) => !whole.has(key) && !stems.some((stem) => key.startsWith(stem)) && !/^console\.system\.(partNames|states|kinds)\./.test(key))
    expect(unused).toEqual([])
    const groups = new Set(Object.keys(zh))
    const unknown = [...source.matchAll(/\bt\(\s*'([\w.]+)'/g)].map((m) => m[1]!).filter((key) => groups.has(key.split('.')[0]!) && !chinese.has(key))
    expect(unknown).toEqual([])
  })

  it('say what the API has only in Chinese in Chinese', () => {
    expect(say({ zh: '万家宴', en: 'The banquet' }, 'en')).toBe('The banquet')
    expect(say({ zh: '万家宴', en: '' }, 'en')).toBe('万家宴')
    expect(say(undefined, 'zh')).toBe('')
  })
})

// The list of what a person may be refused is the Go source itself.
describe('refusals', () => {
  const declared = ['events/event.go', 'events/edition.go', 'events/audit', 'events/banquet', 'events/community', 'ticketing', 'streaming', 'gateway/identity', 'gateway/api']
    .flatMap((path) => {
      const full = join(root, path)
      return statSync(full).isDirectory() ? files(full, '.go') : [full]
    })
    .filter((path) => !path.endsWith('_test.go') && !/ticketingtest/.test(path))
    .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/fault\.New\(fault\.(\w+),\s*"(\w+)"/g)].map((m) => ({ kind: m[1]!, code: m[2]! })))

  it('are found', () => {
    expect(declared.map((d) => d.code)).toEqual(expect.arrayContaining(['sold_out', 'code_wrong', 'sign_in', 'forbidden', 'no_such_event']))
    expect(declared.length).toBeGreaterThan(25)
  })

  // What failed inside shares the sentence of its kind; what a person can do
  // something about has its own.
  const own = declared.filter(({ kind }) => kind !== 'Internal' && kind !== 'Unavailable').map(({ code }) => code)
  it.each([...new Set([...own, ...LOCAL_CODES, 'internal', 'unavailable', 'rebuilding'])])('%s has a sentence in both languages', (code) => {
    expect(zh.errors).toHaveProperty(code)
    expect(en.errors).toHaveProperty(code)
  })

  it('without a sentence get the one of their kind', () => {
    const has = (key: string) => flat(zh).has(key)
    const key = (status: number) => troubleKey({ code: 'never_heard_of', status }, has)
    expect([400, 401, 403, 404, 409, 422, 429, 500, 503].map(key)).toEqual([
      'errors.bad_input', 'errors.sign_in', 'errors.forbidden', 'errors.not_found', 'errors.stale',
      'errors.bad_input', 'errors.too_many', 'errors.internal', 'errors.unavailable',
    ])
  })
})
