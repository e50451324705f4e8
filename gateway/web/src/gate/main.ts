import { i18n } from '../i18n'
import { deskErrors as errorsEn } from '../i18n/deskErrors.en'
import { deskErrors as errorsZh } from '../i18n/deskErrors.zh'
import { gate as en } from '../i18n/gate.en'
import { gate as zh } from '../i18n/gate.zh'
import { setUp } from '../ui/setup'
import App from './App.vue'

i18n.global.mergeLocaleMessage('zh', { errors: errorsZh, gate: zh })
i18n.global.mergeLocaleMessage('en', { errors: errorsEn, gate: en })

const app = await setUp(App)
app.mount('#app')
