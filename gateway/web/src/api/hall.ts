import { hallOf, statesOf, type Hall, type PlanDocument, type SeatState } from '../lib/hall'
import { get } from './send'

const halls = new Map<string, Promise<Hall>>()

/** The hall of a plan. A plan never changes, so it is read once. */
export function hall(plan: string): Promise<Hall> {
  const kept = halls.get(plan) ?? get<PlanDocument>(`/v1/plans/${encodeURIComponent(plan)}`).then(hallOf)
  halls.set(plan, kept)
  kept.catch(() => halls.delete(plan))
  return kept
}

/** How the seats of one pool of a plan stand. */
export async function seatStates(plan: string, pool: string, seats: number): Promise<SeatState[]> {
  const status = await get<{ pools: { pool: string; seats?: string }[] }>(`/v1/plans/${encodeURIComponent(plan)}/status`)
  return statesOf(status.pools.find((p) => p.pool === pool)?.seats ?? '', seats)
}
