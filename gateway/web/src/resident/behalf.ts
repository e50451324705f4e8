import type { Relation } from '../api/community'

/** Those somebody may sign up, each once, as answers to choose from. */
export function mayBook(relations: readonly Relation[]): { value: string; label: string }[] {
  const found = new Map<string, string>()
  for (const r of relations) {
    const scope = r.scope ?? []
    if (r.state === 'stands' && (scope.includes('signup') || scope.includes('all'))) found.set(r.person, r.person_name)
  }
  return [...found].map(([value, label]) => ({ value, label }))
}
