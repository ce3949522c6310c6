import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { KnownError } from '../../shared/result.ts'
import { backupWarehouse, listBackups } from './backup.ts'
import { damageAtFirstSight, openWritable, type WritableDb } from './connection.ts'
import { databaseCompanions, databaseFile } from './database-file.ts'
import { migrate } from './migrations/index.ts'
import { knownSqliteError, suspectMarker } from './sqlite-errors.ts'
import { writeState } from './state.ts'

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

const companions = ['', ...databaseCompanions]

/** Moves a damaged database with its log and journal aside; nothing is ever deleted. The new name. */
function setAside(path: string, at: number): string {
  const suffix = `.corrupt-${new Date(at).toISOString().replaceAll(/[:.]/g, '-')}`
  for (const companion of companions) {
    if (existsSync(path + companion)) renameSync(path + companion, path + suffix + companion)
  }
  rmSync(suspectMarker(path), { force: true })
  return basename(path) + suffix
}

/** What a full check of a database that behaved oddly says; null = it is sound. */
function damageOf(db: WritableDb): string | null {
  const answer = db.pragma('integrity_check(1)', { simple: true })
  return answer === 'ok' ? null : String(answer).slice(0, 200)
}

function openChecked(dataDir: string, path: string, at: number): WritableDb {
  const damage = damageAtFirstSight(path)
  if (damage !== null) throw new KnownError('warehouse_corrupt', damage)
  const db = openWritable(path)
  try {
    if (existsSync(suspectMarker(path))) {
      const found = damageOf(db)
      if (found !== null) throw new KnownError('warehouse_corrupt', found)
      rmSync(suspectMarker(path), { force: true })
    }
    migrate(db, { beforeUpgrade: () => backupWarehouse(db, dataDir, at) })
    return db
  } catch (thrown) {
    db.close()
    throw thrown
  }
}

function restore(dataDir: string, path: string, at: number): { db: WritableDb; from: string | null } {
  for (const backup of listBackups(dataDir)) {
    try {
      copyFileSync(backup, path)
      return { db: openChecked(dataDir, path, at), from: basename(backup) }
    } catch (thrown) {
      if (!(thrown instanceof KnownError) || thrown.kind !== 'warehouse_corrupt') throw thrown
      // This backup is damaged too: it stays where it is, the next older one is tried.
      for (const companion of companions) rmSync(path + companion, { force: true })
    }
  }
  return { db: openChecked(dataDir, path, at), from: null }
}

/**
 * Opens the warehouse of a data folder for writing, made or migrated as needed. A damaged one is moved aside as
 * `.corrupt-<time>`, never deleted, and the newest sound backup takes its place, or else an empty warehouse. Call it holding the writer
 * lock. Throws KnownError `read_only`, `disk_full`, `locked` or `warehouse_newer`. `now`: epoch milliseconds.
 */
export function openWarehouse(dataDir: string, { now = Date.now }: { now?: () => number } = {}): OpenedWarehouse {
  try {
    return openOrReplace(dataDir, now())
  } catch (thrown) {
    throw knownSqliteError(thrown)
  }
}

function openOrReplace(dataDir: string, at: number): OpenedWarehouse {
  mkdirSync(dataDir, { recursive: true })
  const path = join(dataDir, databaseFile)
  try {
    return { db: openChecked(dataDir, path, at), recovery: null }
  } catch (thrown) {
    if (!(thrown instanceof KnownError) || thrown.kind !== 'warehouse_corrupt') throw thrown
    const movedTo = setAside(path, at)
    const { db, from } = restore(dataDir, path, at)
    const recovery: Recovery = { at, reason: thrown.message.slice(0, 200), movedTo, restoredFrom: from }
    writeState(db, 'recovery', JSON.stringify(recovery))
    return { db, recovery }
  }
}
