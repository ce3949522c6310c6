import { type TableDefinition, type TableKey, tables } from '../../shared/tables.ts'
import { formatInteger } from '../format.ts'

const layers: readonly { layer: TableDefinition['layer']; label: string }[] = [
  { layer: 'gold', label: 'Gold' },
  { layer: 'silver', label: 'Silver' },
  { layer: 'bronze', label: 'Bronze' },
  { layer: 'ledger', label: 'Ledger' },
]

interface TableListProps {
  current: TableKey
  /** Rows of each table; a table that is missing is not counted yet. */
  counts: ReadonlyMap<TableKey, number>
}

/** Every browsable table by layer, with its rows. */
export function TableList({ current, counts }: TableListProps) {
  return (
    <nav className="tables-list" aria-label="Tables">
      {layers.map(({ layer, label }) => (
        <section key={layer}>
          <h2>{label}</h2>
          <ul>
            {tables
              .filter((table) => table.layer === layer)
              .map((table) => (
                <li key={table.key}>
                  <a
                    href={`#/tables/${table.key}`}
                    aria-current={table.key === current ? 'page' : undefined}
                    title={table.grain}
                  >
                    <span className="truncate">{table.key}</span>
                    <span className="faint">{formatInteger(counts.get(table.key))}</span>
                  </a>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}
