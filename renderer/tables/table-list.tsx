import type { TableDefinition, TableKey } from '../../shared/table-definitions/definition.ts'
import { tables } from '../../shared/tables.ts'
import { Select } from '../components/index.ts'
import { formatInteger } from '../format.ts'
import { go } from '../state/route.ts'

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

/** The same choice in one line, for a page too narrow for a list beside the grid. */
export function TableChoice({ current }: Pick<TableListProps, 'current'>) {
  const options = layers.flatMap(({ layer }) =>
    tables.filter((table) => table.layer === layer).map(({ key }) => ({ value: key, label: key })),
  )
  return (
    <span className="tables-choice">
      <Select label="Table" value={current} options={options} onChange={(key) => go('/tables', key)} />
    </span>
  )
}
