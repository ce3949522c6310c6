import { accessSync, constants, existsSync, statSync } from 'node:fs'
import type { WarehouseStatus } from '../../../../shared/contract/warehouse.ts'
import { openWritable, type ReadableDb } from '../../file/connection.ts'
import { readState, readStateNumber } from '../../file/state.ts'
import type { Recovery } from '../../open/recovery.ts'
import { lastRun } from '../runs/runs.ts'

const count = (db: ReadableDb, sql: string) => Number(db.prepare(sql).pluck().get())

/** The state of a warehouse that is there. `path` is the database file, for its size on disk with the write-ahead log. */
export function warehouseStatus(db: ReadableDb, path: string): WarehouseStatus {
  const publishedRunId = readStateNumber(db, 'published_run')
  const run = lastRun(db)
  const sample = db
    .prepare('SELECT is_sample FROM run WHERE run_id = ?')
    .pluck()
    .get(publishedRunId ?? run?.runId ?? 0)
  return {
    goldVersion: readStateNumber(db, 'gold_version') ?? 0,
    publishedAt: readStateNumber(db, 'published_at'),
    publishedRunId,
    films: count(db, 'SELECT COUNT(*) FROM fact_movies'),
    silverFilms: count(db, 'SELECT COUNT(*) FROM silver_movie'),
    bronzePages: count(db, 'SELECT COUNT(*) FROM bronze_page'),
    quarantined: count(db, "SELECT COUNT(*) FROM quarantine WHERE status = 'open'"),
    watermark: readStateNumber(db, 'watermark_s'),
    progress: { lastPageProcessed: readStateNumber(db, 'last_page') ?? 0, lastDate: readState(db, 'last_date') },
    databaseBytes: fileSize(path) + fileSize(`${path}-wal`),
    schemaVersion: Number(db.pragma('user_version', { simple: true })),
    sqliteVersion: String(db.prepare('SELECT sqlite_version()').pluck().get()),
    isSample: sample === 1,
    lastRun: run,
    readOnly: !isWritable(path),
    recovery: recoveryOf(db),
  }
}

/** Kept by recovery.ts when it replaced a damaged file. */
function recoveryOf(db: ReadableDb): WarehouseStatus['recovery'] {
  const kept = readState(db, 'recovery')
  try {
    const { at, restoredFrom } = JSON.parse(kept ?? '{}') as Partial<Recovery>
    return Number.isSafeInteger(at) ? { at: at as number, restored: typeof restoredFrom === 'string' } : null
  } catch {
    // Somebody else wrote it: there is nothing to tell.
    return null
  }
}

/** The state before the first load has made a database. */
export function noWarehouseStatus(): WarehouseStatus {
  return {
    goldVersion: 0,
    publishedAt: null,
    publishedRunId: null,
    films: 0,
    silverFilms: 0,
    bronzePages: 0,
    quarantined: 0,
    watermark: null,
    progress: { lastPageProcessed: 0, lastDate: null },
    databaseBytes: 0,
    schemaVersion: 0,
    sqliteVersion: libraryVersion(),
    isSample: false,
    lastRun: null,
    readOnly: false,
    recovery: null,
  }
}

/** SQLite's own version, which only a connection tells. */
function libraryVersion(): string {
  const db = openWritable(':memory:')
  try {
    return String(db.prepare('SELECT sqlite_version()').pluck().get())
  } finally {
    db.close()
  }
}

function fileSize(path: string): number {
  return existsSync(path) ? statSync(path).size : 0
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}
