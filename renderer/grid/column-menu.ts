import type { MenuEntry } from '../components/index.ts'
import type { GridColumn } from './grid-types.ts'
import { type GridSort, moveByOne, resizeStep, setHidden, setPinned, setWidth, visibleOrder } from './layout.ts'
import type { GridLayoutState } from './use-grid-layout.ts'

interface ColumnMenuOptions<Row> {
  column: GridColumn<Row>
  state: GridLayoutState
  sort: GridSort | null
  width: number
  onSort: (sort: GridSort | null) => void
}

/** Everything that can be done with a column, for its header's menu. */
export function columnMenu<Row>({ column, state, sort, width, onSort }: ColumnMenuOptions<Row>): MenuEntry[] {
  const { layout, change, reset } = state
  const { id, sortKey } = column
  const pinned = layout.pinned.includes(id)
  const sorted = sortKey !== undefined && sort?.key === sortKey ? sort.dir : null
  const words = column.align === 'end' ? ['lowest first', 'highest first'] : ['A to Z', 'Z to A']
  const stuck = (by: -1 | 1) => moveByOne(layout, id, by) === layout
  const entries: MenuEntry[] = []
  if (sortKey !== undefined) {
    entries.push(
      { label: `Sort ${words[0]}`, checked: sorted === 'asc', onSelect: () => onSort({ key: sortKey, dir: 'asc' }) },
      { label: `Sort ${words[1]}`, checked: sorted === 'desc', onSelect: () => onSort({ key: sortKey, dir: 'desc' }) },
      { kind: 'separator' },
    )
  }
  entries.push(
    {
      label: 'Pin to the left',
      checked: pinned,
      onSelect: () => change((before) => setPinned(before, id, !pinned)),
    },
    {
      label: 'Move left',
      shortcut: 'Shift+←',
      disabled: stuck(-1),
      keepOpen: true,
      onSelect: () => change((before) => moveByOne(before, id, -1)),
    },
    {
      label: 'Move right',
      shortcut: 'Shift+→',
      disabled: stuck(1),
      keepOpen: true,
      onSelect: () => change((before) => moveByOne(before, id, 1)),
    },
    {
      label: 'Narrower',
      shortcut: 'Alt+←',
      keepOpen: true,
      onSelect: () => change((before) => setWidth(before, id, width - resizeStep)),
    },
    {
      label: 'Wider',
      shortcut: 'Alt+→',
      keepOpen: true,
      onSelect: () => change((before) => setWidth(before, id, width + resizeStep)),
    },
    { kind: 'separator' },
    {
      label: 'Hide column',
      disabled: visibleOrder(layout).length === 1,
      reason: 'the last one',
      onSelect: () => change((before) => setHidden(before, id, true)),
    },
    { label: 'Reset all columns', onSelect: reset },
  )
  return entries
}

/** The list of columns to show and hide, for the grid's Columns button. */
export function columnsMenu<Row>(columns: readonly GridColumn<Row>[], state: GridLayoutState): MenuEntry[] {
  const { layout, change, reset } = state
  const byId = new Map(columns.map((column) => [column.id, column]))
  const shownCount = visibleOrder(layout).length
  const entries = layout.order.flatMap((id): MenuEntry[] => {
    const column = byId.get(id)
    if (!column) return []
    const shown = !layout.hidden.includes(id)
    return [
      {
        label: column.label,
        checked: shown,
        keepOpen: true,
        disabled: shown && shownCount === 1,
        onSelect: () => change((before) => setHidden(before, id, shown)),
      },
    ]
  })
  return [...entries, { kind: 'separator' }, { label: 'Reset all columns', onSelect: reset }]
}
