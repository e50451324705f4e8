import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { VitePWA } from 'vite-plugin-pwa'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// One workspace, four entry pages. Whatever two of them share becomes a chunk
// of its own, so a resident never downloads the console's tables.
export default defineConfig({
  plugins: [
    vue(),
    // Only the gate works offline. Its worker lies at the root because a scope
    // of "/gate" (without the slash people leave out) may not be wider than the
    // folder the worker is served from.
    VitePWA({
      filename: 'gate-sw.js',
      manifestFilename: 'gate/manifest.webmanifest',
      scope: '/gate',
      registerType: 'autoUpdate',
      injectRegister: false,
      manifest: {
        id: '/gate',
        name: '万家 · 验票口',
        short_name: '验票口',
        description: '入场口的设备：断网也能打开。',
        lang: 'zh-CN',
        start_url: '/gate',
        scope: '/gate',
        display: 'standalone',
        background_color: '#1d2638',
        theme_color: '#1d2638',
        icons: [
          { src: '/gate/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
          { src: '/gate/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
          { src: '/gate/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      includeManifestIcons: false,
      workbox: {
        globPatterns: ['gate/index.html', 'gate/*.{png,webmanifest}', 'favicon.svg'],
        navigateFallback: '/gate/index.html',
        navigateFallbackAllowlist: [/^\/gate(\/|$)/],
        cleanupOutdatedCaches: true,
      },
    }),
  ],
  build: {
    // The content policy allows no data: addresses but for pictures of our own.
    assetsInlineLimit: 0,
    target: 'es2022',
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: {
        resident: at('index.html'),
        gala: at('gala/index.html'),
        console: at('console/index.html'),
        gate: at('gate/index.html'),
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/v1', '/readyz', '/livez', '/openapi.json'].map((path) => [
        path,
        { target: process.env.WANJIA_WEB_API ?? 'http://127.0.0.1:8080', changeOrigin: true },
      ]),
    ),
  },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
})
