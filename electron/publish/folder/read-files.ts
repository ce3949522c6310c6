import { createHash } from 'node:crypto'
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { type AsyncBuffer, parquetMetadataAsync, parquetScan } from 'hyparquet'
import { KnownError } from '../../../shared/ipc/result.ts'
import { isTooMany } from '../../warehouse/file/sqlite-errors.ts'
import type { Row, Value } from '../canonical.ts'
import { dayText, isSchemaOf } from '../parquet-types.ts'
import type { PublishedColumn, PublishedTable } from '../star-columns.ts'
import { knownFolderError } from './folder-errors.ts'

const parsers = {
  // Not the package's own decoder, which takes a byte order mark away.
  stringFromBytes: (bytes: Uint8Array | undefined) =>
    bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'),
  dateFromDays: dayText,
}

function bufferOf(handle: number): AsyncBuffer {
  const { size } = fstatSync(handle)
  return {
    byteLength: size,
    slice: (start, end = size) => {
      const bytes = new Uint8Array(Math.max(0, end - start))
      for (let at = 0; at < bytes.length; ) {
        const count = readSync(handle, bytes, at, bytes.length - at, start + at)
        if (count === 0) throw new Error('the file ended early')
        at += count
      }
      return bytes.buffer
    },
  }
}

function plainValue({ kind }: PublishedColumn, value: unknown): Value {
  if (value === undefined || value === null) return null
  // The package multiplies by a tenth, which is none in binary.
  if (kind === 'decimal') return Math.round(Number(value) * 10) / 10
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value
  throw new Error('a value of another type')
}

/**
 * The rows of a Parquet file that should hold a table, one row group in memory at a time.
 *
 * @throws KnownError `destination_differs` for a file of other columns, or one that cannot be read to its end, `unavailable` where
 *   no more files may be open
 */
export async function* fileRows(path: string, table: PublishedTable): AsyncGenerator<Row> {
  let handle: number | null = null
  try {
    handle = openSync(path, 'r')
    const file = bufferOf(handle)
    const metadata = await parquetMetadataAsync(file)
    if (!isSchemaOf(table, metadata.schema)) throw new KnownError('destination_differs', 'has other columns')
    const compressors = { GZIP: (bytes: Uint8Array) => gunzipSync(bytes) }
    const scan = await parquetScan({ file, metadata, compressors, parsers })
    for (const range of scan.ranges) {
      const columns: ArrayLike<unknown>[] = []
      for (const { name } of table.columns) columns.push(await scan.readColumn({ ...range, column: name }))
      for (let at = 0; at < range.rowEnd - range.rowStart; at++)
        yield table.columns.map((column, index) => plainValue(column, columns[index]?.[at]))
    }
  } catch (error) {
    if (error instanceof KnownError) throw error
    if (isTooMany(error)) throw knownFolderError(error)
    throw new KnownError('destination_differs', 'cannot be read as Parquet', undefined, { cause: error })
  } finally {
    if (handle !== null) closeSync(handle)
  }
}

/** SHA-256 of a file's bytes, in hexadecimal, and how many they are. Throws the file system's error. */
export async function fileHash(path: string): Promise<{ sha256: string; bytes: number }> {
  const sha256 = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path)) {
    sha256.update(chunk as Buffer)
    bytes += (chunk as Buffer).byteLength
  }
  return { sha256: sha256.digest('hex'), bytes }
}
