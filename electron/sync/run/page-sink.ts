import type { AppError } from '../../../shared/ipc/result.ts'
import { filmIds } from '../../warehouse/silver/prepared-row.ts'
import type { FetchedPage, LoadStore, PageOutcome, RunCounters } from '../../warehouse/write/load-store.ts'
import type { Plan } from '../plan/plan.ts'

/** Where pages go: the warehouse, or nowhere in a dry run. */
export interface PageSink {
  /** Writes pages; what is written is not safe before a plan is kept. One that throws undoes all that is not. */
  write(pages: readonly FetchedPage[]): PageOutcome[]
  /** Makes the pages written safe, together with the plan that counts them as read. */
  keep(plan: Plan, counters: RunCounters): void
  /** Pending while it is better to begin nothing: what is written and not kept may go on. */
  held(): Promise<void> | null
  failPage(page: number, attempts: number, error: AppError, plan: Plan, counters: RunCounters): void
  savePlan(plan: Plan, counters: RunCounters): void
  /** Whether one of the partitions captured any of these films itself. */
  anyCapturedBy(partitions: readonly number[], movieIds: readonly number[]): boolean
  /** The page on which each of these films was met first; nothing in a dry run. */
  firstPages(movieIds: readonly number[]): ReadonlyMap<number, number>
  /** Whether the load has met all these films. */
  allSeen(movieIds: readonly number[]): boolean
  /** Films the load has met, refused ones included. */
  filmsMet(): number
  /** Films the load has met and confirmed ones that are not removed. */
  filmsKnown(): number
  /** Confirmed films that are not removed and that the load has not met. */
  filmsMissed(): number
}

/** Writes to the warehouse, under a run. */
export function storeSink(store: LoadStore, runId: number): PageSink {
  return {
    write: (pages) => store.writePages(runId, pages),
    keep: (plan, counters) => store.keepPages(runId, plan, counters),
    held: () => store.logHeld(),
    failPage: (page, attempts, error, plan, counters) => store.failPage(runId, page, attempts, error, plan, counters),
    savePlan: (plan, counters) => store.savePlan(runId, plan, counters),
    anyCapturedBy: (partitions, movieIds) =>
      partitions.some((partition) => store.anyCapturedBy(runId, partition, movieIds)),
    firstPages: (movieIds) => store.firstPages(runId, movieIds),
    allSeen: (movieIds) => store.unseen(runId, movieIds) === 0,
    filmsMet: () => store.filmsMet(runId),
    filmsKnown: () => store.filmsKnown(runId),
    filmsMissed: () => store.filmsMissed(runId),
  }
}

/** Compares pages with the warehouse and writes nothing. Remembers one number a film. */
export function dryRunSink(store: LoadStore, acceptMissing = false): PageSink {
  const seen = new Set<number>()
  const partitionOf = new Map<number, number>()
  const confirmedMet = (): number => store.confirmedAmong([...partitionOf.keys()])
  return {
    write(pages) {
      for (const page of pages) {
        for (const id of filmIds(page.rows)) if (!partitionOf.has(id)) partitionOf.set(id, page.partition)
      }
      return store.previewPages(pages, seen, acceptMissing)
    },
    keep: () => {},
    held: () => null,
    failPage: () => {},
    savePlan: () => {},
    anyCapturedBy: (partitions, movieIds) => {
      const wanted = new Set(partitions)
      return movieIds.some((id) => wanted.has(partitionOf.get(id) ?? Number.NaN))
    },
    firstPages: () => new Map(),
    allSeen: (movieIds) => movieIds.every((id) => partitionOf.has(id)),
    filmsMet: () => partitionOf.size,
    filmsKnown: () => store.confirmedFilms() + partitionOf.size - confirmedMet(),
    filmsMissed: () => store.confirmedFilms() - confirmedMet(),
  }
}
