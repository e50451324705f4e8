import { setUp } from '../ui/setup'
import App from './App.vue'
import { fetchWhenIdle } from './later'
import { affairs, router } from './router'
import '../styles/vant.css'

const app = await setUp(App)
app.use(router).mount('#app')
fetchWhenIdle(affairs)
