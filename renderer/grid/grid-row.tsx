// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid with sticky columns cannot be made of table elements
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell
import { memo } from 'react'
import { Skeleton } from '../components/index.ts'
import type { ShownColumn } from './columns/use-shown-columns.ts'

/** Id of a cell, for `aria-activedescendant`; row −1 is the header. */
export function cellId(gridId: string, row: number, column: number): string {
  return `${gridId}-${row < 0 ? 'head' : row}-${column}`
}

/** Inline position of a column: its width and, when pinned, where it sticks. The values stand on the grid's element. */
export function columnStyle<Row>({ index, pinned }: ShownColumn<Row>) {
  return pinned ? { width: `var(--w${index})`, insetInlineStart: `var(--x${index})` } : { width: `var(--w${index})` }
}

/** Class names of a header or body cell. */
export function columnClass<Row>(base: string, { column, pinned, lastPinned }: ShownColumn<Row>): string {
  const names = [base]
  if (column.align === 'end') names.push('end')
  if (column.mono) names.push('mono')
  if (pinned) names.push('pinned')
  if (lastPinned) names.push('last-pinned')
  return names.join(' ')
}

interface GridRowProps<Row> {
  gridId: string
  index: number
  /** Undefined while it is being read, or when it could not be. */
  row: Row | undefined
  columns: readonly ShownColumn<Row>[]
  /** Column of the focused cell when it is in this row, else −1. */
  focusColumn: number
  /** Selected columns of this row; −1 = none. */
  firstSelected: number
  lastSelected: number
  /** The row could not be read; the grid says why. */
  failed: boolean
}

function Cells<Row>(props: GridRowProps<Row>) {
  const { gridId, index, row, columns, focusColumn, firstSelected, lastSelected } = props
  return columns.map((shown) => {
    const { column } = shown
    const at = shown.index
    let className = columnClass('grid-cell', shown)
    if (at >= firstSelected && at <= lastSelected) className += ' selected'
    if (at === focusColumn) className += ' focused'
    return (
      <div
        key={column.id}
        id={cellId(gridId, index, at)}
        role="gridcell"
        aria-colindex={at + 1}
        aria-selected={at >= firstSelected && at <= lastSelected}
        className={className}
        data-column={at}
        style={columnStyle(shown)}
      >
        {row === undefined && props.failed ? (
          at === 0 ? (
            <span className="grid-text faint">not read</span>
          ) : null
        ) : row === undefined ? (
          <Skeleton width={`${40 + ((index * 7 + at * 13) % 5) * 10}%`} />
        ) : (
          <span className="grid-text">{column.render ? column.render(row) : column.text(row)}</span>
        )}
      </div>
    )
  })
}

function GridRowView<Row>(props: GridRowProps<Row>) {
  const { index, row, focusColumn, failed } = props
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy={row === undefined && !failed}
      className={focusColumn >= 0 ? 'grid-row current' : 'grid-row'}
      data-row={index}
    >
      <Cells {...props} />
    </div>
  )
}

/** One row of a grid. Renders again only when something of its own changed, so that scrolling draws new rows only. */
export const GridRow = memo(GridRowView) as typeof GridRowView
