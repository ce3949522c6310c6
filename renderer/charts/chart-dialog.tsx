import { useState } from 'react'
import { call } from '../api.ts'
import { Button, Dialog, ErrorState, LoadingState, toast, toastError } from '../components/index.ts'
import { chipSentence, describeFilter } from '../filter/describe.ts'
import { useMembers } from '../filter/members.ts'
import { useFilter } from '../filter/store.ts'
import { formatDecimal, formatInteger, formatTimestamp, unknownText } from '../format.ts'
import { useGold } from '../state/query.ts'
import { tableToCsv } from './csv.ts'
import type { LinkedChart } from './linked.ts'
import type { Cell, ChartModel } from './model.ts'

export type ChartDialogKind = 'sql' | 'table'

function copy(text: string, what: string): void {
  call('clipboard.write', { text }).then(
    () => toast(`${what} copied`, 'success'),
    (error: unknown) => toastError(`${what} was not copied`, error),
  )
}

/** A chart's numbers told otherwise: as the SQL that gives them, or as a table. */
export function ChartDialog({
  kind,
  chart,
  onClose,
}: {
  kind: ChartDialogKind
  chart: LinkedChart
  onClose: () => void
}) {
  return kind === 'sql' ? (
    <SqlDialog chart={chart} onClose={onClose} />
  ) : (
    <TableDialog model={chart.model} onClose={onClose} />
  )
}

function SqlDialog({ chart, onClose }: { chart: LinkedChart; onClose: () => void }) {
  const current = useFilter()
  // The statement belongs to the filter the dialog was opened with, without the chart's own clause: the numbers it shows.
  const [filter] = useState(() => chart.clear(current))
  const { data, error, refetch, isPlaceholderData } = useGold('movies.explain', { filter, groupBy: chart.groupBy })
  const status = useGold('warehouse.status', undefined).data
  const { names } = useMembers()
  const chips = describeFilter(filter, names).map(chipSentence)
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={`SQL of ${chart.model.title}`}
      description="Gives this chart’s numbers. As in the chart, its own clause of the filter is left aside."
      actions={
        data && (
          <Button variant="primary" onClick={() => copy(data.sql, 'SQL')}>
            Copy
          </Button>
        )
      }
    >
      <dl className="facts">
        <dt>Filter</dt>
        <dd>{chips.length > 0 ? chips.join('; ') : 'none: the whole catalogue'}</dd>
        <dt>Gold</dt>
        <dd>
          {status && status.goldVersion > 0
            ? `published ${formatTimestamp(status.publishedAt)} by run ${status.publishedRunId ?? unknownText}`
            : unknownText}
        </dd>
      </dl>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <section
          className={isPlaceholderData || error ? 'chart-sql is-stale' : 'chart-sql'}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard
          tabIndex={0}
          aria-label={isPlaceholderData ? 'SQL of the version before' : 'SQL'}
        >
          <pre>{data.sql}</pre>
        </section>
      ) : error ? null : (
        <LoadingState label="Reading the SQL" />
      )}
    </Dialog>
  )
}

function cellText(cell: Cell): string {
  if (cell === null) return unknownText
  if (typeof cell === 'string') return cell
  return Number.isInteger(cell) ? formatInteger(cell) : formatDecimal(cell, 2)
}

function TableDialog({ model, onClose }: { model: ChartModel; onClose: () => void }) {
  const table = model.table()
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={model.title}
      description={[`${model.counted}.`, ...model.notes].join(' ')}
      actions={
        <Button variant="primary" onClick={() => copy(tableToCsv(table), 'Table')}>
          Copy as CSV
        </Button>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard */}
      <section className="chart-table" tabIndex={0} aria-label={`${model.title}, rows`}>
        <table>
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column.label} scope="col" className={column.numeric ? 'num' : undefined}>
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row.slice(0, 2).join(' ')}>
                {row.map((cell, index) => (
                  <td
                    key={table.columns[index]?.label ?? index}
                    className={table.columns[index]?.numeric ? 'num' : undefined}
                  >
                    {cellText(cell)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Dialog>
  )
}
