// Builds the real binary and runs it on data of its own, as a stranger would.
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** A small server at the gates, under a name of its own, with a certificate of the test's own authority. */
export class GateServer {
  constructor(house, name) {
    this.house = house
    this.name = name
    this.folder = mkdtempSync(join(tmpdir(), 'wanjia-gates-'))
    this.listen = '127.0.0.1:0'
    const run = (...args) => execFileSync('openssl', args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'ignore'] })
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
    run('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=tests of their own')
    run('req', ...key, '-keyout', 'key.pem', '-out', 'ask.pem', '-subj', `/CN=${name}`)
    writeFileSync(join(this.folder, 'ext'), `subjectAltName=DNS:${name}`)
    run('x509', '-req', '-in', 'ask.pem', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'ext', '-out', 'cert.pem')
    const bare = run('pkey', '-in', 'key.pem', '-pubout', '-outform', 'DER')
    /** What a browser is told to believe, and where the name lies: nothing else of it is loosened. */
    this.flags = [
      `--ignore-certificate-errors-spki-list=${createHash('sha256').update(bare).digest('base64')}`,
      `--host-resolver-rules=MAP ${name} 127.0.0.1`,
    ]
  }

  async start(code = '') {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('WANJIA_')))
    this.child = spawn(this.house.binary, ['serve', '--roles', 'edge'], {
      cwd: this.folder,
      env: {
        ...env, WANJIA_LISTEN: this.listen, WANJIA_DATA: join(this.folder, 'data'), WANJIA_EDGE_MAIN: this.house.url, WANJIA_EDGE_CODE: code,
        WANJIA_TLS_CERT: join(this.folder, 'cert.pem'), WANJIA_TLS_KEY: join(this.folder, 'key.pem'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.exited = new Promise((resolve) => this.child.once('exit', resolve))
    let output = ''
    const url = await new Promise((resolve, reject) => {
      const read = (chunk) => {
        output += chunk
        const found = /ready: (https:\/\/[\d.]+:\d+)/.exec(output)
        if (found) resolve(found[1])
      }
      this.child.stdout.on('data', read)
      this.child.stderr.on('data', read)
      this.exited.then((code) => reject(new Error(`the gate server ended with ${code}:\n${output}`)))
    })
    this.listen = new URL(url).host
    this.url = `https://${this.name}:${new URL(url).port}`
  }

  async kill() {
    this.child.kill('SIGKILL')
    await this.exited
  }

  async close() {
    if (this.child && this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGTERM')
      await this.exited
    }
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** One service with a data folder that lasts until [close]. */
export class House {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'wanjia-e2e-'))
    // A build made beforehand, with these pages in it, may stand in for ours.
    this.binary = process.env.WANJIA_TEST_BINARY ?? join(this.folder, 'wanjia')
    this.listen = '127.0.0.1:0'
    this.output = ''
  }

  build() {
    if (process.env.WANJIA_TEST_BINARY) return
    if (!existsSync(join(root, 'gateway/web/dist/index.html'))) throw new Error('the pages are not built: run `npm run build` first')
    execFileSync('go', ['build', '-o', this.binary, './gateway'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  }

  /** Resolves when the service has said where it listens. A second start is on the same address and data. */
  async start() {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('WANJIA_')))
    this.child = spawn(this.binary, ['serve', '--demo', 'S'], {
      cwd: this.folder,
      env: { ...env, WANJIA_LISTEN: this.listen, WANJIA_DATA: join(this.folder, 'data') },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.exited = new Promise((resolve) => this.child.once('exit', resolve))
    this.url = await new Promise((resolve, reject) => {
      const read = (chunk) => {
        this.output += chunk
        const found = /ready: (https?:\/\/[\d.]+:\d+)/.exec(this.output)
        if (found) resolve(found[1])
      }
      this.child.stdout.on('data', read)
      this.child.stderr.on('data', read)
      this.exited.then((code) => reject(new Error(`the service ended with ${code}:\n${this.output}`)))
    })
    this.listen = new URL(this.url).host
  }

  /** kill -9: no chance to put anything in order. */
  async kill() {
    this.child.kill('SIGKILL')
    await this.exited
    this.output = ''
  }

  async close() {
    if (this.child && this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGTERM')
      await this.exited
    }
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** The code last sent to a phone, from the messages the demo shows instead of sending. */
  async codeFor(phone) {
    for (let i = 0; i < 100; i++) {
      const answer = await fetch(`${this.url}/v1/dev/messages?to=${phone}`)
      const { items } = await answer.json()
      const newest = items.filter((m) => m.template === 'auth_code').sort((a, b) => b.at.localeCompare(a.at))[0]
      // A voice reads one digit at a time.
      const code = /\d{6}/.exec((newest?.text ?? '').replace(/(?<=\d)，(?=\d)/g, ''))?.[0]
      if (code) return code
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`no code came for ${phone}`)
  }
}
