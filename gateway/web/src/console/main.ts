import 'element-plus/theme-chalk/base.css'
import { setUp } from '../ui/setup'
import './console.css'
import App from './App.vue'

setUp(App).mount('#app')
