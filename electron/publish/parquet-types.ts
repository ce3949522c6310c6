import type { SchemaElement } from 'hyparquet'
import type { Value } from './canonical.ts'
import type { PublishedColumn, PublishedKind, PublishedTable } from './star-columns.ts'

const elements: Record<PublishedKind, Pick<SchemaElement, 'type' | 'converted_type' | 'precision' | 'scale'>> = {
  int: { type: 'INT32' },
  bigint: { type: 'INT64' },
  decimal: { type: 'INT32', converted_type: 'DECIMAL', precision: 3, scale: 1 },
  date: { type: 'INT32', converted_type: 'DATE' },
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
}

/** The Parquet schema of a table; its key is required, all else may be null. */
export function parquetSchema({ columns, key }: PublishedTable): SchemaElement[] {
  return [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, kind }): SchemaElement => {
      return { name, ...elements[kind], repetition_type: key.includes(name) ? 'REQUIRED' : 'OPTIONAL' }
    }),
  ]
}

/** Whether the schema of a file is that of a table, column for column. */
export function isSchemaOf(table: PublishedTable, found: readonly SchemaElement[]): boolean {
  const part = (schema: readonly SchemaElement[]): string =>
    JSON.stringify(
      schema.slice(1).map((element) => {
        const { name, type, converted_type: converted, precision, scale, repetition_type: repetition } = element
        return [name, type, converted, precision, scale, repetition]
      }),
    )
  return part(found) === part(parquetSchema(table))
}

const dayMs = 86_400_000

/** A value of the warehouse as a Parquet column takes it. */
export function toParquet({ kind }: PublishedColumn, value: Value): Value {
  if (value === null) return null
  if (kind === 'int') return Number(value)
  if (kind === 'date') return Math.round(Date.parse(`${value}T00:00:00Z`) / dayMs)
  // The unscaled number, so that no tenth is lost on the way.
  return kind === 'decimal' ? BigInt(Math.round(Number(value) * 10)) : value
}

/** A day as Parquet counts them, as `YYYY-MM-DD`. */
export function dayText(days: number): string {
  return new Date(days * dayMs).toISOString().slice(0, 10)
}

/** UTF-8 bytes that a value takes at most, or so. */
export function weightOf(value: Value): number {
  return typeof value === 'string' ? Buffer.byteLength(value) + 4 : 8
}
