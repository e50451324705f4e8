import { createRouter, createWebHistory } from 'vue-router'
import Home from './pages/Home.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the page's name, for the window's title. */
    title?: string
    /** Which of the main pages it belongs to. */
    tab?: 'events' | 'bookings' | 'me'
  }
}

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/', name: 'home', component: Home, meta: { tab: 'events' } },
    { path: '/events/:event', name: 'event', component: () => import('./pages/EventPage.vue'), props: true, meta: { tab: 'events' } },
    {
      path: '/events/:event/sessions/:session/book/:pool',
      name: 'book',
      component: () => import('./pages/BookPage.vue'),
      props: true,
      meta: { tab: 'events', title: 'book.heading' },
    },
    { path: '/bookings', name: 'bookings', component: () => import('./pages/BookingsPage.vue'), meta: { tab: 'bookings', title: 'bookings.title' } },
    {
      path: '/bookings/:claim',
      name: 'booking',
      component: () => import('./pages/BookingPage.vue'),
      props: true,
      meta: { tab: 'bookings', title: 'bookings.title' },
    },
    { path: '/me', name: 'me', component: () => import('./pages/MePage.vue'), meta: { tab: 'me', title: 'me.title' } },
    { path: '/signin', name: 'signin', component: () => import('./pages/SignInPage.vue'), meta: { tab: 'me', title: 'signin.title' } },
    { path: '/:rest(.*)', name: 'lost', component: () => import('./pages/LostPage.vue'), meta: { title: 'trouble.lost' } },
  ],
})
