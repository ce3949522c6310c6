import type { SyncSettings } from '../../../shared/contract/sync.ts'
import type { SyncMode } from '../../../shared/ipc/progress.ts'
import { KnownError } from '../../../shared/ipc/result.ts'
import type { LoadStore, ResumableRun } from '../../warehouse/write/load-store.ts'
import { canTryAlone, isComplete, type LastPage, type Plan, readPlan } from './plan.ts'

/** What a load will do, decided from what the warehouse and the configuration say. */
export interface LoadDecision {
  mode: SyncMode
  /** The unfinished run that is taken up again, with its plan. */
  resume: { run: ResumableRun; plan: Plan } | null
  /** Incremental loads read at least down to this page; large when no depth was asked for. */
  floor: number
  /** Where the end was when this source was last read completely or up to known films. */
  known: { page: number; k: number; end: LastPage | null } | null
  /** Sentences for the person. */
  warnings: string[]
}

/** A rewind deeper than this is a full load: many pages at once are read faster in partitions. */
const DEEP_REWIND_PAGES = 20
const DAY_MS = 86_400_000
const NO_FLOOR = Number.MAX_SAFE_INTEGER

/**
 * Decides mode, resumption and depth. `asked` null = incremental, or full when one is due: nothing loaded yet, the last
 * full load too long ago (by this machine's clock, either way) or unstable, or films wanting. `acceptMissing`: see `LoadRequest.acceptMissingFields`.
 *
 * @throws KnownError `not_found` when `page` is asked for and no run that can be taken up again misses it
 */
export function decideLoad(
  store: LoadStore,
  settings: SyncSettings,
  asked: SyncMode | null,
  now: number,
  page: number | null,
  acceptMissing = false,
): LoadDecision {
  const warnings: string[] = []
  const last = store.lastCompletedPlan()
  const lastPlan = last && sameSource(last.sourceUrl, settings.url) ? readPlan(last.plan) : null
  const known = lastPlan && { page: lastPlan.lastPage, k: lastPlan.k, end: lastPlan.end }
  const rewind = rewindFloor(store, settings, known?.k ?? settings.limit, warnings)
  const lastPage = known ? Math.ceil((known.page * known.k) / settings.limit) : 0

  let mode: SyncMode = asked ?? (isFullDue(store, settings, now) ? 'full' : 'incremental')
  if (store.confirmedFilms() === 0) mode = 'full'
  if (rewind < NO_FLOOR && (rewind <= 1 || lastPage - rewind > DEEP_REWIND_PAGES)) mode = 'full'
  const resume = resumption(store, settings, asked, mode, acceptMissing)
  if (page !== null && !(resume && canTryAlone(resume.plan, page)))
    throw new KnownError('not_found', `Page ${page} is not missing from a load that can be taken up again.`)
  return { mode: resume?.run.mode ?? mode, resume, floor: rewind, known, warnings }
}

function isFullDue(store: LoadStore, settings: SyncSettings, now: number): boolean {
  const { at, unstable } = store.lastFullSweep()
  if (at === null || unstable || store.countBooks().isWanting) return true
  // A clock that was years ahead must not put the next full load off for years.
  return settings.fullRefreshDays > 0 && Math.abs(now - at) > settings.fullRefreshDays * DAY_MS
}

function resumption(
  store: LoadStore,
  settings: SyncSettings,
  asked: SyncMode | null,
  mode: SyncMode,
  acceptMissing: boolean,
): LoadDecision['resume'] {
  const run = store.resumableRun()
  const plan = run && readPlan(run.plan)
  if (!run || !plan || !sameSource(run.sourceUrl, settings.url)) return null
  // What it has read was not taken at its word.
  if (acceptMissing && !run.missingAccepted) return null
  // Everything was read, and publishing it failed: the same films would fail again.
  if (run.status === 'failed' && isComplete(plan)) return null
  // A full load also does what an incremental one would; the other way round it does not.
  const fits = run.mode === mode || (run.mode === 'full' && asked !== 'incremental')
  if (!fits) return null
  return { run, plan }
}

function rewindFloor(store: LoadStore, settings: SyncSettings, recordedK: number, warnings: string[]): number {
  const recorded = store.recordedProgress()
  const { lastPageProcessed, lastDate, limit } = settings
  let floor = NO_FLOOR
  if (lastPageProcessed !== null && lastPageProcessed !== recorded.lastPageProcessed) {
    if (lastPageProcessed > recorded.lastPageProcessed) {
      warnings.push(
        `last_page_processed says ${lastPageProcessed}, but loads have reached ${recorded.lastPageProcessed}. Skipping ahead would lose films, so it is ignored.`,
      )
    } else {
      floor = Math.floor((Math.max(0, lastPageProcessed - 1) * recordedK) / limit) + 1
      warnings.push(`last_page_processed was lowered to ${lastPageProcessed}: reading again from there.`)
    }
  }
  if (lastDate !== null && lastDate !== recorded.lastDate) {
    if (recorded.lastDate === null || lastDate > recorded.lastDate) {
      const reached =
        recorded.lastDate === null ? 'nothing has been loaded yet' : `loads have reached ${recorded.lastDate}`
      warnings.push(`last_date says ${lastDate}, but ${reached}. Skipping ahead would lose films, so it is ignored.`)
    } else {
      floor = Math.min(floor, Math.max(1, Math.floor(store.confirmedBefore(lastDate) / limit)))
      warnings.push(`last_date was lowered to ${lastDate}: reading again from there.`)
    }
  }
  return floor
}

function sameSource(a: string, b: string): boolean {
  if (!URL.canParse(a) || !URL.canParse(b)) return false
  const one = new URL(a)
  const two = new URL(b)
  return one.origin === two.origin && one.pathname === two.pathname
}
