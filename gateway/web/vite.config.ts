import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { entriesWithoutSlash, offline, packed } from './scripts/build.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// One workspace, six entry pages. Whatever two of them share becomes a chunk
// of its own, so a resident never downloads the console's tables.
export default defineConfig({
  plugins: [
    vue(),
    entriesWithoutSlash(['gala', 'console', 'gate', 'doors', 'stage']),
    // The gate and a building head's doors work offline. A worker lies at the root because a scope
    // of "/gate" (without the slash people leave out) may not be wider than the
    // folder the worker is served from.
    offline({
      entry: 'gate',
      publicFiles: ['favicon.svg', 'gate/icon-192.png', 'gate/icon-512.png', 'gate/icon-maskable-512.png', 'gate/manifest.webmanifest'],
      worker: at('src/offline/worker.js'),
      target: 'gate-sw.js',
    }),
    offline({
      entry: 'doors',
      publicFiles: ['favicon.svg', 'doors/icon-192.png', 'doors/icon-512.png', 'doors/icon-maskable-512.png', 'doors/manifest.webmanifest'],
      worker: at('src/offline/worker.js'),
      target: 'doors-sw.js',
    }),
    // Whoever has a pass opens it at a gate where thousands of phones share one mast.
    offline({
      entry: 'resident',
      page: 'index.html',
      under: '/bookings',
      publicFiles: ['favicon.svg'],
      worker: at('src/offline/worker.js'),
      target: 'bookings-sw.js',
    }),
    packed(),
  ],
  // Nothing here is written in Vue's older style, nor in that of the translation library.
  define: { __VUE_OPTIONS_API__: 'false', __VUE_I18N_FULL_INSTALL__: 'false', __VUE_I18N_LEGACY_API__: 'false', __INTLIFY_PROD_DEVTOOLS__: 'false' },
  // The gate's decoder lies below /gate, where the page's policy lets WebAssembly run.
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: 'gate/[name]-[hash].js' } } },
  build: {
    target: 'es2022',
    // A data: address saves one small request and costs a hole in the policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: {
        resident: at('index.html'),
        gala: at('gala/index.html'),
        console: at('console/index.html'),
        gate: at('gate/index.html'),
        doors: at('doors/index.html'),
        stage: at('stage/index.html'),
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/v1', '/live', '/readyz', '/livez', '/openapi.json', '/docs', '/console/queues'].map((path) => [
        path,
        { target: process.env.WANJIA_WEB_API ?? 'http://127.0.0.1:8080', changeOrigin: true },
      ]),
    ),
  },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
})
