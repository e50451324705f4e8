/**
 * Fetches a part of the pages once the first view stands, so that it is there when
 * the network is not any more. What fails is tried again when the network is back,
 * or by opening one of its pages.
 */
export function fetchWhenIdle(part: () => Promise<unknown>): void {
  const fetch = () => {
    part().catch(() => addEventListener('online', fetch, { once: true }))
  }
  const later = () => ('requestIdleCallback' in window ? requestIdleCallback(fetch, { timeout: 3000 }) : setTimeout(fetch, 500))
  if (document.readyState === 'complete') later()
  else addEventListener('load', later, { once: true })
}
