import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** Collects the files an entry page needs to run: its chunks, what they import, their styles and pictures. */
export function entryClosure(entry: string): { plugin: Plugin; files: Set<string> } {
  const files = new Set<string>()
  const plugin: Plugin = {
    name: 'entry-closure',
    generateBundle(_options, bundle) {
      const add = (name: string) => {
        const chunk = bundle[name]
        if (files.has(name) || chunk?.type !== 'chunk') return
        files.add(name)
        chunk.viteMetadata?.importedCss.forEach((css) => files.add(css))
        chunk.viteMetadata?.importedAssets.forEach((asset) => files.add(asset))
        chunk.imports.forEach(add)
        chunk.dynamicImports.forEach(add)
      }
      for (const [name, chunk] of Object.entries(bundle)) {
        if (chunk.type === 'chunk' && chunk.isEntry && chunk.name === entry) add(name)
        // Pictures named in style sheets belong to no chunk; they are few and small.
        if (chunk.type === 'asset' && name.endsWith('.svg')) files.add(name)
      }
    },
  }
  return { plugin, files }
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
