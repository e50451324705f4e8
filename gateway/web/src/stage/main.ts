import { i18n } from '../i18n'
import { deskErrors as errorsEn } from '../i18n/deskErrors.en'
import { deskErrors as errorsZh } from '../i18n/deskErrors.zh'
import { onstage as en } from '../i18n/onstage.en'
import { onstage as zh } from '../i18n/onstage.zh'
import { setUp } from '../ui/setup'
import App from './App.vue'
import './stage.css'

i18n.global.mergeLocaleMessage('zh', { errors: errorsZh, onstage: zh })
i18n.global.mergeLocaleMessage('en', { errors: errorsEn, onstage: en })

const app = await setUp(App)
app.mount('#app')
