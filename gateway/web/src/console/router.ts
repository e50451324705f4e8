import { createRouter, createWebHistory } from 'vue-router'

declare module 'vue-router' {
  interface RouteMeta {
    /** Which entry of the navigation it belongs to. */
    nav?: string
    /** The right it needs somewhere; the server decides where. */
    right?: string
    /** Takes the whole width: there is no navigation beside it. */
    bare?: boolean
  }
}

// Each page comes when it is opened: nobody who looks somebody up needs the import.
export const router = createRouter({
  history: createWebHistory('/console'),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/', name: 'start', component: () => import('./pages/StartPage.vue') },
    { path: '/people', name: 'people', component: () => import('./pages/PeoplePage.vue'), meta: { nav: 'people', right: 'people.find' } },
    { path: '/people/new', name: 'register', component: () => import('./pages/RegisterPage.vue'), meta: { nav: 'people', right: 'people.change' } },
    { path: '/people/left', name: 'left', component: () => import('./pages/LeftPage.vue'), meta: { nav: 'people', right: 'people.find' } },
    { path: '/people/:person', name: 'person', component: () => import('./pages/PersonPage.vue'), props: true, meta: { nav: 'people', right: 'people.find' } },
    { path: '/households', name: 'households', component: () => import('./pages/HouseholdsPage.vue'), meta: { nav: 'people', right: 'people.find' } },
    { path: '/households/:household', name: 'household', component: () => import('./pages/HouseholdPage.vue'), props: true, meta: { nav: 'people', right: 'people.find' } },
    { path: '/calls', name: 'calls', component: () => import('./pages/CallsPage.vue'), meta: { nav: 'calls', right: 'people.act_for' } },
    { path: '/book', name: 'book', component: () => import('./pages/BookPage.vue'), meta: { nav: 'book', right: 'people.act_for' } },
    { path: '/book/sheets', name: 'sheets', component: () => import('./pages/SheetsPage.vue'), meta: { nav: 'book', right: 'people.act_for' } },
    { path: '/organisation/:node?', name: 'organisation', component: () => import('./pages/OrganisationPage.vue'), props: true, meta: { nav: 'organisation', right: 'organisation.see' } },
    { path: '/changes', name: 'changes', component: () => import('./pages/ChangesPage.vue'), meta: { nav: 'organisation', right: 'organisation.see' } },
    { path: '/estates', name: 'estates', component: () => import('./pages/EstatesPage.vue'), meta: { nav: 'organisation', right: 'organisation.see' } },
    { path: '/editions', name: 'editions', component: () => import('./pages/EditionsPage.vue'), meta: { nav: 'editions', right: 'stock.see' } },
    { path: '/editions/:event', name: 'edition', component: () => import('./pages/EditionPage.vue'), props: true, meta: { nav: 'editions', right: 'stock.see' } },
    { path: '/editions/:event/recall', name: 'recall', component: () => import('./pages/RecallPage.vue'), props: true, meta: { nav: 'editions', right: 'events.change' } },
    { path: '/stock', name: 'stock', component: () => import('./pages/StockPage.vue'), meta: { nav: 'stock', right: 'stock.see' } },
    { path: '/stock/:event/:session', name: 'session-stock', component: () => import('./pages/SessionStockPage.vue'), props: true, meta: { nav: 'stock', right: 'stock.see' } },
    { path: '/slots', name: 'slots', component: () => import('./pages/SlotsPage.vue'), meta: { nav: 'slots', right: 'stock.see' } },
    { path: '/command', name: 'command', component: () => import('./pages/CommandPage.vue'), meta: { nav: 'command', right: 'gates.watch' } },
    { path: '/plans', name: 'plans', component: () => import('./pages/PlansPage.vue'), meta: { nav: 'plans', right: 'stock.see' } },
    { path: '/plans/:plan', name: 'plan', component: () => import('./pages/PlanPage.vue'), props: true, meta: { nav: 'plans', right: 'stock.see' } },
    { path: '/tables', name: 'tables', component: () => import('./pages/TablesPage.vue'), meta: { nav: 'tables', right: 'seating.see' } },
    { path: '/claims', name: 'claims', component: () => import('./pages/ClaimsPage.vue'), meta: { nav: 'claims', right: 'claims.revoke' } },
    { path: '/passes', name: 'passes', component: () => import('./pages/PassesPage.vue'), meta: { nav: 'passes', right: 'people.act_for' } },
    { path: '/gates/:event?', name: 'gates', component: () => import('./pages/GatesPage.vue'), meta: { nav: 'gates', right: 'gates.order' } },
    { path: '/teams', name: 'teams', component: () => import('./pages/TeamsPage.vue'), meta: { nav: 'teams', right: 'organisation.see' } },
    { path: '/teams/:team', name: 'team', component: () => import('./pages/TeamPage.vue'), props: true, meta: { nav: 'teams', right: 'organisation.see' } },
    { path: '/show/:channel?', name: 'show', component: () => import('./pages/ShowPage.vue'), props: (to) => ({ channel: to.params.channel || 'gala' }), meta: { nav: 'show', right: 'show.direct', bare: true } },
    { path: '/show/:channel/plan', name: 'show-plan', component: () => import('./pages/ShowPlanPage.vue'), props: true, meta: { nav: 'show', right: 'show.direct' } },
    { path: '/duplicates', name: 'duplicates', component: () => import('./pages/DuplicatesPage.vue'), meta: { nav: 'duplicates', right: 'people.merge' } },
    { path: '/merges', name: 'merges', component: () => import('./pages/MergesPage.vue'), meta: { nav: 'duplicates', right: 'people.merge' } },
    { path: '/imports', name: 'imports', component: () => import('./pages/ImportsPage.vue'), meta: { nav: 'imports', right: 'people.import' } },
    { path: '/imports/:id', name: 'import', component: () => import('./pages/ImportPage.vue'), props: true, meta: { nav: 'imports', right: 'people.import' } },
    { path: '/roles', name: 'roles', component: () => import('./pages/RolesPage.vue'), meta: { nav: 'roles', right: 'roles.grant' } },
    { path: '/audit', name: 'audit', component: () => import('./pages/AuditPage.vue'), meta: { nav: 'audit', right: 'audit.read' } },
    { path: '/system', name: 'system', component: () => import('./pages/SystemPage.vue'), meta: { nav: 'system', right: 'house.run' } },
    { path: '/:rest(.*)', name: 'lost', component: () => import('./pages/LostPage.vue') },
  ],
})

/** The navigation, in the order of how often it is used. */
export const sections = [
  { nav: 'people', right: 'people.find' },
  { nav: 'calls', right: 'people.act_for' },
  { nav: 'book', right: 'people.act_for' },
  { nav: 'passes', right: 'people.act_for' },
  { nav: 'editions', right: 'stock.see' },
  { nav: 'stock', right: 'stock.see' },
  { nav: 'claims', right: 'claims.revoke' },
  { nav: 'slots', right: 'stock.see' },
  { nav: 'command', right: 'gates.watch' },
  { nav: 'tables', right: 'seating.see' },
  { nav: 'plans', right: 'stock.see' },
  { nav: 'gates', right: 'gates.order' },
  { nav: 'organisation', right: 'organisation.see' },
  { nav: 'teams', right: 'organisation.see' },
  { nav: 'show', right: 'show.direct' },
  { nav: 'duplicates', right: 'people.merge' },
  { nav: 'imports', right: 'people.import' },
  { nav: 'roles', right: 'roles.grant' },
  { nav: 'audit', right: 'audit.read' },
  { nav: 'system', right: 'house.run' },
] as const
