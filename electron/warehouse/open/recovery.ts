import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, lstatSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { KnownError } from '../../../shared/ipc/result.ts'
import { makeFolder } from '../../files/make-folder.ts'
import { damageAtFirstSight, openWritable, type WritableDb } from '../file/connection.ts'
import { databaseCompanions, databaseFile } from '../file/database-file.ts'
import { knownSqliteError, suspectMarker } from '../file/sqlite-errors.ts'
import { writeState } from '../file/state.ts'
import { isNewer, migrate, schemaVersion } from '../migrations/index.ts'
import { backupWarehouse, listBackups } from './backup.ts'
import { adoptFirstLoad } from './left-over.ts'
import { isSchemaKnown, makeIndexes, noteSchema, schemaDifferences } from './schema-check.ts'
import { asideSuffix, setAside } from './set-aside.ts'

/** What was done about a damaged database. Names are of files inside the data folder. */
export interface Recovery {
  /** Epoch milliseconds. */
  at: number
  reason: string
  /** Where the damaged file is kept. */
  movedTo: string
  /** The backup that took its place; null = an empty warehouse, to be filled by the next sync. */
  restoredFrom: string | null
}

export interface OpenedWarehouse {
  db: WritableDb
  /** Set when the database was damaged and has been replaced: tell the person. */
  recovery: Recovery | null
}

/** What a full check of a database that behaved oddly says; null = it is sound. */
function damageOf(db: WritableDb): string | null {
  const answer = db.pragma('integrity_check(1)', { simple: true })
  return answer === 'ok' ? null : String(answer).slice(0, 200)
}

function openChecked(dataDir: string, path: string, at: number): WritableDb {
  const damage = damageAtFirstSight(path)
  if (damage !== null) throw new KnownError('warehouse_corrupt', damage)
  moveOddCompanions(path, at)
  const db = openWritable(path)
  try {
    if (existsSync(suspectMarker(path))) {
      const found = damageOf(db)
      if (found !== null) throw new KnownError('warehouse_corrupt', found)
      rmSync(suspectMarker(path), { force: true, recursive: true })
    }
    holdAgainstSchema(db)
    migrate(db, { beforeUpgrade: () => backupWarehouse(db, dataDir, at) })
    noteSchema(db)
    return db
  } catch (thrown) {
    db.close()
    throw thrown
  }
}

/** A pipe, folder or link in the place of what SQLite keeps beside a database: it is no part of it. */
function moveOddCompanions(path: string, at: number): void {
  for (const companion of databaseCompanions) {
    const stats = lstatSync(path + companion, { throwIfNoEntry: false })
    if (stats && !stats.isFile()) renameSync(path + companion, path + asideSuffix(at) + companion)
  }
}

/**
 * Sees that a database has the schema that its version says, before it is migrated or used. Missing indexes are made again, a number
 * that does not belong to the schema is set right; anything else is another file, or a damaged one.
 */
function holdAgainstSchema(db: WritableDb): void {
  const version = Number(db.pragma('user_version', { simple: true }))
  if (isNewer(version) || isSchemaKnown(db)) return
  const found = schemaDifferences(db, version)
  if (found.fatal.length === 0) {
    makeIndexes(db, found)
    return
  }
  const asCurrent = schemaDifferences(db, schemaVersion)
  if (asCurrent.fatal.length > 0)
    throw new KnownError(
      'warehouse_corrupt',
      `it is not as the program makes it: ${found.fatal.slice(0, 3).join(', ')}`,
    )
  makeIndexes(db, asCurrent)
  db.pragma(`user_version = ${schemaVersion}`)
}

function restore(dataDir: string, path: string, at: number): { db: WritableDb; from: string | null } {
  for (const backup of listBackups(dataDir)) {
    try {
      copyFileSync(backup, path)
      return { db: openChecked(dataDir, path, at), from: basename(backup) }
    } catch (thrown) {
      if (!(thrown instanceof KnownError) || thrown.kind !== 'warehouse_corrupt') throw thrown
      // This backup is damaged too: it stays where it is, the next older one is tried.
      for (const companion of ['', ...databaseCompanions]) rmSync(path + companion, { force: true })
    }
  }
  return { db: openChecked(dataDir, path, at), from: null }
}

/**
 * Opens the warehouse of a data folder for writing, made or migrated as needed. A damaged one is moved aside as
 * `.corrupt-<time>`, never deleted, and the newest sound backup takes its place, or else an empty warehouse. Call it holding the
 * writer lock. Throws KnownError `read_only`, `disk_full`, `locked` or `warehouse_newer`. `now`: epoch milliseconds.
 */
export function openWarehouse(dataDir: string, { now = Date.now }: { now?: () => number } = {}): OpenedWarehouse {
  try {
    const at = now()
    makeFolder(dataDir)
    adoptFirstLoad(dataDir, at)
    return openOrReplace(dataDir, at)
  } catch (thrown) {
    throw knownSqliteError(thrown)
  }
}

function openOrReplace(dataDir: string, at: number): OpenedWarehouse {
  const path = join(dataDir, databaseFile)
  try {
    return { db: openChecked(dataDir, path, at), recovery: null }
  } catch (thrown) {
    if (!(thrown instanceof KnownError) || thrown.kind !== 'warehouse_corrupt') throw thrown
    const movedTo = setAside(path, at)
    const { db, from } = restore(dataDir, path, at)
    const recovery: Recovery = { at, reason: thrown.message.slice(0, 200), movedTo, restoredFrom: from }
    writeState(db, 'recovery', JSON.stringify(recovery))
    // It has published less than it says, and what it publishes next is not what follows.
    if (from !== null) writeState(db, 'warehouse_id', randomUUID().replaceAll('-', ''))
    return { db, recovery }
  }
}
