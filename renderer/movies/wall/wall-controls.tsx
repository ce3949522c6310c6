import { ArrowDownUp } from 'lucide-react'
import { useEffect, useState } from 'react'
import { wallSizes } from '../../../shared/choices.ts'
import type { MovieRow } from '../../../shared/contract/explore.ts'
import { Button, Menu, type MenuEntry, ToggleGroup } from '../../components/index.ts'
import type { GridOrder } from '../../grid/columns/layout.ts'
import { nextOrder } from '../../grid/columns/order.ts'
import type { GridColumn } from '../../grid/grid-types.ts'
import { onUiReplaced, rememberUi, restoredUi } from '../../state/ui-state.ts'
import { type WallSize, wallSizeFrom } from './wall-layout.ts'

const sizeKey = 'movies.wall.size'
const sizeNames = { S: 'Small', M: 'Middle', L: 'Large' } as const

/** The size of the tiles, kept over restarts. */
export function useWallSize(): [WallSize, (size: WallSize) => void] {
  const [size, setSize] = useState<WallSize>(() => wallSizeFrom(restoredUi(sizeKey)))
  useEffect(
    () =>
      onUiReplaced((key) => {
        if (key === sizeKey) setSize(wallSizeFrom(restoredUi(sizeKey)))
      }),
    [],
  )
  return [
    size,
    (next) => {
      setSize(next)
      rememberUi(sizeKey, next)
    },
  ]
}

interface WallControlsProps {
  columns: readonly GridColumn<MovieRow>[]
  sort: GridOrder
  onSort: (sort: GridOrder | null) => void
  size: WallSize
  onSize: (size: WallSize) => void
}

/** What a wall has in the place of headers: the order of its films, and the size of its tiles. */
export function WallControls({ columns, sort, onSort, size, onSize }: WallControlsProps) {
  const entries: MenuEntry[] = columns.flatMap(({ label, sortKey, firstDir = 'asc' }): MenuEntry[] => {
    if (sortKey === undefined) return []
    const dir = sort[0]?.key === sortKey ? sort[0].dir : null
    return [
      {
        label: dir === null ? label : `${label}, ${dir === 'asc' ? 'ascending' : 'descending'}`,
        checked: dir !== null,
        onSelect: () => onSort(nextOrder(sort, sortKey, firstDir)),
      },
    ]
  })
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button variant="quiet">
            <ArrowDownUp aria-hidden />
            Order
          </Button>
        }
        entries={entries}
      />
      <ToggleGroup
        small
        label="Size of the posters"
        value={size}
        options={wallSizes.map((value) => ({ value, label: value, name: sizeNames[value] }))}
        onChange={onSize}
      />
    </>
  )
}
