import type { SyncProgress } from '../../shared/progress.ts'
import { formatCount, formatInteger } from '../format.ts'
import { isSyncing } from '../state/app-store.ts'
import { useGold } from '../state/query.ts'

/** Lines shown; the run's own page lists more. */
const shownPages = 20

/** The pages that a load which ended could not read, and why; the next one reads only these. */
export function FailedPages({ progress }: { progress: SyncProgress }) {
  const { runId } = progress
  const wanted = runId !== null && progress.pages.failed > 0 && !progress.dryRun && !isSyncing(progress)
  const detail = useGold('runs.detail', { runId: runId ?? 0 }, { enabled: wanted, keepPrevious: false })
  const pages = detail.data?.failedPages ?? []
  if (!wanted || pages.length === 0) return null
  return (
    <section className="cockpit-section" aria-label="Failed pages">
      <h3>{formatCount(pages.length, 'failed page')}</h3>
      <ul className="failed-pages">
        {pages.slice(0, shownPages).map(({ page, attempts, error }) => (
          <li key={page}>
            <span className="nowrap">Page {formatInteger(page)}</span>
            <span className="muted truncate" title={error}>
              {formatCount(attempts, 'attempt')}: {error}
            </span>
          </li>
        ))}
      </ul>
      <p className="small muted">
        <a href={`#/runs/${runId}`}>
          {pages.length > shownPages ? `Every failed page of run ${runId}` : `Run ${runId}`}
        </a>
        . Trying again reads only these pages and their neighbours.
      </p>
    </section>
  )
}
