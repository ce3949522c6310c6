import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  ChevronsLeftRight,
  ChevronsRightLeft,
  EyeOff,
  ListPlus,
  ListX,
  MoveHorizontal,
  Pin,
  PinOff,
  RotateCcw,
  Ruler,
} from 'lucide-react'
import type { MenuEntry } from '../../components/index.ts'
import type { GridColumn } from '../grid-types.ts'
import {
  type GridOrder,
  moveByOne,
  resizeStep,
  setHidden,
  setPinned,
  setWidth,
  unsetWidth,
  visibleOrder,
} from './layout.ts'
import { headerOrder, withKey, withoutKey } from './order.ts'
import type { GridLayoutState } from './use-grid-layout.ts'

interface ColumnMenuOptions<Row> {
  column: GridColumn<Row>
  state: GridLayoutState
  width: number
  /** The order the rows are in, the default one included. */
  sort: GridOrder
  onSort: (order: GridOrder | null) => void
  onFit: () => void
}

/** Everything that can be done with a column, for its header's menu. */
function columnMenu<Row>({ column, state, width, sort, onSort, onFit }: ColumnMenuOptions<Row>): MenuEntry[] {
  const { layout, change, reset } = state
  const { id, sortKey } = column
  const pinned = layout.pinned.includes(id)
  const words = column.align === 'end' ? ['lowest first', 'highest first'] : ['A to Z', 'Z to A']
  const stuck = (by: -1 | 1) => moveByOne(layout, id, by) === layout
  const entries: MenuEntry[] = []
  if (sortKey !== undefined) {
    entries.push(
      {
        label: `Sort ${words[0]}`,
        icon: <ArrowUp aria-hidden />,
        onSelect: () => onSort([{ key: sortKey, dir: 'asc' }]),
      },
      {
        label: `Sort ${words[1]}`,
        icon: <ArrowDown aria-hidden />,
        onSelect: () => onSort([{ key: sortKey, dir: 'desc' }]),
      },
      ...furtherKeys(sort, sortKey, words, onSort),
    )
  } else {
    entries.push({ label: 'Sort', disabled: true, reason: headerOrder(column, sort).tip, onSelect: () => undefined })
  }
  entries.push(
    { kind: 'separator' },
    {
      label: pinned ? 'Unpin' : 'Pin to the left',
      icon: pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />,
      onSelect: () => change((before) => setPinned(before, id, !pinned)),
    },
    {
      label: 'Move left',
      icon: <ArrowLeft aria-hidden />,
      shortcut: 'Shift+←',
      disabled: stuck(-1),
      keepOpen: true,
      onSelect: () => change((before) => moveByOne(before, id, -1)),
    },
    {
      label: 'Move right',
      icon: <ArrowRight aria-hidden />,
      shortcut: 'Shift+→',
      disabled: stuck(1),
      keepOpen: true,
      onSelect: () => change((before) => moveByOne(before, id, 1)),
    },
    {
      label: 'Narrower',
      icon: <ChevronsRightLeft aria-hidden />,
      shortcut: 'Alt+←',
      keepOpen: true,
      onSelect: () => change((before) => setWidth(before, id, width - resizeStep)),
    },
    {
      label: 'Wider',
      icon: <ChevronsLeftRight aria-hidden />,
      shortcut: 'Alt+→',
      keepOpen: true,
      onSelect: () => change((before) => setWidth(before, id, width + resizeStep)),
    },
    { label: 'Fit to contents', icon: <MoveHorizontal aria-hidden />, shortcut: 'Alt+Enter', onSelect: onFit },
    {
      label: 'Automatic width',
      icon: <Ruler aria-hidden />,
      disabled: layout.widths[id] === undefined,
      onSelect: () => change((before) => unsetWidth(before, id)),
    },
    { kind: 'separator' },
    {
      label: 'Hide column',
      icon: <EyeOff aria-hidden />,
      disabled: visibleOrder(layout).length === 1,
      reason: 'the last one',
      onSelect: () => change((before) => setHidden(before, id, true)),
    },
    { label: 'Reset all columns', icon: <RotateCcw aria-hidden />, onSelect: reset },
  )
  return entries
}

/** Lines that add a column to an order by others, turn it there, or take it out. */
function furtherKeys(
  sort: GridOrder,
  key: string,
  words: readonly string[],
  onSort: (order: GridOrder | null) => void,
): MenuEntry[] {
  if (!sort.some((other) => other.key !== key)) return []
  const entries: MenuEntry[] = (['asc', 'desc'] as const).map((dir, index) => ({
    label: `Then ${words[index]}`,
    icon: <ListPlus aria-hidden />,
    onSelect: () => onSort(withKey(sort, { key, dir })),
  }))
  if (sort.some((other) => other.key === key))
    entries.push({
      label: 'Take out of the order',
      icon: <ListX aria-hidden />,
      onSelect: () => onSort(withoutKey(sort, key)),
    })
  return entries
}

interface GridMenuOptions<Row> extends Omit<ColumnMenuOptions<Row>, 'state'> {
  kind: 'header' | 'cell'
  layout: GridLayoutState
  /** The page's own lines for the cell. */
  own: readonly MenuEntry[]
  copy: (withHeaders: boolean) => void
  /** The line that saves all rows. */
  exporting: MenuEntry
}

/** The menu of the focused header, or of the focused cell: the page's lines, then copying and saving. */
export function gridMenu<Row>({ kind, layout, own, copy, exporting, ...rest }: GridMenuOptions<Row>): MenuEntry[] {
  if (kind === 'header') return columnMenu({ ...rest, state: layout })
  const copying: MenuEntry[] = [
    { label: 'Copy', shortcut: 'Mod+C', onSelect: () => copy(false) },
    { label: 'Copy with headers', shortcut: 'Mod+Shift+C', onSelect: () => copy(true) },
    exporting,
  ]
  return own.length > 0 ? [...own, { kind: 'separator' }, ...copying] : copying
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
  return [
    ...entries,
    { kind: 'separator' },
    { label: 'Reset all columns', icon: <RotateCcw aria-hidden />, onSelect: reset },
  ]
}
