import type { Trouble } from '../api/trouble'
import { i18n } from '.'

/** The sentence a person reads. A code without a sentence of its own gets its kind's. */
export function troubleKey(trouble: Pick<Trouble, 'code' | 'status'>, has: (key: string) => boolean): string {
  const own = `errors.${trouble.code}`
  if (has(own)) return own
  if (trouble.status === 400 || trouble.status === 422) return 'errors.bad_input'
  if (trouble.status === 401) return 'errors.sign_in'
  if (trouble.status === 403) return 'errors.forbidden'
  if (trouble.status === 404) return 'errors.not_found'
  if (trouble.status === 409) return 'errors.stale'
  if (trouble.status === 429) return 'errors.too_many'
  if (trouble.status >= 502) return 'errors.unavailable'
  return 'errors.internal'
}

/** How long one is asked to wait, in words. */
export function waitText(seconds: number | undefined): string {
  const { t } = i18n.global
  if (seconds === undefined) return t('wait.soon')
  return seconds < 90 ? t('wait.seconds', { n: Math.ceil(seconds) }) : t('wait.minutes', { n: Math.ceil(seconds / 60) })
}

export function troubleText(trouble: Trouble): string {
  const { t, te } = i18n.global
  return t(troubleKey(trouble, te), { ...trouble.details, wait: waitText(trouble.retryAfter) })
}
