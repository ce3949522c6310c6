import { useEffect, useRef, useState } from 'react'
import type { Side } from '../../shared/compare/comparison.ts'
import { narrowed } from '../../shared/drill.ts'
import type { ExploreView } from '../../shared/explore-arrangement.ts'
import { axisTitle, type ExploreSpec } from '../../shared/explore-spec.ts'
import type { MovieFilter } from '../../shared/filter/filter.ts'
import { measureOf } from '../../shared/model/measures.ts'
import { copyText } from '../charts/files/copy-text.ts'
import { MarkMenu } from '../charts/marks/mark-menu.tsx'
import { type WhyAsked, WhyDialog } from '../charts/marks/why-dialog.tsx'
import { type MenuEntry, toast } from '../components/index.ts'
import type { FilterChange } from '../filter/reducers.ts'
import { useFilterStore } from '../filter/store.ts'
import { formatCount } from '../format.ts'
import { onCopyEvent } from '../grid/focus/copy-event.ts'
import { useReportPart } from '../state/actions/report-offer.ts'
import { go } from '../state/route.ts'
import { ExploreChart } from './chart/chart-view.tsx'
import { comparedNotes } from './compare/compared-view.ts'
import { isFirstSide } from './compare/sides.ts'
import { copyTable, reportedTable } from './files.ts'
import { membersChange } from './member-change.ts'
import { sortBy } from './question/spec-changes.ts'
import { changeSpec, useExploreStore } from './question/spec-store.ts'
import type { SqlAsked } from './sql-of-cell.tsx'
import type { CellPlace } from './table/pivot-keys.ts'
import { PivotTable } from './table/pivot-table.tsx'
import {
  columnName,
  filmsAt,
  membersAt,
  overlapNotes,
  type PivotView,
  textAt,
  type ViewColumn,
  type ViewRow,
} from './table/pivot-view.ts'

interface AnswerProps {
  /** As the table shows it. */
  view: PivotView
  /** As charts draw it. */
  drawn: PivotView
  /** The filter that the answer is of, and the sides that are compared. */
  filter: MovieFilter
  sides: { a: Side; b: Side } | null
  title: string
  shown: ExploreView
  stale: boolean
  onSql: (sql: { asked: SqlAsked; title: string }) => void
}

/** An answer drawn: the chart, the table, what is honest to say of both; and what can be done with a cell. */
export function Answer({ view, drawn, filter, sides, title, shown, stale, onSql }: AnswerProps) {
  const { spec } = view
  const [menu, setMenu] = useState<{ at: CellPlace; x: number; y: number } | null>(null)
  const [why, setWhy] = useState<WhyAsked | null>(null)
  const cells = useCells(view, filter, sides)
  const returnTo = useExploreStore((state) => state.returnTo)
  const notes = [...overlapNotes(view), ...comparedNotes(view)]
  const heads = spec.rows.map(axisTitle).join(' › ')
  const table = useRef<HTMLElement>(null)
  useReportPart('table', title, table, shown === 'chart' ? null : () => reportedTable(view, title, notes))
  const entries = menu ? menuOf(view, cells, menu.at, (asked, name) => onSql({ asked, title: name }), setWhy) : []
  return (
    <>
      {shown !== 'table' && (
        <ExploreChart
          view={drawn}
          filter={filter}
          stale={stale}
          alone={shown === 'chart'}
          onRows={showFilms}
          onSql={onSql}
        />
      )}
      {shown !== 'chart' && (
        <section ref={table} className="explore-table" aria-label="Table">
          <PivotTable
            view={view}
            label={title}
            headTitle={heads}
            stale={stale}
            returnTo={stale ? null : returnTo}
            onReturned={() => useExploreStore.setState({ returnTo: null })}
            onOpen={cells.open}
            onFilter={cells.filterBy}
            onSort={cells.sort}
            onMenu={(at, anchor) => setMenu({ at, ...anchor })}
          />
          <p className="explore-notes">
            <span className="truncate" title={notes.join(' ')}>
              {notes.join(' ')}
            </span>
            <span className="spacer" />
            <span className="explore-keys muted">Enter films · Space filters · S sorts · T swaps · Shift+F10 menu</span>
          </p>
          {menu ? <MarkMenu anchor={{ index: null, ...menu }} entries={entries} onClose={() => setMenu(null)} /> : null}
          {why ? <WhyDialog asked={why} onClose={() => setWhy(null)} /> : null}
        </section>
      )}
    </>
  )
}

