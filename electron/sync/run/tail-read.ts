import type { PageOutcome } from '../../warehouse/write/load-store.ts'
import { PageFailure } from '../fetch/page-source.ts'
import { pageCheck } from '../plan/page-check.ts'
import type { LastPage, TailPlan } from '../plan/plan.ts'
import { type LoadContext, likeness, writerFor } from './load-context.ts'
import { toFetchedPage } from './page-writer.ts'

/** Films of completed runs that must be met before the tail ends, and the pages that must be read. */
const ENOUGH_CONFIRMED = 100
const ENOUGH_PAGES = 2
const WINDOW_S = 7 * 86_400

/** The page thought to be the last one is empty now, or another one follows: look for the end again. */
export class EndMoved extends Error {}

export interface TailOptions {
  /** Newest confirmed upload, epoch seconds. */
  watermarkS: number | null
  /** The last page as the last completed run read it, at the same page size; null when there is none to compare with. */
  before: LastPage | null
  /** Whether the page after the last one is known to be empty beyond doubt. */
  endCertain: boolean
  movieCount: number | null
}

/**
 * Reads an incremental load's pages: from the last one downward until enough films of completed runs are met and the rows
 * are a week older than the newest confirmed one. Films of unfinished runs stop nothing: a crash may have left a gap
 * below them. Nothing is promoted when a page cannot be had.
 *
 * Where the last page holds exactly the films it held before and the one below only confirmed ones, nothing joined the
 * end and nothing shifted: two pages are enough then.
 */
export async function readTail(context: LoadContext, plan: TailPlan, options: TailOptions): Promise<void> {
  const { source, progress, failedPages, sink, counters } = context
  const check = pageCheck(context, plan)
  const writer = writerFor(context, plan, 1, () => {})
  // One that ended between its first page and this mark has nothing left to read.
  plan.done ||= plan.next < 1
  let unchanged = false
  let { endCertain } = options
  while (!plan.done) {
    const page = plan.next
    try {
      const response = await source.read(page, plan.k, { refuse: (received) => check(page, received) })
      const { rows } = response.response
      if (page === plan.lastPage && rows.length === 0) throw new EndMoved()
      context.order.note(rows)
      const fetched = toFetchedPage(response, 0)
      const like = likeness(page, rows)
      if (page === plan.lastPage) {
        const { before } = options
        unchanged =
          before !== null && before.page === page && before.digest === like.digest && before.rows === like.rows
        // A last page that is not full, or that ends where the count says, is the second sign of the end.
        endCertain ||= rows.length < plan.k || options.movieCount === (page - 1) * plan.k + rows.length
      }
      const outcome = await writer.write(fetched, () => {
        plan.next = page - 1
        plan.pages++
        if (page === plan.lastPage) plan.end = like
      })
      note(plan, outcome)
      unchanged &&= outcome.confirmed >= new Set(outcome.movieIds).size
      plan.done = page <= 1 || isEnough(plan, options.watermarkS, unchanged)
    } catch (error) {
      if (!(error instanceof PageFailure)) throw error
      progress.failed(page)
      sink.failPage(page, error.attempts, error.error, plan, counters())
      failedPages.add(error)
      return
    }
    if (!plan.done) progress.deeper(plan.next)
  }
  if (!endCertain) {
    const beyond = await source.read(plan.lastPage + 1, plan.k)
    if (beyond.response.rows.length > 0) throw new EndMoved()
  }
  sink.savePlan(plan, counters())
  context.hooks.at?.('plan-saved')
}

function note(plan: TailPlan, outcome: PageOutcome): void {
  plan.confirmed += outcome.confirmed
  if (outcome.oldestUploadS !== null)
    plan.oldestS = Math.min(plan.oldestS ?? outcome.oldestUploadS, outcome.oldestUploadS)
}

function isEnough(plan: TailPlan, watermarkS: number | null, unchanged: boolean): boolean {
  const read = plan.next + 1
  if (read > plan.floor || plan.pages < ENOUGH_PAGES) return false
  if (unchanged) return true
  const old = watermarkS === null || (plan.oldestS !== null && plan.oldestS < watermarkS - WINDOW_S)
  return old && plan.confirmed >= ENOUGH_CONFIRMED
}
