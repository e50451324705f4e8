import { createPinia } from 'pinia'
import { createApp, type App, type Component } from 'vue'
import { i18n } from '../i18n'
import { useServer } from '../state/server'
import { usePrefs } from '../state/prefs'
import '../styles/base.css'

/** Makes one of the apps, with what all of them share already running. */
export function setUp(root: Component): App {
  const app = createApp(root).use(createPinia()).use(i18n)
  usePrefs()
  useServer().start()
  return app
}
