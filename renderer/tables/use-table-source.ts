import { useMemo } from 'react'
import type { TableKey } from '../../shared/table-definitions/definition.ts'
import { call } from '../api.ts'
import type { GridOrder, GridSort } from '../grid/columns/layout.ts'
import type { GridSource } from '../grid/grid-types.ts'
import { useAppStore } from '../state/app-store.ts'
import { useGoldKey } from '../state/query.ts'
import type { TableRow } from './member-filter.ts'

/**
 * The rows of a browsable table as the grid asks for them. A publish, the end of a load and `reads` (grown by the Refresh
 * button) read them again, in place.
 */
export function useTableSource(table: TableKey, sort: GridOrder, search: string, reads: number): GridSource<TableRow> {
  const [, workspace, version, generation] = useGoldKey()
  const ledger = useAppStore((state) => state.ledgerVersion)
  const request = JSON.stringify({ table, sort, search })
  return useMemo(() => {
    const input = JSON.parse(request) as { table: TableKey; sort: GridSort[]; search: string }
    const question = `${workspace} ${request}`
    return {
      question,
      key: `${question} ${version} ${generation} ${ledger} ${reads}`,
      fetch: (offset, limit) => call('tables.page', { ...input, offset, limit }),
    }
  }, [request, workspace, version, generation, ledger, reads])
}
