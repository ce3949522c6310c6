import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KnownError } from '../../../shared/ipc/result.ts'
import type { ReadableDb } from '../../warehouse/file/connection.ts'
import { type Row, rowHash } from '../canonical.ts'
import { type FolderDisk, systemDisk } from '../folder/folder-disk.ts'
import { writeTableFiles } from '../stage-files.ts'
import type { PublishedTable } from '../star-columns.ts'
import { breathe, starRows } from '../star-rows.ts'
import { filmsChangedSince, isOfFilms, type ScopedRow, scopedRows } from './change-scope.ts'
import type { Engine } from './engine.ts'
import type { EnginePublish } from './engine-publish.ts'
import type { Lease } from './lease.ts'
import {
  forgetAfter,
  hashDigits,
  markEdited,
  markRepeated,
  mergeStatement,
  repairStatements,
  versionDigest,
} from './version-sql.ts'

/** Files that are sent and removed need not outlive a power cut. */
const passingDisk: FolderDisk = {
  ...systemDisk,
  createFile: (path) => ({ ...systemDisk.createFile(path), sync: () => {} }),
}

interface Building extends EnginePublish {
  /** What each table must come to. */
  digests: Readonly<Record<string, string>>
}

/** What was made of a version. */
export interface Built {
  bytes: number
  /** Rows that were sent, by table. */
  sent: Map<string, number>
  /** Whether only rows of films that changed were sent of some table. */
  isIncremental: boolean
}

/**
 * Makes the tables of a version beside what readers see, and holds them against the warehouse. A table that readers see as it is here
 * is not sent; of one that is by films, where it is known which may have changed, their rows are. What does not come to its digest that
 * way is sent whole.
 *
 * @throws KnownError `destination_differs` when a table does not come to its digest, as the engine and the lease throw, `cancelled`
 */
export async function buildVersion(db: ReadableDb, engine: Engine, publish: Building, lease: Lease): Promise<Built> {
  const { names, tables, signal, digests } = publish
  const { state } = lease
  const { version: shown, nextVersion: version } = state
  const local = mkdtempSync(join(tmpdir(), 'yts-publish-'))
  const built: Built = { bytes: 0, sent: new Map(), isIncremental: false }
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    await breathe(signal)
    await lease.keep()
    return work()
  }
  /** Sends rows of a table and merges them; all of them, unless they are a part. */
  const send = async (
    table: PublishedTable,
    part: Iterable<ScopedRow> | null,
    replacesEdited: boolean,
  ): Promise<void> => {
    // No other attempt has this number, and no other files of this one are in this folder.
    const files = `${version}/${table.name}${part ? '-part' : ''}`
    const written = await writeTableFiles(
      passingDisk,
      local,
      hashed(table),
      hashedRows(table, part ?? allRows(db, table)),
      {
        signal,
      },
    )
    for (const { name, bytes, rows } of written) {
      await step(() => engine.put(join(local, name), `${files}/${name}`))
      built.bytes += bytes
      built.sent.set(table.name, (built.sent.get(table.name) ?? 0) + rows)
      rmSync(join(local, name))
    }
    if (replacesEdited) {
      const marks = [markEdited(names, table), markRepeated(names, table)]
      // As readers see it, to begin with: others may have put rows off, or have them end later.
      for (const sql of [...repairStatements(names, table.name, shown), ...marks]) await step(() => engine.run(sql))
    }
    await step(() => engine.run(mergeStatement(names, table, { files, version, isPart: part !== null })))
    // At once: of an attempt that dies, nobody would find them.
    for (const { name } of written) await step(() => engine.remove(`${files}/${name}`))
  }
  const isRight = async (table: PublishedTable): Promise<boolean> => {
    const [found] = await step(() => engine.rows(versionDigest(names, table, version)))
    return found?.digest === digests[table.name]
  }
  try {
    // An attempt has died, or an older version is shown again: this one begins from what readers see.
    if (version !== shown + 1) {
      await step(() => engine.run(forgetAfter(names, shown)))
      for (const { name } of tables)
        for (const sql of repairStatements(names, name, shown)) await step(() => engine.run(sql))
    }
    const films = publish.full ? null : filmsChangedSince(db, state.source)
    for (const table of tables) {
      if (!publish.full && state.digests?.[table.name] === digests[table.name]) continue
      publish.onTable?.(table.name)
      const part = films !== null && isOfFilms(table) ? scopedRows(db, table, films) : null
      if (part) built.isIncremental = true
      await send(table, part, publish.full === true)
    }
    // All of them at the end: what a statement of a dead attempt does late is found too.
    for (const table of tables) {
      if (await isRight(table)) continue
      // A film that was thought unchanged, or somebody has edited rows whose hashes say otherwise.
      await send(table, null, true)
      if (!(await isRight(table)))
        throw new KnownError(
          'destination_differs',
          `What the destination has of ${table.name} is not what was sent. Nothing was shown; publish again.`,
        )
    }
    return built
  } finally {
    rmSync(local, { recursive: true, force: true })
  }
}

/** A table with the hash of each row as its last column. */
export function hashed(table: PublishedTable): PublishedTable {
  return { ...table, columns: [...table.columns, { name: '_hash', kind: 'string' }] }
}

/** All rows of a table as they are now. */
export function* allRows(db: ReadableDb, table: PublishedTable): Generator<ScopedRow> {
  for (const row of starRows(db, table)) yield { row, isGone: false }
}

/** Rows as they are staged: with their hash, or without one where they are gone. */
export function* hashedRows(table: PublishedTable, rows: Iterable<ScopedRow>): Generator<Row> {
  for (const { row, isGone } of rows) yield [...row, isGone ? '' : rowHash(table.columns, row).slice(0, hashDigits)]
}
