import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadableDb } from '../../warehouse/file/connection.ts'
import { type Row, rowHash } from '../canonical.ts'
import { type FolderDisk, systemDisk } from '../folder/folder-disk.ts'
import { type FileLimits, type StagedFile, writeTableFiles } from '../stage-files.ts'
import type { PublishedTable } from '../star-columns.ts'
import { starRows } from '../star-rows.ts'
import type { LayoutNeed } from '../store/layout.ts'
import type { StoreState } from '../store/store-state.ts'
import { hashDigits } from '../store/version-sql.ts'
import { filmsChangedSince, isOfFilms, type ScopedRow, scopedRows } from './change-scope.ts'
import type { EnginePublish } from './engine-publish.ts'

/** Files that are sent and removed need not outlive a power cut. */
const passingDisk: FolderDisk = {
  ...systemDisk,
  createFile: (path) => ({ ...systemDisk.createFile(path), sync: () => {} }),
}

/** Smaller than what is kept: a row group is in memory as a whole, and a file is on this machine until it is sent. */
const limits: FileLimits = { groupRows: 5_000, groupBytes: 1_000_000, fileBytes: 64_000_000 }

/** Rows of a table that wait on this machine to be sent. */
export interface StagedTable {
  table: PublishedTable
  /** They are those of some films, not all. */
  isPart: boolean
  /** Folder that the files are in. */
  folder: string
  files: StagedFile[]
}

/** Folder of the engine's stage that they are sent to: no other attempt has the number, and no other files of this one are in it. */
export function remoteFolder(version: number, { table, isPart }: Pick<StagedTable, 'table' | 'isPart'>): string {
  return `${version}/${table.name}${isPart ? '-part' : ''}`
}

interface Staging extends Pick<EnginePublish, 'tables' | 'full' | 'signal'> {
  /** Of each table here. */
  digests: Readonly<Record<string, string>>
}

/**
 * Writes the rows that a publish sends into a folder: of tables that readers do not see as they are here, and of one that is by films,
 * where it is known which may have changed, the rows of those. All that is read of the warehouse: loads go on once it is done.
 *
 * @throws KnownError `cancelled`, and the file system's errors
 */
export async function stageTables(
  db: ReadableDb,
  folder: string,
  { tables, full, signal, digests }: Staging,
  state: Pick<StoreState, 'digests' | 'source'>,
  { same }: LayoutNeed,
): Promise<StagedTable[]> {
  const films = full ? null : filmsChangedSince(db, state.source)
  const staged: StagedTable[] = []
  for (const table of tables) {
    const isSame = same.has(table.name)
    if (!full && isSame && state.digests?.[table.name] === digests[table.name]) continue
    // With a column more, every row is another one.
    const part = films !== null && isSame && isOfFilms(table) ? scopedRows(db, table, films) : null
    staged.push(await stageRows(join(folder, table.name), table, part ?? allRows(db, table), part !== null, signal))
  }
  return staged
}

/** As `stageTables`, all rows of one table. */
export function stageWhole(
  db: ReadableDb,
  folder: string,
  table: PublishedTable,
  signal: AbortSignal | undefined,
): Promise<StagedTable> {
  return stageRows(join(folder, `${table.name}-whole`), table, allRows(db, table), false, signal)
}

async function stageRows(
  folder: string,
  table: PublishedTable,
  rows: Iterable<ScopedRow>,
  isPart: boolean,
  signal: AbortSignal | undefined,
): Promise<StagedTable> {
  mkdirSync(folder)
  // With the hash of each row as its last column.
  const hashed: PublishedTable = { ...table, columns: [...table.columns, { name: '_hash', kind: 'string' }] }
  const files = await writeTableFiles(passingDisk, folder, hashed, hashedRows(table, rows), { limits, signal })
  return { table, isPart, folder, files }
}

function* allRows(db: ReadableDb, table: PublishedTable): Generator<ScopedRow> {
  for (const row of starRows(db, table)) yield { row, isGone: false }
}

function* hashedRows(table: PublishedTable, rows: Iterable<ScopedRow>): Generator<Row> {
  for (const { row, isGone } of rows) yield [...row, isGone ? '' : rowHash(table.columns, row).slice(0, hashDigits)]
}
