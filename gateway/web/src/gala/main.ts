import { setUp } from '../ui/setup'
import App from './App.vue'

setUp(App).mount('#app')
