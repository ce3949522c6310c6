import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KnownError } from '../../../shared/ipc/result.ts'
import type { ReadableDb } from '../../warehouse/file/connection.ts'
import { type Row, rowHash } from '../canonical.ts'
import { type FolderDisk, systemDisk } from '../folder/folder-disk.ts'
import { type StagedFile, writeTableFiles } from '../stage-files.ts'
import type { PublishedTable } from '../star-columns.ts'
import { breathe, starRows } from '../star-rows.ts'
import type { Engine } from './engine.ts'
import type { EnginePublish } from './engine-publish.ts'
import type { Lease } from './lease.ts'
import { forgetAfter, hashDigits, markEdited, mergeStatement, repairStatements, versionDigest } from './version-sql.ts'

/** Files that are sent and removed need not outlive a power cut. */
const passingDisk: FolderDisk = {
  ...systemDisk,
  createFile: (path) => ({ ...systemDisk.createFile(path), sync: () => {} }),
}

interface Building extends EnginePublish {
  /** What each table must come to. */
  digests: Readonly<Record<string, string>>
}

/**
 * Makes the tables of a version beside what readers see, and holds them against the warehouse.
 *
 * @throws KnownError `destination_differs` when a table does not come to its digest, as the engine and the lease throw, `cancelled`
 */
export async function buildVersion(
  db: ReadableDb,
  engine: Engine,
  publish: Building,
  lease: Lease,
): Promise<{ bytes: number }> {
  const { names, tables, signal } = publish
  const { version: shown, nextVersion } = lease.state
  const local = mkdtempSync(join(tmpdir(), 'yts-publish-'))
  let bytes = 0
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    await breathe(signal)
    await lease.keep()
    return work()
  }
  try {
    // An attempt has died, or an older version is shown again: this one begins from what readers see.
    if (nextVersion !== shown + 1) {
      await step(() => engine.run(forgetAfter(names, shown)))
      for (const { name } of tables)
        for (const sql of repairStatements(names, name, shown)) await step(() => engine.run(sql))
    }
    const staged = new Map<string, string[]>()
    const merge = async (table: PublishedTable, replacesEdited: boolean): Promise<void> => {
      if (replacesEdited) await step(() => engine.run(markEdited(names, table)))
      await step(() => engine.run(mergeStatement(names, table, folderOf(nextVersion, table), nextVersion)))
    }
    const isRight = async (table: PublishedTable): Promise<boolean> => {
      const [found] = await step(() => engine.rows(versionDigest(names, table, nextVersion)))
      return found?.digest === publish.digests[table.name]
    }
    for (const table of tables) {
      publish.onTable?.(table.name)
      for (const { name, bytes: size } of await writeLocally(db, table, local, signal)) {
        const remote = `${folderOf(nextVersion, table)}/${name}`
        await step(() => engine.put(join(local, name), remote))
        staged.set(table.name, [...(staged.get(table.name) ?? []), remote])
        bytes += size
        rmSync(join(local, name))
      }
      await merge(table, publish.full === true)
    }
    // All of them at the end: what a statement of a dead attempt does late is found too.
    for (const table of tables) {
      if (await isRight(table)) continue
      // Somebody has edited rows whose hashes say otherwise.
      await merge(table, true)
      if (!(await isRight(table)))
        throw new KnownError(
          'destination_differs',
          `What the destination has of ${table.name} is not what was sent. Nothing was shown; publish again.`,
        )
    }
    for (const remote of [...staged.values()].flat()) await step(() => engine.remove(remote))
    return { bytes }
  } finally {
    rmSync(local, { recursive: true, force: true })
  }
}

/** Where the files of a table are staged: no other attempt has this number. */
function folderOf(version: number, { name }: PublishedTable): string {
  return `${version}/${name}`
}

/** Writes a table as files, with the hash of each row. */
async function writeLocally(
  db: ReadableDb,
  table: PublishedTable,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<StagedFile[]> {
  return writeTableFiles(passingDisk, folder, hashed(table), hashedRows(db, table), { signal })
}

/** A table with the hash of each row as its last column. */
function hashed(table: PublishedTable): PublishedTable {
  return { ...table, columns: [...table.columns, { name: '_hash', kind: 'string' }] }
}

function* hashedRows(db: ReadableDb, table: PublishedTable): Generator<Row> {
  for (const row of starRows(db, table)) yield [...row, rowHash(table.columns, row).slice(0, hashDigits)]
}
