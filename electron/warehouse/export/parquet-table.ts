import { fileWriter, ParquetWriter } from 'hyparquet-writer'

/** A column of a Parquet file, by its type in the warehouse. */
export interface Column {
  name: string
  type: 'INTEGER' | 'REAL' | 'TEXT'
  required: boolean
}

export type Row = (string | number | null)[]

/** Rows that a row group holds, unless the caller says fewer. */
const groupRows = 20_000

/** Writes rows to a Parquet file as they come, a row group at a time in memory. */
export function writeParquet(rows: Iterable<Row>, columns: readonly Column[], file: string, atOnce = groupRows): void {
  const types = { INTEGER: 'INT64', REAL: 'DOUBLE', TEXT: 'BYTE_ARRAY' } as const
  const writer = new ParquetWriter({
    writer: fileWriter(file),
    createdBy: 'yts-explorer',
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map(({ name, type, required }) => ({
        name,
        type: types[type],
        repetition_type: required ? ('REQUIRED' as const) : ('OPTIONAL' as const),
        ...(type === 'TEXT' ? { converted_type: 'UTF8' as const } : {}),
      })),
    ],
  })
  let group: Row[] = []
  const flush = (): void => {
    const columnData = columns.map(({ name, type }, index) => ({
      name,
      data: group.map((row) => {
        const value = row[index] ?? null
        return type === 'INTEGER' && typeof value === 'number' ? BigInt(value) : value
      }),
    }))
    writer.write({ columnData, rowGroupSize: atOnce })
    group = []
  }
  for (const row of rows) {
    group.push(row)
    if (group.length === atOnce) flush()
  }
  if (group.length > 0) flush()
  writer.finish()
}
