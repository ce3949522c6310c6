import type { RunRow } from '../../shared/contract/sync.ts'
import type { SyncProgress } from '../../shared/ipc/progress.ts'
import { Button } from '../components/index.ts'
import { formatCount, formatInteger } from '../format.ts'
import { isSyncing, useAppStore } from '../state/app-store.ts'
import { useGold } from '../state/query.ts'
import { startSync } from './actions.ts'

/** Tries one failed page and leaves the others as they are. Nothing where the run cannot be taken up again. */
export function RetryPage({ run, page }: { run: RunRow; page: number }) {
  const syncing = useAppStore((state) => isSyncing(state.progress))
  if (!run.resumable) return null
  return (
    <Button
      small
      variant="quiet"
      disabled={syncing}
      aria-label={`Retry page ${page}`}
      onClick={() => void startSync({ mode: run.mode, page })}
    >
      Retry
    </Button>
  )
}

/** Lines shown; the run's own page lists more. */
const shownPages = 20

/** The pages that a load which ended could not read, and why; the next one reads only these. */
export function FailedPages({ progress }: { progress: SyncProgress }) {
  const { runId } = progress
  const wanted = runId !== null && progress.pages.failed > 0 && !progress.dryRun && !isSyncing(progress)
  const detail = useGold('runs.detail', { runId: runId ?? 0 }, { enabled: wanted, keepPrevious: false })
  // The list has an end; the count has none.
  const pages = detail.data?.failedPages ?? []
  const failed = detail.data?.pages.failed ?? 0
  const run = detail.data?.run
  if (!wanted || pages.length === 0) return null
  return (
    <section className="cockpit-section" aria-label="Failed pages">
      <h3>{formatCount(failed, 'failed page')}</h3>
      <ul className="failed-pages">
        {pages.slice(0, shownPages).map(({ page, attempts, error }) => (
          <li key={page}>
            <span className="nowrap">Page {formatInteger(page)}</span>
            <span className="muted truncate" title={error}>
              {formatCount(attempts, 'attempt')}: {error}
            </span>
            <span className="spacer" />
            {run ? <RetryPage run={run} page={page} /> : null}
          </li>
        ))}
      </ul>
      <p className="small muted">
        <a href={`#/runs/${runId}`}>{failed > shownPages ? `More failed pages in run ${runId}` : `Run ${runId}`}</a>.
        Nothing is published before every page is read; <em>Sync</em> tries all of them, and only them.
      </p>
    </section>
  )
}
