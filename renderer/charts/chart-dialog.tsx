import { Button, Dialog } from '../components/index.ts'
import { formatDecimal, formatInteger, unknownText } from '../format.ts'
import { ColumnHeads } from '../lists/column-heads.tsx'
import { copyText } from './files/copy-text.ts'
import { tableToCsv } from './files/csv.ts'
import type { LinkedChart } from './linked.ts'
import { type WhyAsked, WhyDialog } from './marks/why-dialog.tsx'
import type { Cell, ChartModel } from './model.ts'
import { SqlDialog } from './sql-dialog.tsx'

/** What a chart is asked to tell: the SQL of its numbers, the SQL of the films behind one mark, a table, or why a mark is what it is. */
export type ChartDialogKind =
  | { kind: 'sql'; mark: number | null }
  | { kind: 'table' }
  | { kind: 'why'; asked: WhyAsked }

/** A chart's numbers told otherwise: as the SQL that gives them, or as a table. */
export function ChartDialog({
  asked,
  chart,
  onClose,
}: {
  asked: ChartDialogKind
  chart: LinkedChart
  onClose: () => void
}) {
  if (asked.kind === 'why') return <WhyDialog asked={asked.asked} onClose={onClose} />
  return asked.kind === 'sql' ? (
    <SqlDialog chart={chart} mark={asked.mark} onClose={onClose} />
  ) : (
    <ChartTableDialog model={chart.model} onClose={onClose} />
  )
}

function cellText(cell: Cell): string {
  if (cell === null) return unknownText
  if (typeof cell === 'string') return cell
  return Number.isInteger(cell) ? formatInteger(cell) : formatDecimal(cell, 2)
}

/** A chart's numbers as a table, to read and to copy. */
export function ChartTableDialog({ model, onClose }: { model: ChartModel; onClose: () => void }) {
  const table = model.table()
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={model.title}
      description={[`${model.counted}.`, ...model.notes].join(' ')}
      actions={
        <Button variant="primary" onClick={() => copyText(tableToCsv(table), 'Table')}>
          Copy as CSV
        </Button>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard */}
      <section className="chart-table" tabIndex={0} aria-label={`${model.title}, rows`}>
        <table>
          <ColumnHeads columns={table.columns} />
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
