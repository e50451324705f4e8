/** Where to go after signing in: only a path of ours, for "//elsewhere" would be another site. */
export function safeNext(wanted: unknown, fallback = '/me'): string {
  return typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) ? wanted : fallback
}
