import type { SyncSettings } from '../../../shared/contract/sync.ts'
import type { SyncMode } from '../../../shared/ipc/progress.ts'
import type { LoadStore } from '../../warehouse/write/load-store.ts'
import type { PageSource } from '../fetch/page-source.ts'
import { excessOf, findCertainEnd } from './certain-end.ts'
import { assertNotShrunk, type SourceEnd } from './end-finder.ts'
import type { LoadDecision } from './load-decision.ts'
import { fullPlan, type Plan, tailPlan } from './plan.ts'

export interface Planning {
  source: PageSource
  store: LoadStore
  settings: SyncSettings
  mode: SyncMode
  /** Null in a dry run. */
  runId: number | null
  known: LoadDecision['known']
  floor: number
  /** Ask twice whether the end is the end. */
  twice: boolean
  acceptRemovals: boolean
}

/**
 * Looks for the end of the source and makes the plan of a load up to it.
 *
 * @throws KnownError `source_shrank`, and what finding the end throws
 */
export async function planLoad(planning: Planning): Promise<{ plan: Plan; end: SourceEnd }> {
  const { source, store, settings, mode, runId, known, floor, twice, acceptRemovals } = planning
  const { offset } = store.countBooks()
  const end = await findCertainEnd(source, settings.limit, { known, twice, offset })
  if (!acceptRemovals) assertNotShrunk(end, store.confirmedFilms())
  const { movieCount, k, lastPage, isSample } = end
  if (runId !== null) store.recordSource(runId, { movieCount, pageLimit: k, isSample })
  const excess = excessOf(source, end)
  const plan =
    mode === 'full'
      ? fullPlan(k, lastPage, settings.maxWorkers, excess)
      : tailPlan(k, lastPage, Math.min(floor, lastPage), excess)
  return { plan, end }
}
