import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { Row, Value } from './canonical.ts'
import type { FolderDisk } from './folder/folder-disk.ts'
import { parquetSchema, toParquet, weightOf } from './parquet-types.ts'
import type { PublishedTable } from './star-columns.ts'
import { breathe } from './star-rows.ts'

export interface StagedFile {
  /** Name in the folder it was written to. */
  name: string
  rows: number
  bytes: number
  /** Of the file's bytes, in hexadecimal. */
  sha256: string
}

export interface FileLimits {
  /** Rows that a row group holds at most. */
  groupRows: number
  /** Bytes of values, not compressed, that a row group holds at most, or one row: it is in memory as a whole. */
  groupBytes: number
  /** Bytes that a file holds at most, where one row group does. */
  fileBytes: number
}

const fileLimits: FileLimits = { groupRows: 50_000, groupBytes: 6_000_000, fileBytes: 64_000_000 }

const gzip = (bytes: Uint8Array): Uint8Array => gzipSync(bytes, { level: 1 })
/** What a file has beside its values: a page header and statistics for each column of a row group. */
const overhead = 100_000

/** A Parquet file that is being written through a `FolderDisk`. */
class OpenFile {
  readonly #table: PublishedTable
  readonly #bytes = new ByteWriter(1_000_000)
  readonly #parquet: ParquetWriter
  readonly #file: ReturnType<FolderDisk['createFile']>
  readonly #sha256 = createHash('sha256')
  #isOpen = true
  readonly name: string
  rows = 0

  constructor(disk: FolderDisk, folder: string, name: string, table: PublishedTable) {
    this.name = name
    this.#table = table
    this.#file = disk.createFile(join(folder, name))
    const createdBy = 'yts-explorer'
    const schema = parquetSchema(table)
    this.#parquet = new ParquetWriter({
      writer: this.#bytes,
      schema,
      createdBy,
      codec: 'GZIP',
      compressors: { GZIP: gzip },
    })
  }

  get bytes(): number {
    return this.#bytes.offset
  }

  /** Writes a row group, given as its columns. */
  write(group: Value[][], rows: number): void {
    const columnData = this.#table.columns.map(({ name }, index) => ({ name, data: group[index] ?? [] }))
    this.#parquet.write({ columnData, rowGroupSize: rows })
    this.rows += rows
    this.#flush()
  }

  end(): StagedFile {
    this.#parquet.finish()
    this.#flush()
    this.#file.sync()
    this.close()
    return { name: this.name, rows: this.rows, bytes: this.bytes, sha256: this.#sha256.digest('hex') }
  }

  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#file.close()
  }

  #flush(): void {
    const bytes = this.#bytes.getBytes()
    this.#file.write(bytes)
    this.#sha256.update(bytes)
    this.#bytes.index = 0
  }
}

/**
 * Writes a table as Parquet files into a folder that has none of them: GZIP level 1, `part-00000.parquet` and so on, each synced. A
 * table without rows has one file, which says what its columns are. Holds one row group in memory.
 *
 * @throws KnownError `cancelled`, and the file system's errors
 */
export async function writeTableFiles(
  disk: FolderDisk,
  folder: string,
  table: PublishedTable,
  rows: Iterable<Row>,
  { limits = fileLimits, signal }: { limits?: FileLimits; signal?: AbortSignal | undefined } = {},
): Promise<StagedFile[]> {
  const done: StagedFile[] = []
  const begin = (): OpenFile => {
    return new OpenFile(disk, folder, `part-${String(done.length).padStart(5, '0')}.parquet`, table)
  }
  let open = begin()
  // Kept as the columns they become: whole rows beside them would double the memory.
  const noRows = (): Value[][] => table.columns.map(() => [])
  let group = noRows()
  let count = 0
  let weight = 0
  const flush = async (): Promise<void> => {
    if (open.rows > 0 && open.bytes + weight + overhead > limits.fileBytes) {
      done.push(open.end())
      open = begin()
    }
    open.write(group, count)
    group = noRows()
    count = 0
    weight = 0
    await breathe(signal)
  }
  try {
    for (const row of rows) {
      const added = row.reduce<number>((sum, value) => sum + weightOf(value), 0)
      if (count === limits.groupRows || (count > 0 && weight + added > limits.groupBytes)) await flush()
      for (const [index, column] of table.columns.entries()) group[index]?.push(toParquet(column, row[index] ?? null))
      count++
      weight += added
    }
    if (count > 0) await flush()
    done.push(open.end())
    return done
  } catch (error) {
    open.close()
    throw error
  }
}
