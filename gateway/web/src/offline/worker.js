// The service worker of an entry page (the gate's, the doors'): keeps the page and what it is made of on the device,
// so that it opens without a network. ENTRY, PAGE, UNDER, FILES and VERSION are written above this by
// the build. Whatever else the page asks for, the API first of all, goes to the
// network as if this were not here.

const PREFIX = `wanjia-${ENTRY}-`
const CACHE = `${PREFIX}${VERSION}`

// All or nothing: a file that cannot be fetched fails the install, and the
// version before stays.
self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' }))))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  const page = request.mode === 'navigate' && (url.pathname === UNDER || url.pathname.startsWith(`${UNDER}/`))
  const kept = page ? PAGE : url.pathname
  if (!page && !FILES.includes(kept)) return
  event.respondWith(caches.match(kept, { cacheName: CACHE }).then((answer) => answer ?? fetch(request)))
})
