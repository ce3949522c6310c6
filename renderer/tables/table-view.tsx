import { Filter, Grid3x3, RefreshCw, Search } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { dimensionIds, dimensionOf, dimensions, setIds } from '../../shared/model/dimensions.ts'
import { inSentence } from '../../shared/model/values/words.ts'
import type { TableKey } from '../../shared/table-definitions/definition.ts'
import { tableDefinition } from '../../shared/tables.ts'
import { Button, EmptyState, IconButton, type MenuEntry, TextField } from '../components/index.ts'
import { useMembers } from '../filter/members.ts'
import { useFilterStore } from '../filter/store.ts'
import { ColumnsButton } from '../grid/columns/columns-button.tsx'
import { DataGrid } from '../grid/data-grid.tsx'
import '../grid/grid.css'
import type { GridOrder } from '../grid/columns/layout.ts'
import { orderText } from '../grid/columns/order.ts'
import { useGridLayout } from '../grid/columns/use-grid-layout.ts'
import type { GridHandle } from '../grid/grid-types.ts'
import type { WindowSnapshot } from '../grid/scroll/window-cache.ts'
import { ReplayButton } from '../lists/replay-button.tsx'
import { exploreThis, specOfDimension } from '../state/actions/explore-this.ts'
import { onCommand } from '../state/events.ts'
import { go } from '../state/route.ts'
import { useSettled } from '../state/use-settled.ts'
import { filmOf, memberFilter, memberOf, type TableRow } from './member-filter.ts'
import { tableChoices } from './table-choices.ts'
import { tableColumns } from './table-columns.tsx'
import { emptyReason, rowsShown } from './table-words.ts'
import { leaveFromGrid, leftSearch, useMemberTarget } from './use-member-target.ts'
import { useTableSource } from './use-table-source.ts'

/** Tables that grow at the end: the newest rows first. */
const newestFirst = new Set<TableKey>([
  'movie_change',
  'quarantine',
  'bronze_page',
  'run',
  'run_page',
  'run_stage',
  'quality_result',
  'run_rule',
  'run_missing_field',
  'schema_drift',
  'publication',
  'publication_table',
])
/** Whether rows are pairs of a film and a member: the way leads to the films of the member. */
function isJunction(key: TableKey): boolean {
  return setIds.some((id) => dimensions[id].gold.junction === key)
}

/** Milliseconds after the last key press before the table is searched. */
const typingMs = 150

interface TableViewProps {
  table: TableKey
  /** Rows of the whole table; null until they are counted. */
  rows: number | null
  /** The row to put the focus on: the last part of the address. */
  member: string | null
  /** What leads to another table where the list beside has no room. */
  choice: ReactNode
  /** The rows changed by something done here. */
  onChanged: () => void
}

