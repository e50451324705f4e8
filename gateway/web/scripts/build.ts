import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'

interface Offline {
  /** The entry page that shall open without a network. */
  entry: string
  /** Files of the public folder it needs besides. */
  publicFiles: readonly string[]
  /** The source of its service worker. */
  worker: string
  /** Where the worker is written to, in the output. */
  target: string
  /** The page's file; /entry/index.html if not said. */
  page?: string
  /** The path at and below which the page answers; /entry if not said. */
  under?: string
}

/** Writes a service worker that knows each file its page needs and a version made from their content. */
export function offline({ entry, publicFiles, worker, target, page = `${entry}/index.html`, under = `/${entry}` }: Offline): Plugin {
  let publicDir = 'public'
  return {
    name: `offline-${entry}`,
    apply: 'build',
    enforce: 'post',
    configResolved: (config) => void (publicDir = config.publicDir),
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const files = [page, ...closure(entry, bundle)].sort()
        const hash = createHash('sha256')
        for (const name of files) {
          const file = bundle[name]
          if (!file) throw new Error(`${name} is not in the build, so the page would not open without a network`)
          hash.update(name).update(file.type === 'chunk' ? file.code : file.source)
        }
        for (const name of publicFiles) hash.update(name).update(await readFile(join(publicDir, name)))
        const body = await readFile(worker)
        const version = hash.update(body).digest('hex').slice(0, 16)
        const all = [...files, ...publicFiles].map((name) => `/${name}`)
        const source = `const ENTRY = ${JSON.stringify(entry)}\nconst PAGE = ${JSON.stringify(`/${page}`)}\nconst UNDER = ${JSON.stringify(under)}\nconst VERSION = ${JSON.stringify(version)}\nconst FILES = ${JSON.stringify(all, null, 2)}\n\n${body}`
        this.emitFile({ type: 'asset', fileName: target, source })
      },
    },
  }
}

/** What an entry page is made of: its chunks, what they import, their styles and pictures. */
function closure(entry: string, bundle: Rolldown.OutputBundle): Set<string> {
  const files = new Set<string>()
  const add = (name: string) => {
    const chunk = bundle[name]
    if (files.has(name) || chunk?.type !== 'chunk') return
    files.add(name)
    chunk.viteMetadata?.importedCss.forEach((css) => files.add(css))
    chunk.viteMetadata?.importedAssets.forEach((asset) => files.add(asset))
    chunk.imports.forEach(add)
    chunk.dynamicImports.forEach(add)
  }
  for (const [name, file] of Object.entries(bundle)) {
    if (file.type === 'chunk' && file.isEntry && file.name === entry) add(name)
    // Pictures named in style sheets belong to no chunk; they are few and small.
    if (file.type === 'asset' && name.endsWith('.svg')) files.add(name)
  }
  return files
}

/** Lets Vite's own server answer /gala as it answers /gala/, like the real one does. */
export function entriesWithoutSlash(names: readonly string[]): Plugin {
  return {
    name: 'entries-without-slash',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const [, first = ''] = request.url?.split(/[/?]/) ?? []
        const page = request.headers.accept?.includes('text/html') && !request.url?.startsWith('/console/queues')
        if (page && names.includes(first)) request.url = `/${first}/`
        next()
      })
    },
  }
}

const WORTH = 1024

/** Writes a .br and a .gz beside each text asset, so that the server packs nothing itself. */
export function packed(): Plugin {
  let dir = 'dist'
  return {
    name: 'packed',
    apply: 'build',
    configResolved: (config) => void (dir = config.build.outDir),
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const assets = join(dir, 'assets')
        for (const name of await readdir(assets)) {
          if (!/\.(js|css|svg)$/.test(name)) continue
          const body = await readFile(join(assets, name))
          if (body.length < WORTH) continue
          await writeFile(join(assets, `${name}.gz`), gzipSync(body, { level: 9 }))
          await writeFile(
            join(assets, `${name}.br`),
            brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }),
          )
        }
      },
    },
  }
}
