import type { FullPlan, MetTwice } from './plan.ts'

/** Where an earlier sweep met films twice. */
export interface EarlierTwice {
  k: number
  films: readonly MetTwice[]
}

/**
 * Whether films that were met on two pages show that the catalogue moved while it was read. One that was twice at the same distance in
 * the sweep before is twice in the source, and moved nowhere.
 */
export function showsMovement(plan: FullPlan, earlier: EarlierTwice | null): boolean {
  const distance = ([, low, high]: MetTwice, k: number): number => (high - low) * k
  return plan.twice.some((film) => {
    const before = earlier?.films.filter(([id]) => id === film[0]) ?? []
    const slack = Math.max(plan.k, earlier?.k ?? 0)
    return !before.some((one) => Math.abs(distance(one, earlier?.k ?? 0) - distance(film, plan.k)) <= slack)
  })
}
