import { type RefObject, useEffect } from 'react'
import { navigate } from 'wouter/use-hash-location'
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
      navigate(`/tables/${table}`, { replace: true })
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
