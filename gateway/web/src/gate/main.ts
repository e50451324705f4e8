import { setUp } from '../ui/setup'
import App from './App.vue'

const app = await setUp(App)
app.mount('#app')
