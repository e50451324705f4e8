import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { verifySlowly } from '../src/gate/ed25519'
import { readGateCode } from '../src/gate/list'
import { sealed, sealingKey, ticket } from '../src/gate/log'
import { base45, readPass, unhex } from '../src/gate/pass'
import { judge, unread } from '../src/gate/rules'
import { otherOf, pause } from '../src/gate/sync'

const read = (path: string) => JSON.parse(readFileSync(fileURLToPath(new URL(`../../../ticketing/${path}`, import.meta.url)), 'utf8'))
const wj1 = read('pass/testdata/wj1.json')
const cases = read('testdata/checkin/rules.json')

describe('a pass, on the device', () => {
  it('says what the vectors say', async () => {
    expect(wj1.good.length).toBeGreaterThan(5)
    for (const { name, text, from, minutes, ...want } of wj1.good) {
      const starts = Date.parse(from)
      expect(await readPass(text, wj1), name).toEqual({ ...want, from: starts, until: starts + minutes * 60_000 })
    }
  })

  it('is refused for what the vectors say', async () => {
    expect(wj1.bad.length).toBeGreaterThan(80)
    for (const { name, text, want } of wj1.bad) expect(await readPass(text, wj1), name).toBe(want)
  })

  it('is verified the same by browsers without Ed25519', async () => {
    const check = (text: string) => {
      const bytes = base45(text)!
      return verifySlowly(unhex(wj1.keys[bytes[1]!]), bytes.slice(16), Uint8Array.from([0x77, 0x6a, 0x31, 0, ...bytes.subarray(0, 16)]))
    }
    for (const { name, text } of wj1.good) expect(await check(text), name).toBe(true)
    for (const { name, text } of wj1.bad.filter((bad: { want: string }) => bad.want === 'forged').slice(0, 30)) expect(await check(text), name).toBe(false)
  })
})

describe('the rules of admission', () => {
  for (const one of cases.cases) {
    it(one.name, async () => {
      const pass = await readPass(one.text, cases)
      const entries = one.entries.map((entry: { at: string }) => ({ ...entry, at: Date.parse(entry.at) }))
      const answer =
        typeof pass === 'string'
          ? unread(pass)
          : judge(cases.rules, pass, { now: Date.parse(one.at), gate: one.gate, want: one.want, revoked: one.revoked.includes(pass.serial), entries })
      const { first, ...rest } = answer
      expect({ ...rest, first_gate: first?.gate ?? '' }).toEqual(one.answer)
    })
  }
})

describe('the log', () => {
  const log = read('testdata/checkin/log.json')

  it('is sealed as the server looks at it', async () => {
    const key = await sealingKey(log.key)
    for (const { name, device, line, seal } of log.cases) expect((await sealed(key, device, line)).seal, name).toBe(seal)
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
  })

  it('waits longer the longer nobody answers, and never too long', () => {
    expect(pause(0)).toBe(2000)
    for (let n = 1; n < 20; n++) {
      expect(pause(n, 0)).toBeGreaterThanOrEqual(3000)
      expect(pause(n, 1)).toBeLessThanOrEqual(37_500)
    }
    expect(pause(3, 0.5)).toBe(16_000)
  })

  it('reads what others admitted', () => {
    expect(otherOf('g-1/a-b 0102030405 3 1803036612345 w1')).toEqual({ scan: 'g-1/a-b', serial: '0102030405', persons: 3, at: 1803036612345, gate: 'w1' })
  })

  it('writes the place of who has no pass as the server reads it', () => {
    expect(ticket(300, 7)).toBe('ff012c0007') // as in ticketing/store's test of leases
    expect(ticket(1, 1)).toBe('ff00010001')
  })

  it('takes a code however it is written', () => {
    for (const typed of ['abcd 2345', 'ABCD-2345', ' abcd·2345 ']) expect(readGateCode(typed)).toBe('abcd2345')
    for (const typed of ['', 'abcd234', 'abcd23456', 'abcd0345', 'abcdl345', 'abcdi345']) expect(readGateCode(typed)).toBeUndefined()
  })
})
