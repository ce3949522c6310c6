import type { ShownColumn } from './columns/use-shown-columns.ts'
import type { CellPosition, CellRange } from './focus/selection.ts'
import { GridRow } from './grid-row.tsx'
import type { RowSpan } from './scroll/scaled-scroll.ts'
import type { WindowCache } from './scroll/window-cache.ts'

interface GridRowsProps<Row> {
  gridId: string
  cache: WindowCache<Row>
  /** Rows to draw. */
  span: RowSpan
  columns: readonly ShownColumn<Row>[]
  /** Nothing is known yet: grey rows, without focus and selection. */
  loading: boolean
  focus: CellPosition
  range: CellRange | null
}

/** The drawn rows of a grid. */
export function GridRows<Row>({ gridId, cache, span, columns, loading, focus, range }: GridRowsProps<Row>) {
  return Array.from({ length: span.end - span.first }, (_, offset) => {
    const index = span.first + offset
    const selected = !loading && range !== null && index >= range.firstRow && index <= range.lastRow
    return (
      <GridRow
        key={index}
        gridId={gridId}
        index={index}
        row={cache.row(index)}
        columns={columns}
        focusColumn={!loading && focus.row === index ? focus.column : -1}
        firstSelected={selected ? range.firstColumn : -1}
        lastSelected={selected ? range.lastColumn : -1}
        failed={!loading && cache.failureAt(index) !== null}
      />
    )
  })
}
