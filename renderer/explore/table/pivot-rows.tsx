// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid with sticky columns cannot be made of table elements
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell
import { ArrowDown, ArrowUp, ChevronDown, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { acrossAxes, axisTitle } from '../../../shared/explore-spec.ts'
import { classes } from '../../components/index.ts'
import { formatCount } from '../../format.ts'
import { isSortedBy } from '../compare/sorted-view.ts'
import { type CellPlace, cellId } from './pivot-keys.ts'
import {
  columnName,
  columnTexts,
  filmsAt,
  type PivotView,
  perMember,
  textAt,
  type ViewColumn,
  type ViewRow,
  valueAt,
} from './pivot-view.ts'
import { rowHeight, type TableSize } from './table-size.ts'

/** What every line of the table needs: sizes, and which columns are drawn. */
interface LineProps {
  view: PivotView
  size: TableSize
  id: string
  active: CellPlace
  /** Totals stand still at the right edge. */
  pinned: boolean
  first: number
  last: number
  /** Columns before those over all. */
  parts: number
}

/** What stands in a line: the head, the columns in sight, the totals. The cell that has the focus is drawn wherever it is. */
function Line(props: LineProps & { line: number; head: ReactNode; cell: (column: number) => ReactNode }) {
  const { view, size, pinned, first, last, parts, active, line, head, cell } = props
  const drawn: number[] = []
  for (let column = first; column < last; column++) drawn.push(column)
  const at = active.column - 1
  const away = line === active.row && at >= 0 && at < parts && (at < first || at >= last) ? at : null
  const before = away !== null && away < first ? away : null
  const after = away !== null && away >= last ? away : null
  const gap = (columns: number) => <div style={{ width: columns * size.column, flex: 'none' }} />
  return (
    <>
      {head}
      {before === null ? gap(first) : [gap(before), cell(before), gap(first - before - 1)].map(keyed)}
      {drawn.map(cell)}
      {after === null ? gap(parts - last) : [gap(after - last), cell(after), gap(parts - after - 1)].map(keyed)}
      <div className={classes('pivot-totals', pinned && parts > 0 && 'pinned')} role="presentation">
        {view.columns.slice(parts).map((_, index) => cell(parts + index))}
      </div>
    </>
  )
}

function keyed(node: ReactNode, index: number) {
  return (
    <span key={`away ${index}`} className="pivot-away" role="presentation">
      {node}
    </span>
  )
}

/** The heads of columns. */
export function PivotHead({ headTitle, ...shared }: LineProps & { headTitle: string }) {
  const { view, size, id, active, parts } = shared
  const { spec, columns } = view
  const under = perMember(view)
  const several = under > 1
  const cell = (index: number) => {
    const column = columns[index] as ViewColumn
    const { members, measure } = columnTexts(view, column)
    const before = columns[index - 1]
    const hasMember = members.length > 0
    const titles = acrossAxes(spec).map(axisTitle)
    const sorted = sortOf(view, column)
    const at = { row: -1, column: index + 1 }
    const isActive = active.row === -1 && active.column === at.column
    return (
      <div
        key={index}
        id={cellId(id, at)}
        className={classes(
          'pivot-cell head num',
          isActive && 'active',
          column.path.length === 0 && parts > 0 && 'overall',
        )}
        role="columnheader"
        aria-colindex={at.column + 1}
        {...(sorted ? { 'aria-sort': sorted === 'asc' ? ('ascending' as const) : ('descending' as const) } : {})}
        data-row={-1}
        data-column={at.column}
        data-open
        style={{ width: size.column }}
        title={[columnName(view, column), measure].filter(Boolean).join(': ')}
      >
        {hasMember && index % under === 0 ? (
          members.map((member, depth) => (
            <span
              key={titles[depth]}
              className={classes('pivot-member truncate', repeats(column, before, depth) && 'again')}
            >
              {member}
            </span>
          ))
        ) : hasMember ? (
          <span className="visually-hidden">{columnName(view, column)}</span>
        ) : null}
        <span className={several || !hasMember ? 'pivot-measure' : 'visually-hidden'}>{measure}</span>
        {sorted === 'asc' ? <ArrowUp aria-hidden /> : sorted === 'desc' ? <ArrowDown aria-hidden /> : null}
      </div>
    )
  }
  const isActive = active.row === -1 && active.column === 0
  return (
    <div className="pivot-top" role="rowgroup">
      <div className="pivot-line" role="row" aria-rowindex={1} style={{ height: size.top }}>
        <Line
          {...shared}
          line={-1}
          cell={cell}
          head={
            <div
              id={cellId(id, { row: -1, column: 0 })}
              className={classes('pivot-cell head side', isActive && 'active')}
              role="columnheader"
              aria-colindex={1}
              data-row={-1}
              data-column={0}
              style={{ width: size.head }}
            >
              {headTitle === '' ? (
                <span className="visually-hidden">Rows</span>
              ) : (
                <span className="truncate">{headTitle}</span>
              )}
            </div>
          }
        />
      </div>
    </div>
  )
}

/** Whether a member that others are within stands over the column before as well. */
function repeats({ path }: ViewColumn, before: ViewColumn | undefined, depth: number): boolean {
  const same = (at: number) => path[at]?.key === before?.path[at]?.key
  return before !== undefined && depth + 1 < path.length && path.slice(0, depth + 1).every((_, at) => same(at))
}

function sortOf({ spec: { sort } }: PivotView, column: ViewColumn): 'asc' | 'desc' | null {
  return sort && isSortedBy(sort, column) ? sort.dir : null
}

/** One row of numbers, or the total. */
export function PivotRow({ row, line, ...shared }: LineProps & { row: ViewRow; line: number }) {
  const { view, size, id, active, parts } = shared
  const isTotal = row.path.length === 0
  const cell = (index: number) => {
    const column = view.columns[index] as ViewColumn
    const text = textAt(view, row, column)
    const films = filmsAt(view, row, column)
    const isActive = active.row === line && active.column === index + 1
    const isFaint = Number.isNaN(valueAt(view, row, column)) || films === 0
    return (
      <div
        key={index}
        id={cellId(id, { row: line, column: index + 1 })}
        className={classes(
          'pivot-cell num',
          isActive && 'active',
          isFaint && 'faint',
          column.path.length === 0 && parts > 0 && 'overall',
        )}
        role="gridcell"
        aria-colindex={index + 2}
        data-row={line}
        data-column={index + 1}
        style={{ width: size.column }}
        title={`${[row.text, columnName(view, column)].filter(Boolean).join(', ')}: ${formatCount(films, 'film')}`}
      >
        {films > 0 ? (
          <span className="pivot-number" data-open>
            {text}
          </span>
        ) : (
          text
        )}
      </div>
    )
  }
  const isActive = active.row === line && active.column === 0
  const Fold = row.group === 'folded' ? ChevronRight : ChevronDown
  return (
    <div
      className={classes('pivot-line', isTotal ? 'total' : 'body', row.group !== null && 'group')}
      role="row"
      aria-rowindex={line + 2}
      aria-level={row.depth + 1}
      {...(row.group ? { 'aria-expanded': row.group === 'open' } : {})}
      style={isTotal ? { height: rowHeight } : { height: rowHeight, top: line * rowHeight }}
    >
      <Line
        {...shared}
        line={line}
        cell={cell}
        head={
          <div
            id={cellId(id, { row: line, column: 0 })}
            className={classes('pivot-cell side', isActive && 'active', row.path.at(-1)?.key === null && 'special')}
            role="rowheader"
            aria-colindex={1}
            data-row={line}
            data-column={0}
            style={{ width: size.head, paddingLeft: 12 + row.depth * 20 }}
            title={row.text}
          >
            {row.group ? (
              <span className="pivot-fold" data-open>
                <Fold aria-hidden />
              </span>
            ) : null}
            <span className="truncate">{row.text}</span>
          </div>
        }
      />
    </div>
  )
}
