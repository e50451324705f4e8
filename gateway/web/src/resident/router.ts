import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { learnBanquet } from '../i18n/banquetWords'
import { usePrefs } from '../state/prefs'
import BookPage from './pages/BookPage.vue'
import BookingPage from './pages/BookingPage.vue'
import BookingsPage from './pages/BookingsPage.vue'
import EventPage from './pages/EventPage.vue'
import Home from './pages/Home.vue'
import LostPage from './pages/LostPage.vue'
import MePage from './pages/MePage.vue'
import SignInPage from './pages/SignInPage.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the page's name, for the window's title. */
    title?: string
    /** Which of the main pages it belongs to. */
    tab?: 'events' | 'bookings' | 'me'
  }
}

// What is needed for a booking comes all at once: a page that had to be fetched when
// it is opened would be missing just when the network or the service is. The pages
// of one's own affairs are one parcel more, fetched as soon as the first page
// stands (see main.ts), so that the first view stays light.
export const affairs = () => import('./affairs')
type Affairs = Awaited<ReturnType<typeof affairs>>
const of = (page: keyof Affairs) => () => affairs().then((pages) => pages[page])

const mine: RouteRecordRaw[] = [
  { path: '/welcome', name: 'welcome', component: of('WelcomePage'), meta: { tab: 'me', title: 'welcome.title' } },
  { path: '/register', name: 'register', component: of('RegisterPage'), meta: { tab: 'me', title: 'register.title' } },
  { path: '/me/household', name: 'household', component: of('HouseholdPage'), meta: { tab: 'me', title: 'household.title' } },
  { path: '/me/household/add', name: 'household-add', component: of('AddPersonPage'), meta: { tab: 'me', title: 'household.addTitle' } },
  { path: '/me/household/:person', name: 'household-person', component: of('PersonPage'), props: true, meta: { tab: 'me', title: 'household.person' } },
  { path: '/me/consents', name: 'consents', component: of('ConsentsPage'), meta: { tab: 'me', title: 'consents.title' } },
  { path: '/me/agents', name: 'agents', component: of('AgentsPage'), meta: { tab: 'me', title: 'agents.title' } },
  { path: '/me/agents/add', name: 'agents-add', component: of('NameAgentPage'), meta: { tab: 'me', title: 'agents.addTitle' } },
  { path: '/building', name: 'buildings', component: of('BuildingPage'), meta: { tab: 'me', title: 'building.title' } },
  { path: '/building/:building', name: 'building', component: of('BuildingPage'), props: true, meta: { tab: 'me', title: 'building.title' } },
  { path: '/settings', name: 'settings', component: of('SettingsPage'), meta: { tab: 'me', title: 'settings.title' } },
  { path: '/settings/name', name: 'settings-name', component: of('NamePage'), meta: { tab: 'me', title: 'settings.of.name' } },
  { path: '/settings/phone', name: 'settings-phone', component: of('PhonePage'), meta: { tab: 'me', title: 'settings.of.phone' } },
  { path: '/settings/devices', name: 'settings-devices', component: of('DevicesPage'), meta: { tab: 'me', title: 'settings.of.devices' } },
  { path: '/settings/second-factor', name: 'settings-second', component: of('SecondFactorPage'), meta: { tab: 'me', title: 'settings.of.second' } },
  { path: '/settings/data', name: 'settings-data', component: of('DataPage'), meta: { tab: 'me', title: 'settings.of.data' } },
  { path: '/settings/duty', name: 'duty', component: () => import('./pages/DutyPage.vue'), meta: { tab: 'me', title: 'settings.of.duty' } },
  { path: '/privacy', name: 'privacy', component: of('PrivacyPage'), meta: { title: 'privacy.title' } },
]

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (to, _from, saved) => saved ?? (to.hash ? { el: to.hash } : { top: 0 }),
  routes: [
    { path: '/', name: 'home', component: Home, meta: { tab: 'events' } },
    { path: '/events/:event', name: 'event', component: EventPage, props: true, meta: { tab: 'events' } },
    { path: '/events/:event/sessions/:session/book/:pool', name: 'book', component: BookPage, props: true, meta: { tab: 'events', title: 'book.heading' } },
    {
      path: '/banquet/:event',
      name: 'banquet',
      // The words come with the page: without them it would say nothing.
      component: () => Promise.all([import('./banquet/BanquetPage.vue'), learnBanquet(usePrefs().lang)]).then(([page]) => page),
      props: true,
      meta: { tab: 'events', title: 'banquet.title' },
    },
    { path: '/s/:code', component: () => import('./show/ShortPage.vue'), props: true },
    { path: '/bookings', name: 'bookings', component: BookingsPage, meta: { tab: 'bookings', title: 'bookings.title' } },
    { path: '/bookings/:claim', name: 'booking', component: BookingPage, props: true, meta: { tab: 'bookings', title: 'bookings.title' } },
    { path: '/me', name: 'me', component: MePage, meta: { tab: 'me', title: 'me.title' } },
    { path: '/signin', name: 'signin', component: SignInPage, meta: { tab: 'me', title: 'signin.title' } },
    ...mine,
    { path: '/:rest(.*)', name: 'lost', component: LostPage, meta: { title: 'trouble.lost' } },
  ],
})
