import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { SchemaElement } from 'hyparquet'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { ColumnKind } from '../../../../shared/export/export-spec.ts'
import type { ExportCell, ExportColumn, ExportRow } from '../source/row-source.ts'
import { uniqueNames } from './text-lines.ts'

/** Rows that a row group holds: it is in memory as a whole. */
const groupRows = 20_000
const dayMs = 86_400_000

const elements: Record<Exclude<ColumnKind, 'list'>, Pick<SchemaElement, 'type' | 'converted_type'>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  decimal: { type: 'DOUBLE' },
  share: { type: 'DOUBLE' },
  date: { type: 'INT32', converted_type: 'DATE' },
  instant: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
}

function schemaOf(columns: readonly ExportColumn[], names: readonly string[]): SchemaElement[] {
  const fields = columns.flatMap(({ kind }, index): SchemaElement[] => {
    const name = names[index] as string
    if (kind !== 'list') return [{ name, repetition_type: 'OPTIONAL', ...elements[kind] }]
    return [
      { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', repetition_type: 'OPTIONAL', ...elements.text },
    ]
  })
  return [{ name: 'root', num_children: columns.length }, ...fields]
}

function parquetValue(kind: ColumnKind, cell: ExportCell): unknown {
  if (cell === null) return null
  if (kind === 'integer' || kind === 'instant') return BigInt(Math.round(Number(cell)))
  return kind === 'date' ? Math.round(Date.parse(`${cell}T00:00:00Z`) / dayMs) : cell
}

/** Rows as a Parquet file, each column by its type: dates are dates, lists are lists. */
export class ParquetRows {
  readonly #columns: readonly ExportColumn[]
  readonly #names: readonly string[]
  readonly #bytes = new ByteWriter(1_000_000)
  readonly #parquet: ParquetWriter
  readonly #file: number
  #isOpen = true
  #group: unknown[][]
  #count = 0

  /** @param file a file that is there and empty */
  constructor(file: string, columns: readonly ExportColumn[]) {
    this.#columns = columns
    this.#names = uniqueNames(columns)
    this.#group = columns.map(() => [])
    this.#file = openSync(file, 'r+')
    this.#parquet = new ParquetWriter({
      writer: this.#bytes,
      schema: schemaOf(columns, this.#names),
      createdBy: 'yts-explorer',
      codec: 'GZIP',
      compressors: { GZIP: (bytes: Uint8Array) => gzipSync(bytes, { level: 1 }) },
    })
  }

  write(rows: readonly ExportRow[]): void {
    for (const row of rows) {
      for (const [index, { kind }] of this.#columns.entries())
        this.#group[index]?.push(parquetValue(kind, row[index] ?? null))
      this.#count++
      if (this.#count === groupRows) this.#flushGroup()
    }
  }

  /** Writes what is left, and the end of the file. */
  end(): void {
    if (this.#count > 0) this.#flushGroup()
    this.#parquet.finish()
    this.#flush()
    fsyncSync(this.#file)
    this.close()
  }

  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    closeSync(this.#file)
  }

  #flushGroup(): void {
    const columnData = this.#names.map((name, index) => ({ name, data: this.#group[index] ?? [] }))
    this.#parquet.write({ columnData, rowGroupSize: this.#count })
    this.#group = this.#columns.map(() => [])
    this.#count = 0
    this.#flush()
  }

  #flush(): void {
    const bytes = this.#bytes.getBytes()
    for (let from = 0; from < bytes.length; ) from += writeSync(this.#file, bytes, from)
    this.#bytes.index = 0
  }
}
