import type { TailPlan } from '../plan/plan.ts'
import { type LoadContext, writerFor } from './load-context.ts'
import { toFetchedPage } from './page-writer.ts'

const ENOUGH_CONFIRMED = 100
const ENOUGH_PAGES = 2
/** Pages read from the other end at most; whatever is beyond is for a full load. */
const MOST_PAGES = 20

/**
 * Reads a source that answers newest first from its first page on, until a page holds only films of completed runs and enough of those
 * were met. A film that joins meanwhile moves the others to pages that are still to be read.
 */
export async function readHead(context: LoadContext, plan: TailPlan): Promise<void> {
  const writer = writerFor(context, plan, 1, () => {})
  let confirmed = 0
  try {
    for (let page = 1; page <= Math.min(MOST_PAGES, plan.lastPage); page++) {
      const response = await context.source.read(page, plan.k)
      const outcome = await writer.write(toFetchedPage(response, 0), () => {})
      confirmed += outcome.confirmed
      const hasNew = outcome.confirmed < new Set(outcome.movieIds).size
      if (!hasNew && page >= ENOUGH_PAGES && confirmed >= ENOUGH_CONFIRMED) return
    }
  } finally {
    writer.close()
  }
}
