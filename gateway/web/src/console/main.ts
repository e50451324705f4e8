import 'element-plus/theme-chalk/base.css'
import { i18n } from '../i18n'
import { console as en } from '../i18n/console.en'
import { console as zh } from '../i18n/console.zh'
import { setUp } from '../ui/setup'
import './console.css'
import App from './App.vue'

i18n.global.mergeLocaleMessage('zh', { console: zh })
i18n.global.mergeLocaleMessage('en', { console: en })

setUp(App).mount('#app')
