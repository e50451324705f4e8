import { createRouter, createWebHistory } from 'vue-router'
import { i18n } from '../i18n'
import { banquet as feastEn, banquetErrors as feastErrorsEn } from '../i18n/banquet.en'
import { banquet as feastZh, banquetErrors as feastErrorsZh } from '../i18n/banquet.zh'
import { deskErrors as errorsEn } from '../i18n/deskErrors.en'
import { deskErrors as errorsZh } from '../i18n/deskErrors.zh'
import { doors as en } from '../i18n/doors.en'
import { doors as zh } from '../i18n/doors.zh'
import { speakAs } from '../api/channel'
import { setUp } from '../ui/setup'
import App from './App.vue'
import AddPage from './pages/AddPage.vue'
import DoorPage from './pages/DoorPage.vue'
import ListPage from './pages/ListPage.vue'
import WaitingPage from './pages/WaitingPage.vue'

i18n.global.mergeLocaleMessage('zh', { errors: { ...errorsZh, ...feastErrorsZh }, doors: zh, banquet: feastZh })
i18n.global.mergeLocaleMessage('en', { errors: { ...errorsEn, ...feastErrorsEn }, doors: en, banquet: feastEn })

const router = createRouter({
  history: createWebHistory('/doors'),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/', name: 'list', component: ListPage },
    { path: '/door/:door', name: 'door', component: DoorPage, props: true },
    { path: '/door/:door/add/:entry?', name: 'add', component: AddPage, props: true },
    { path: '/waiting', name: 'waiting', component: WaitingPage },
    { path: '/:rest(.*)', redirect: '/' },
  ],
})

speakAs('head')
const app = await setUp(App)
app.use(router).mount('#app')
