import type { AppError } from '../../shared/result.ts'
import type { FetchedPage, LoadStore, PageOutcome, RunCounters } from '../warehouse/load-store.ts'
import { filmIds } from '../warehouse/silver/packed-rows.ts'
import type { Plan } from './plan.ts'

/** Where pages go: the warehouse, or nowhere in a dry run. */
export interface PageSink {
  commit(pages: readonly FetchedPage[], plan: Plan, counters: RunCounters): PageOutcome[]
  /** Pending while it is better to write nothing. */
  held(): Promise<void> | null
  failPage(page: number, attempts: number, error: AppError, plan: Plan, counters: RunCounters): void
  savePlan(plan: Plan, counters: RunCounters): void
  /** Whether one of the stripes captured any of these films itself. */
  anyCapturedBy(stripes: readonly number[], movieIds: readonly number[]): boolean
  /** Whether the load has met all these films. */
  allSeen(movieIds: readonly number[]): boolean
}

/**
 * Writes to the warehouse, under a run. The plan says of pages that they are read before they are stored: once storing some has
 * failed, it is saved no more, and whatever would save it throws that failure.
 */
export function storeSink(store: LoadStore, runId: number): PageSink {
  let failed: { error: unknown } | null = null
  function withPlan<T>(work: () => T): T {
    if (failed) throw failed.error
    return work()
  }
  return {
    commit: (pages, plan, counters) =>
      withPlan(() => {
        try {
          return store.commitPages(runId, pages, plan, counters)
        } catch (error) {
          failed = { error }
          throw error
        }
      }),
    held: () => store.logHeld(),
    failPage: (page, attempts, error, plan, counters) =>
      withPlan(() => store.failPage(runId, page, attempts, error, plan, counters)),
    savePlan: (plan, counters) => withPlan(() => store.savePlan(runId, plan, counters)),
    anyCapturedBy: (stripes, movieIds) => stripes.some((stripe) => store.anyCapturedBy(runId, stripe, movieIds)),
    allSeen: (movieIds) => store.unseen(runId, movieIds) === 0,
  }
}

/** Compares pages with the warehouse and writes nothing. Remembers one number a film. */
export function dryRunSink(store: LoadStore): PageSink {
  const seen = new Set<number>()
  const stripeOf = new Map<number, number>()
  return {
    commit(pages) {
      for (const page of pages) {
        for (const id of filmIds(page.rows)) if (!stripeOf.has(id)) stripeOf.set(id, page.stripe)
      }
      return store.previewPages(pages, seen)
    },
    held: () => null,
    failPage: () => {},
    savePlan: () => {},
    anyCapturedBy: (stripes, movieIds) => {
      const wanted = new Set(stripes)
      return movieIds.some((id) => wanted.has(stripeOf.get(id) ?? Number.NaN))
    },
    allSeen: (movieIds) => movieIds.every((id) => stripeOf.has(id)),
  }
}
