export interface ColumnHead {
  label: string
  /** Numbers stand at the right, and their heading with them. */
  numeric?: boolean
}

/** The heading row of a plain table. */
export function ColumnHeads({ columns }: { columns: readonly ColumnHead[] }) {
  return (
    <thead>
      <tr>
        {columns.map(({ label, numeric }) => (
          <th key={label} scope="col" className={numeric ? 'num' : undefined}>
            {label}
          </th>
        ))}
      </tr>
    </thead>
  )
}
