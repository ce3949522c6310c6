import type { SyncProgress } from '../../shared/ipc/progress.ts'
import { formatBytes, formatDuration, formatInteger, formatRate, formatSeconds, unknownText } from '../format.ts'
import { isSyncing } from '../state/app-store.ts'

/** The numbers of the load, as a ledger. */
export function SyncFigures({ progress }: { progress: SyncProgress }) {
  const { films, workers } = progress
  const busy = isSyncing(progress)
  const runs = progress.status === 'running'
  const rows: [string, string][] = [
    ['Films read', formatInteger(films.fetched)],
    ['Added', formatInteger(films.inserted)],
    ['Changed', formatInteger(films.updated)],
    ['Unchanged', formatInteger(films.unchanged)],
    ['Refused', formatInteger(films.quarantined)],
    ['Duplicates', formatInteger(films.duplicates)],
  ]
  const effort: [string, string][] = [
    ['Speed', runs ? formatRate(progress.rowsPerSecond, 'films') : unknownText],
    ['Time left', runs && progress.etaMs !== null ? formatSeconds(progress.etaMs) : unknownText],
    ['Elapsed', formatDuration(progress.elapsedMs)],
    ['Requests', formatInteger(progress.requests)],
    ['Retries', formatInteger(progress.retries)],
    [
      'Workers',
      // While it is paused none is at work.
      busy
        ? `${formatInteger(runs ? workers.effective : 0)} of ${formatInteger(workers.max)}`
        : formatInteger(workers.max),
    ],
    ['Received', formatBytes(progress.bytes)],
  ]
  return (
    <div className="cockpit-figures">
      <Ledger rows={rows} />
      <Ledger rows={effort} />
    </div>
  )
}

function Ledger({ rows }: { rows: readonly [string, string][] }) {
  return (
    <dl className="ledger">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
