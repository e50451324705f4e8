import { setUp } from '../ui/setup'
import App from './App.vue'
import { fetchWhenIdle } from './later'
import { affairs, router } from './router'
import '../styles/vant.css'

setUp(App).use(router).mount('#app')
fetchWhenIdle(affairs)
