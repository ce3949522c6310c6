import { useEffect } from 'react'
import { tableKeySchema } from '../../shared/tables.ts'
import type { PageProps } from '../page-props.ts'
import { useGold } from '../state/query.ts'
import { rememberUi, restoredUi } from '../state/ui-state.ts'
import { TableChoice, TableList } from './table-list.tsx'
import { TableView } from './table-view.tsx'
import './tables.css'

/** Every table of the warehouse: the list by layer, and the chosen one in the grid. */
export default function TablesPage({ param, detail }: PageProps) {
  const asked = tableKeySchema.safeParse(param)
  const kept = tableKeySchema.safeParse(restoredUi('tables.last'))
  const current = asked.success ? asked.data : kept.success ? kept.data : 'fact_movies'
  useEffect(() => rememberUi('tables.last', current), [current])
  const counts = useGold('tables.counts', undefined)
  const byTable = new Map(counts.data?.counts.map(({ table, rows }) => [table, rows]))
  return (
    <div className="page tables">
      <TableList current={current} counts={byTable} />
      <TableView
        key={current}
        table={current}
        rows={byTable.get(current) ?? null}
        member={detail}
        choice={<TableChoice current={current} />}
        onChanged={() => void counts.refetch()}
      />
    </div>
  )
}
