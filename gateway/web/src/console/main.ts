import 'element-plus/theme-chalk/base.css'
import { i18n } from '../i18n'
import { console as consoleEn } from '../i18n/console.en'
import { console as consoleZh } from '../i18n/console.zh'
import { records as recordsEn } from '../i18n/records.en'
import { records as recordsZh } from '../i18n/records.zh'
import { deskErrors as errorsEn } from '../i18n/deskErrors.en'
import { deskErrors as errorsZh } from '../i18n/deskErrors.zh'
import { gates as gatesEn } from '../i18n/gates.en'
import { gates as gatesZh } from '../i18n/gates.zh'
import { places as placesEn } from '../i18n/places.en'
import { places as placesZh } from '../i18n/places.zh'
import { words as wordsEn } from '../i18n/words.en'
import { words as wordsZh } from '../i18n/words.zh'
import { setUp } from '../ui/setup'
import './console.css'
import App from './App.vue'
import { router } from './router'

i18n.global.mergeLocaleMessage('zh', { errors: errorsZh, console: consoleZh, records: recordsZh, places: placesZh, gates: gatesZh, words: wordsZh })
i18n.global.mergeLocaleMessage('en', { errors: errorsEn, console: consoleEn, records: recordsEn, places: placesEn, gates: gatesEn, words: wordsEn })

const app = await setUp(App)
app.use(router).mount('#app')
