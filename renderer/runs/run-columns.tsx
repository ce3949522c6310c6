import type { RunRow } from '../../shared/contract/sync.ts'
import { formatDuration, formatInteger, formatTimestamp } from '../format.ts'
import type { GridColumn } from '../grid/grid-types.ts'
import { modeText, statusOf, triggerText } from './run-text.ts'

/** A status as a word in its colour; the word alone says it too. */
export function StatusBadge({ status }: { status: RunRow['status'] }) {
  const { word, tone } = statusOf(status)
  return <span className={`badge ${tone}`}>{word}</span>
}

function count(id: string, label: string, value: (run: RunRow) => number): GridColumn<RunRow> {
  return { id, label, width: 80, align: 'end', value, text: (run) => formatInteger(value(run)) }
}

/** The history of loads, newest first. */
export const runColumns: readonly GridColumn<RunRow>[] = [
  {
    id: 'run',
    label: 'Run',
    width: 64,
    align: 'end',
    pinned: true,
    value: (run) => run.runId,
    text: (run) => String(run.runId),
  },
  {
    id: 'status',
    label: 'Status',
    width: 96,
    value: (run) => run.status,
    text: (run) => statusOf(run.status).word,
    render: (run) => <StatusBadge status={run.status} />,
  },
  { id: 'mode', label: 'Mode', width: 96, value: (run) => run.mode, text: (run) => modeText(run.mode) },
  { id: 'trigger', label: 'Trigger', width: 96, value: (run) => run.trigger, text: (run) => triggerText(run.trigger) },
  {
    id: 'started_at',
    label: 'Started',
    width: 132,
    value: (run) => formatTimestamp(run.startedAt),
    text: (run) => formatTimestamp(run.startedAt),
  },
  {
    id: 'duration',
    label: 'Took',
    width: 80,
    align: 'end',
    value: (run) => run.durationMs,
    text: (run) => formatDuration(run.durationMs),
  },
  count('added', 'Added', (run) => run.inserted),
  count('updated', 'Changed', (run) => run.updated),
  count('removed', 'Removed', (run) => run.removed),
  count('quarantined', 'Refused', (run) => run.quarantined),
  { ...count('fetched', 'Read', (run) => run.fetched), hidden: true },
  { ...count('requests', 'Requests', (run) => run.requests), hidden: true },
  { ...count('retries', 'Retries', (run) => run.retries), hidden: true },
  {
    id: 'error',
    label: 'Error',
    width: 208,
    grow: 1,
    // The last column, and text: all that is left is its own.
    most: Number.POSITIVE_INFINITY,
    value: (run) => run.errorMessage,
    text: (run) => run.errorMessage ?? '',
  },
]