/** What the cells of a table do. */
function useCells(view: PivotView, filter: MovieFilter, sides: { a: Side; b: Side } | null) {
  const fold = useExploreStore((state) => state.fold)
  const change = changeSpec
  const apply = useFilterStore((state) => state.apply)
  useEffect(() => {
    const has = (focused: unknown) => focused instanceof Element && focused.closest('.pivot') !== null
    return onCopyEvent(document, has, () => copyTable(view))
  }, [view])
  const rowAt = ({ row }: CellPlace): ViewRow | null => (row < 0 ? null : (view.rows[row] ?? view.total))
  const columnAt = ({ column }: CellPlace): ViewColumn | null => view.columns[column - 1] ?? null
  const points = (at: CellPlace) => membersAt(view, rowAt(at) ?? view.total, columnAt(at))
  /** The filter that keeps the films of a cell: of the side of its column. Null where none does. */
  const behind = (at: CellPlace): MovieFilter | null => {
    const side = columnAt(at)?.side === 'second' ? sides?.b : sides?.a
    return side?.isRest ? null : narrowed(side?.filter ?? filter, points(at))
  }
  /** The filter of the films around a cell: its row, of a whole row all. */
  const around = (at: CellPlace): MovieFilter => {
    const side = (columnAt(at)?.side === 'second' ? sides?.b.filter : sides?.a.filter) ?? filter
    const of = points(at)
    return of.length > 1 ? (narrowed(side, of.slice(0, 1)) ?? side) : side
  }
  /** The films of a cell, on the page of films. */
  const films = (at: CellPlace) => {
    const side = columnAt(at)?.side === 'second' ? sides?.b : sides?.a
    if (side?.isRest) {
      toast('No filter says which films these are', 'info', {
        description: 'They are all that the filter does not keep. Compare with All films to see those of a cell.',
      })
      return
    }
    const next = behind(at)
    if (next === null) {
      tellNoRoom('The films of this cell cannot be shown')
      return
    }
    showFilms(() => next, at)
  }
  const sort = (column: number) => {
    const of = view.columns[column - 1]
    const side = of && !isFirstSide(of) && of.side !== 'first' ? of.side : undefined
    if (of) change(sortBy(of.measure, sortedColumn(of), side))
    else change((spec) => ({ ...spec, sort: null }))
  }
  const open = (at: CellPlace) => {
    const row = rowAt(at)
    if (row === null) sort(at.column)
    else if (at.column === 0 && row.group) fold(row.key)
    else if (filmsIn(view, row, columnAt(at)) > 0) films(at)
  }
  const filterBy = (at: CellPlace) => {
    const by = points(at)
    if (by.length === 0) return
    const change = membersChange(by, 'pick')
    const before = useFilterStore.getState().filter
    if (change(before) === before) tellNoRoom('The app cannot be filtered by this cell')
    else apply(change)
  }
  return { rowAt, columnAt, points, behind, around, films, sort, open, filterBy }
}

/** A column as an order has it; null = all of them. */
function sortedColumn({ path }: ViewColumn): NonNullable<ExploreSpec['sort']>['column'] {
  const [first, ...within] = path.map(({ key }) => key)
  if (first === undefined) return null
  return within.length > 0 ? { key: first, within } : { key: first }
}

function tellNoRoom(what: string): void {
  toast(what, 'error', {
    description: 'That would need more filters than there is room for. Take a filter or a dimension away.',
  })
}

function filmsIn(view: PivotView, row: ViewRow, column: ViewColumn | null): number {
  return filmsAt(view, row, column ?? (view.columns.at(-1) as ViewColumn))
}

/** Narrows the filter and goes to the films; coming back finds the filter as it was, and the keyboard at the cell. */
function showFilms(change: FilterChange, at: CellPlace | null = null): void {
  const before = useFilterStore.getState().filter
  useFilterStore.getState().apply(change)
  useExploreStore.setState({ left: { before, after: useFilterStore.getState().filter, at } })
  go('/movies')
}

function menuOf(
  view: PivotView,
  cells: ReturnType<typeof useCells>,
  at: CellPlace,
  onSql: (asked: SqlAsked, title: string) => void,
  onWhy: (asked: WhyAsked) => void,
): MenuEntry[] {
  const row = cells.rowAt(at)
  const column = cells.columnAt(at)
  const name = [row?.text ?? '', column ? columnName(view, column) : ''].filter(Boolean).join(', ')
  const by = cells.points(at)
  const films = row ? filmsIn(view, row, column) : 0
  const behind = cells.behind(at)
  return [
    { kind: 'label', label: name || (column ? measureOf(column.measure).label : 'Table') },
    ...(row
      ? [
          {
            label: `Show the ${formatCount(films, 'film')}`,
            shortcut: 'Enter',
            disabled: films === 0,
            reason: 'there are none',
            onSelect: () => cells.films(at),
          },
        ]
      : []),
    {
      label: 'Filter by this',
      shortcut: 'Space',
      disabled: by.length === 0,
      reason: 'it is all of them',
      onSelect: () => cells.filterBy(at),
    },
    ...(column
      ? [{ label: 'Sort by this column', shortcut: 'S', onSelect: () => cells.sort(at.column) }]
      : [{ label: 'Sort as by nature', shortcut: 'S', onSelect: () => cells.sort(0) }]),
    ...(row && behind
      ? [
          {
            label: 'SQL of these films…',
            onSelect: () => onSql({ kind: 'films', filter: behind }, name || 'the films'),
          },
        ]
      : []),
    ...(row && column && behind
      ? [
          {
            label: 'Why this number?',
            onSelect: () =>
              onWhy({ name: name || 'all films', mark: behind, around: cells.around(at), measure: column.measure }),
          },
        ]
      : []),
    { kind: 'separator' },
    ...(row && column
      ? [{ label: 'Copy this number', onSelect: () => copyText(textAt(view, row, column), 'Number') }]
      : []),
    { label: 'Copy the table', shortcut: 'CmdOrCtrl+C', onSelect: () => copyTable(view) },
  ]
}
