import { setUp } from '../ui/setup'
import App from './App.vue'
import { router } from './router'
import '../styles/vant.css'

setUp(App).use(router).mount('#app')
