import { type RefObject, useEffect } from 'react'
import { navigate } from 'wouter/use-hash-location'
import * as z from 'zod'
import type { TableKey } from '../../shared/table-definitions/definition.ts'
import { call } from '../api.ts'
import { toast, toastError } from '../components/index.ts'
import type { GridOrder } from '../grid/columns/layout.ts'
import type { GridHandle, GridSource } from '../grid/grid-types.ts'
import type { WindowSnapshot } from '../grid/scroll/window-cache.ts'
import type { TableRow } from './member-filter.ts'

interface MemberTarget {
  table: TableKey
  /** The route's part after the table: the number of a row. */
  member: string | null
  order: GridOrder
  /** What the table is searched for: it could hide the row. */
  search: string
  clearSearch: () => void
  source: GridSource<TableRow>
  state: WindowSnapshot | null
  grid: RefObject<GridHandle | null>
}

/** Kept with an address that a link of the grid led away from: going back finds the keyboard in the grid, and its search. */
const leftSchema = z.object({ searched: z.string() })

/** Remembers, before a link of the grid is followed, what its table was searched for. */
export function leaveFromGrid(searched: string): void {
  window.history.replaceState({ ...window.history.state, searched } satisfies z.infer<typeof leftSchema>, '')
}

/** What this table was searched for when a link of its grid was followed; null where somebody came by another way. */
export function leftSearch(): string | null {
  return leftSchema.safeParse(window.history.state).data?.searched ?? null
}

/** Follows `/tables/<table>/<number>`: puts the focus on that row, then leaves the address to the table. */
export function useMemberTarget({
  table,
  member,
  order,
  search,
  clearSearch,
  source,
  state,
  grid,
}: MemberTarget): void {
  useEffect(() => {
    if (leftSearch() !== null) grid.current?.focus()
  }, [grid])
  useEffect(() => {
    if (leftSearch() !== null) leaveFromGrid(search)
  }, [search])
  const shown = state?.shownKey === source.key && state.total !== null
  const sort = JSON.stringify(order)
  useEffect(() => {
    if (member !== null && search !== '') clearSearch()
  }, [member, search, clearSearch])
  useEffect(() => {
    if (member === null || search !== '' || !shown) return
    let dropped = false
    const find = async () => {
      const isNumber = /^\d{1,15}$/.test(member)
      const request = { table, sort: JSON.parse(sort) as { key: string; dir: 'asc' | 'desc' }[], key: Number(member) }
      const index = isNumber ? (await call('tables.locate', request)).index : null
      if (dropped) return
      if (index === null) toast(`${table} has no row ${member}`)
      else grid.current?.goTo(index)
      navigate(`/tables/${table}`, { replace: true, state: { searched: '' } })
    }
    find().catch((thrown: unknown) => {
      if (dropped) return
      toastError(`Row ${member} of ${table} was not found`, thrown)
      navigate(`/tables/${table}`, { replace: true })
    })
    return () => {
      dropped = true
    }
  }, [table, member, sort, search, shown, grid])
}
