import { memo } from 'react'
import type { PageState, SyncProgress } from '../../shared/ipc/progress.ts'
import { formatCount, formatInteger } from '../format.ts'
import { cellLegend, cellRuns, mapSentence } from './sync-view.ts'

const cell = 8
/** Few pages get larger cells. */
const columnsOf = (cells: string): number => (cells.length <= 20 ? 20 : 40)
const colors: Record<PageState, string> = Object.fromEntries(
  cellLegend.map(({ state, color }) => [state, color]),
) as Record<PageState, string>

/** One cell a page, or a few pages a cell; the legend and a sentence say the same without colour. */
export function PageMap({ progress }: { progress: SyncProgress }) {
  const { cells, pagesPerCell, firstPage } = progress.pageMap
  return (
    <figure className="page-map" aria-label="Page map">
      <Cells cells={cells} />
      <figcaption>
        <ul className="page-legend">
          {cellLegend.map(({ state, label, color }) => (
            <li key={state}>
              <svg width="10" height="10" aria-hidden="true">
                <rect width="10" height="10" fill={color} />
              </svg>
              {label}
            </li>
          ))}
        </ul>
        <p className="small faint">
          {mapSentence(progress)}{' '}
          {cells.length > 0
            ? `One cell = ${formatCount(pagesPerCell, 'page')}, from page ${formatInteger(firstPage)}.`
            : ''}
        </p>
      </figcaption>
    </figure>
  )
}

/** Drawn again only when a cell changed, not with every figure. */
const Cells = memo(function Cells({ cells }: { cells: string }) {
  const columns = columnsOf(cells)
  const rows = Math.max(1, Math.ceil(cells.length / columns))
  return (
    <svg
      className="page-cells"
      viewBox={`0 0 ${columns * cell} ${rows * cell}`}
      preserveAspectRatio="xMinYMin meet"
      aria-hidden="true"
    >
      {cellRuns(cells, columns).map((run) => (
        <rect
          key={`${run.row}:${run.start}`}
          x={run.start * cell}
          y={run.row * cell}
          width={run.length * cell - 1}
          height={cell - 1}
          fill={colors[run.state]}
        />
      ))}
      {/* Equal neighbours are one rectangle; these lines set the cells apart again. */}
      <path d={gaps(rows, columns)} stroke="var(--bg)" strokeWidth="1" />
    </svg>
  )
})

function gaps(rows: number, columns: number): string {
  return Array.from({ length: columns }, (_, column) => `M${(column + 1) * cell - 0.5} 0V${rows * cell}`).join('')
}
