import { createRouter, createWebHistory } from 'vue-router'
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

// The pages are small and come all at once: one that had to be fetched when it is
// opened would be missing just when the network or the service is.
export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/', name: 'home', component: Home, meta: { tab: 'events' } },
    { path: '/events/:event', name: 'event', component: EventPage, props: true, meta: { tab: 'events' } },
    { path: '/events/:event/sessions/:session/book/:pool', name: 'book', component: BookPage, props: true, meta: { tab: 'events', title: 'book.heading' } },
    { path: '/bookings', name: 'bookings', component: BookingsPage, meta: { tab: 'bookings', title: 'bookings.title' } },
    { path: '/bookings/:claim', name: 'booking', component: BookingPage, props: true, meta: { tab: 'bookings', title: 'bookings.title' } },
    { path: '/me', name: 'me', component: MePage, meta: { tab: 'me', title: 'me.title' } },
    { path: '/signin', name: 'signin', component: SignInPage, meta: { tab: 'me', title: 'signin.title' } },
    { path: '/:rest(.*)', name: 'lost', component: LostPage, meta: { title: 'trouble.lost' } },
  ],
})
