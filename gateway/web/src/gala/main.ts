import { watch } from 'vue'
import { learnAgain } from '../i18n/againWords'
import { usePrefs } from '../state/prefs'
import { setUp } from '../ui/setup'
import App from './App.vue'

const app = await setUp(App)
const prefs = usePrefs()
// Without its words the page still plays; they are asked for again with the language.
await learnAgain(prefs.lang).catch(() => undefined)
watch(() => prefs.lang, (lang) => void learnAgain(lang).catch(() => undefined))
app.mount('#app')
