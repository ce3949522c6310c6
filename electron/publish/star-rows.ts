import { KnownError } from '../../shared/ipc/result.ts'
import type { ReadableDb } from '../warehouse/file/connection.ts'
import { readState, readStateNumber } from '../warehouse/file/state.ts'
import { type Row, rowHash, TableDigest } from './canonical.ts'
import type { PublishedTable } from './star-columns.ts'

/** Which star a publish is of. */
export interface StarVersion {
  /** Of all warehouses that publish to a destination. */
  warehouseId: string
  goldVersion: number
  publishedRun: number
  /** Its films are invented: it is of the sample catalogue. */
  isSample: boolean
}

/** The star that is in force. Throws KnownError `not_found` where no load has published one. */
export function starVersion(db: ReadableDb): StarVersion {
  const goldVersion = readStateNumber(db, 'gold_version') ?? 0
  if (goldVersion === 0) throw new KnownError('not_found', 'No load has published anything yet: run sync first.')
  const publishedRun = readStateNumber(db, 'published_run') ?? 0
  const isSample = db.prepare('SELECT 1 FROM run WHERE run_id = ? AND is_sample = 1').get(publishedRun) !== undefined
  return { warehouseId: readState(db, 'warehouse_id') ?? '', goldVersion, publishedRun, isSample }
}

/** The rows of a table in the order of its key, one at a time; whole numbers are bigints. Nothing is open before the first is taken. */
export function* starRows(db: ReadableDb, { name, columns, key }: PublishedTable): Generator<Row> {
  const quoted = (names: readonly string[]): string => names.map((column) => `"${column}"`).join(', ')
  yield* db
    .prepare(`SELECT ${quoted(columns.map((column) => column.name))} FROM "${name}" ORDER BY ${quoted(key)}`)
    .safeIntegers()
    .raw()
    .iterate() as IterableIterator<Row>
}

/** Rows between two chances of others to run, so that a publish can be stopped. */
const rowsAtOnce = 5_000

/** Lets others run, and ends with KnownError `cancelled` when the work is not wanted any more. */
export async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  if (signal?.aborted) throw new KnownError('cancelled', 'Cancelled. What was published before is unchanged.')
}

/** Digests of tables by their names, read once through. */
export async function starDigests(
  db: ReadableDb,
  tables: readonly PublishedTable[],
  signal?: AbortSignal,
): Promise<Map<string, TableDigest>> {
  const digests = new Map<string, TableDigest>()
  for (const table of tables) {
    const digest = new TableDigest()
    for (const row of starRows(db, table)) {
      digest.add(rowHash(table.columns, row))
      if (digest.rows % rowsAtOnce === 0) await breathe(signal)
    }
    digests.set(table.name, digest)
    await breathe(signal)
  }
  return digests
}
