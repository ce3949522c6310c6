import type { RunRow } from '../../shared/contract/sync.ts'
import { formatAgo, formatBytes, formatCount, formatTimestamp } from '../format.ts'
import { useAppStore } from '../state/app-store.ts'
import { useAgoClock } from '../state/clock.ts'
import { useGold } from '../state/query.ts'

/** On every page in the same place how fresh its numbers are: last run, films, size of the database, and what is being served while something is wrong. Its right half is for messages. */
export function StatusBar() {
  const status = useGold('warehouse.status', undefined)
  const processes = useAppStore((state) => state.processes)
  // The ledger is notified of it only from the next load.
  const interrupted = useAppStore((state) => state.progress.status === 'interrupted')
  const data = status.data
  const now = useAgoClock()
  return (
    <footer className="status-bar">
      {data?.lastRun ? (
        <span>
          Last load: {words[interrupted ? 'interrupted' : data.lastRun.status]}, {formatTimestamp(endOf(data.lastRun))},{' '}
          {formatAgo(endOf(data.lastRun), now)}
        </span>
      ) : (
        <span>No load yet</span>
      )}
      {data?.lastRun && publishedNothing(data.lastRun) ? (
        <span>
          {data.goldVersion > 0
            ? `Showing the version of ${formatTimestamp(data.publishedAt)}`
            : 'Nothing published yet'}
        </span>
      ) : null}
      {data && data.goldVersion > 0 ? <span>{formatCount(data.films, 'film')}</span> : null}
      {data && data.databaseBytes > 0 ? <span>{formatBytes(data.databaseBytes)}</span> : null}
      {data?.recovery && !isLoadedSince(data.recovery.at, data.lastRun) ? (
        <span className="badge warn" title="The damaged file is kept in the data folder; nothing was deleted.">
          {data.recovery.restored
            ? `Damaged warehouse replaced by its backup, ${formatTimestamp(data.recovery.at)}: load it again`
            : `Damaged warehouse set aside, ${formatTimestamp(data.recovery.at)}: load it again`}
        </span>
      ) : null}
      {data?.readOnly ? <span className="badge warn">Read only</span> : null}
      {processes.reader === 'up' ? null : (
        <span className="badge warn">Reader restarting: shown values may be old</span>
      )}
      {processes.loader === 'down' ? <span className="badge danger">Loader not running</span> : null}
    </footer>
  )
}

function endOf(run: RunRow): number {
  return run.finishedAt ?? run.startedAt
}

/** Whether a load has completed after a moment. */
function isLoadedSince(at: number, run: RunRow | null): boolean {
  return run !== null && run.status === 'complete' && run.startedAt >= at
}

/** Whether a run ended without a version of its own, so that an older one is what is shown. */
function publishedNothing(run: RunRow): boolean {
  return run.status !== 'complete' && run.status !== 'running' && run.status !== 'paused'
}

const words: Record<RunRow['status'], string> = {
  running: 'running',
  paused: 'paused',
  complete: 'complete',
  partial: 'incomplete',
  cancelled: 'cancelled',
  failed: 'failed',
  interrupted: 'interrupted',
}
