import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { LOCAL_CODES } from '../src/api/trouble'
import { i18n, say } from '../src/i18n'
import * as consoleEn from '../src/i18n/console.en'
import * as consoleZh from '../src/i18n/console.zh'
import { banquet as banquetEn, banquetErrors as banquetErrorsEn } from '../src/i18n/banquet.en'
import { banquet as banquetZh, banquetErrors as banquetErrorsZh } from '../src/i18n/banquet.zh'
import { deskErrors as deskErrorsEn } from '../src/i18n/deskErrors.en'
import { deskErrors as deskErrorsZh } from '../src/i18n/deskErrors.zh'
import { editions as editionsEn } from '../src/i18n/editions.en'
import { lostPass as lostPassEn } from '../src/i18n/lostPass.en'
import { editions as editionsZh } from '../src/i18n/editions.zh'
import { lostPass as lostPassZh } from '../src/i18n/lostPass.zh'
import { duty as dutyEn, dutyErrors as dutyErrorsEn } from '../src/i18n/duty.en'
import { duty as dutyZh, dutyErrors as dutyErrorsZh } from '../src/i18n/duty.zh'
import * as crowdEn from '../src/i18n/crowd.en'
import * as crowdZh from '../src/i18n/crowd.zh'
import * as doorsEn from '../src/i18n/doors.en'
import * as doorsZh from '../src/i18n/doors.zh'
import * as gateEn from '../src/i18n/gate.en'
import * as gateZh from '../src/i18n/gate.zh'
import * as gatesEn from '../src/i18n/gates.en'
import * as gatesZh from '../src/i18n/gates.zh'
import * as recordsEn from '../src/i18n/records.en'
import * as recordsZh from '../src/i18n/records.zh'
import { privacy as privacyEn } from '../src/i18n/privacy.en'
import { privacy as privacyZh } from '../src/i18n/privacy.zh'
import { pass as passEn } from '../src/i18n/pass.en'
import { pass as passZh } from '../src/i18n/pass.zh'
import * as placesEn from '../src/i18n/places.en'
import * as placesZh from '../src/i18n/places.zh'
import { onstage as onstageEn } from '../src/i18n/onstage.en'
import { onstage as onstageZh } from '../src/i18n/onstage.zh'
import { control as controlEn } from '../src/i18n/control.en'
import { control as controlZh } from '../src/i18n/control.zh'
import * as seatsEn from '../src/i18n/seats.en'
import * as seatsZh from '../src/i18n/seats.zh'
import { office as officeEn } from '../src/i18n/office.en'
import { office as officeZh } from '../src/i18n/office.zh'
import { show as showEn, showErrors as showErrorsEn } from '../src/i18n/show.en'
import { show as showZh, showErrors as showErrorsZh } from '../src/i18n/show.zh'
import { again as againEn } from '../src/i18n/again.en'
import { again as againZh } from '../src/i18n/again.zh'
import { toTell as toTellEn } from '../src/i18n/toTell.en'
import { toTell as toTellZh } from '../src/i18n/toTell.zh'
import * as wordsEn from '../src/i18n/words.en'
import * as wordsZh from '../src/i18n/words.zh'
import { en as residentsEn } from '../src/i18n/en'
import { troubleKey } from '../src/i18n/trouble'
import { zh as residentsZh } from '../src/i18n/zh'

// The console and the doors bring sentences of their own, which residents never download.
const zh = { ...residentsZh, ...consoleZh, ...doorsZh, ...recordsZh, ...placesZh, ...seatsZh, ...wordsZh, passCard: passZh, duty: dutyZh, privacy: { ...residentsZh.privacy, ...privacyZh }, show: showZh, toTell: toTellZh, office: officeZh, ...crowdZh, editions: editionsZh, lostPass: lostPassZh, control: controlZh, again: againZh, onstage: onstageZh, ...gateZh, ...gatesZh, ...gatesZh, banquet: banquetZh, ...gatesZh,
  errors: { ...residentsZh.errors, ...deskErrorsZh, ...showErrorsZh, ...dutyErrorsZh , ...dutyErrorsZh, ...banquetErrorsZh , ...dutyErrorsZh },
}
const en = { ...residentsEn, ...consoleEn, ...doorsEn, ...recordsEn, ...placesEn, ...seatsEn, ...wordsEn, passCard: passEn, duty: dutyEn, privacy: { ...residentsEn.privacy, ...privacyEn }, show: showEn, toTell: toTellEn, office: officeEn, ...crowdEn, editions: editionsEn, lostPass: lostPassEn, control: controlEn, again: againEn, onstage: onstageEn, ...gateEn, ...gatesEn, ...gatesEn, banquet: banquetEn, ...gatesEn,
  errors: { ...residentsEn.errors, ...deskErrorsEn, ...showErrorsEn, ...dutyErrorsEn , ...dutyErrorsEn, ...banquetErrorsEn , ...dutyErrorsEn },
}
i18n.global.mergeLocaleMessage('zh', zh)
i18n.global.mergeLocaleMessage('en', en)

type Tree = { [key: string]: string | Tree }

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
  const declared = ['events/event.go', 'events/audit', 'events/banquet', 'events/community', 'ticketing', 'gateway/identity', 'gateway/api']
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
