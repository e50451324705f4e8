import { createPinia } from 'pinia'
import { createApp, type App, type Component } from 'vue'
import { i18n, learn } from '../i18n'
import { useServer } from '../state/server'
import { usePrefs } from '../state/prefs'
import '../styles/base.css'

/**
 * Makes one of the apps, with what all of them share already running, in the words
 * of its reader. Whose words cannot be fetched reads Chinese this time rather than nothing.
 */
export async function setUp(root: Component): Promise<App> {
  const app = createApp(root).use(createPinia()).use(i18n)
  const prefs = usePrefs()
  await learn(prefs.lang).catch(() => undefined)
  useServer().start()
  return app
}