/** One table in the grid: what a row is, search, sort, and the way from a member to its films. */
export function TableView({ table: key, rows, member, choice, onChanged }: TableViewProps) {
  const table = tableDefinition(key)
  const { names } = useMembers()
  const apply = useFilterStore((state) => state.apply)
  const [search, setSearch] = useState(() => leftSearch() ?? '')
  const searchField = useRef<HTMLInputElement>(null)
  useEffect(
    () =>
      onCommand((command) => {
        if (command !== 'search.focus') return
        searchField.current?.focus()
        searchField.current?.select()
      }),
    [],
  )
  const asked = useSettled(search, typingMs)
  const [reads, setReads] = useState(0)
  const [focused, setFocused] = useState<TableRow | undefined>(undefined)
  const [state, setState] = useState<WindowSnapshot | null>(null)

  const follow = useCallback(
    (row: TableRow, columnId: string | null) => {
      leaveFromGrid(asked)
      const other = columnId === null ? null : memberOf(table, row, columnId)
      if (other) return go('/tables', other.table, other.key)
      const film = filmOf(table, row)
      const asFilm = columnId === 'movie_id' || !isJunction(key)
      const member = film === null || !asFilm ? memberFilter(table, row, names) : null
      if (member) {
        apply(member.change)
        go('/movies')
      } else if (film !== null) go('/movies', film)
    },
    [table, key, names, apply, asked],
  )
  const columns = useMemo(() => tableColumns(table, follow), [table, follow])
  const layout = useGridLayout(`tables.${key}`, columns)
  const first = table.columns[0]
  const defaultSort: GridOrder = first ? [{ key: first.key, dir: newestFirst.has(key) ? 'desc' : 'asc' }] : []
  const ownSort = layout.layout.sort
  const source = useTableSource(key, ownSort ?? defaultSort, asked, reads)
  const grid = useRef<GridHandle>(null)
  const clearSearch = useCallback(() => setSearch(''), [])
  useMemberTarget({
    table: key,
    member,
    order: ownSort ?? defaultSort,
    search: asked,
    clearSearch,
    source,
    state,
    grid,
  })
  const refresh = () => {
    setReads((before) => before + 1)
    onChanged()
  }
  const target = focused && describeTarget(focused)
  const dimension = dimensionIds.find((id) => dimensionOf(id).gold.table === key)

  function describeTarget(row: TableRow): string | null {
    const film = filmOf(table, row)
    if (film !== null && !isJunction(key)) return `Show film ${film}`
    const member = memberFilter(table, row, names)
    return member && `Films of ${member.words}`
  }

  return (
    <div className="tables-view">
      <div className="page-head">
        <h1>{table.label}</h1>
        {choice}
        <span className="muted tables-status" role="status">
          <span>{state?.total == null ? '' : rowsShown(state.total, asked.trim() === '' ? null : rows)}</span>
          <span className="truncate">
            {['', ownSort && orderText(ownSort, columns), table.grain].filter((part) => part !== null).join(' · ')}
          </span>
        </span>
        <span className="spacer" />
        {dimension ? (
          <IconButton
            label={`Explore films by ${inSentence(dimensionOf(dimension).label)}`}
            icon={<Grid3x3 aria-hidden />}
            onClick={() => exploreThis(specOfDimension(dimension))}
          />
        ) : null}
        {key === 'quarantine' ? <ReplayButton rows={state?.total ?? 0} onDone={refresh} /> : null}
        {target && focused ? (
          <Button
            variant="quiet"
            className="tables-target"
            aria-label={target}
            title={target}
            onClick={() => follow(focused, null)}
          >
            <Filter aria-hidden />
            <span className="truncate">{target}</span>
          </Button>
        ) : null}
        <TextField
          ref={searchField}
          label={`Search ${table.label}`}
          placeholder="Search"
          className="tables-search"
          value={search}
          onChange={setSearch}
          maxLength={200}
          icon={<Search aria-hidden className="icon" />}
        />
        <ColumnsButton gridId={`tables.${key}`} columns={columns} layout={layout} />
        <IconButton label="Read again" icon={<RefreshCw aria-hidden />} onClick={refresh} />
      </div>
      <div className="tables-grid">
        <DataGrid
          ref={grid}
          id={`tables.${key}`}
          label={table.label}
          columns={columns}
          layout={layout}
          defaultSort={defaultSort}
          source={source}
          rowId={(row) => String(row[0])}
          onActivate={follow}
          onFocusRow={setFocused}
          onState={setState}
          exported={tableChoices({ table, order: ownSort ?? defaultSort, search: asked, rows })}
          cellMenu={(row, columnId) => {
            const other = memberOf(table, row, columnId)
            const label = describeTarget(row)
            const entries: MenuEntry[] = []
            if (other)
              entries.push({
                label: `Open ${tableDefinition(other.table).label} ${other.key}`,
                shortcut: 'Enter',
                onSelect: () => follow(row, columnId),
              })
            if (label)
              entries.push({ label, ...(other ? {} : { shortcut: 'Enter' }), onSelect: () => follow(row, null) })
            return entries
          }}
          empty={
            asked.trim() === '' ? (
              <EmptyState title="This table has no rows">{emptyReason(key)}</EmptyState>
            ) : (
              <EmptyState
                title={`No row contains “${asked.trim()}”`}
                actions={<Button onClick={() => setSearch('')}>Clear the search</Button>}
              />
            )
          }
        />
      </div>
    </div>
  )
}
