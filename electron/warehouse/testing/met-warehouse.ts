import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect } from 'vitest'
import { KnownError } from '../../../shared/ipc/result.ts'
import { databaseFile } from '../file/database-file.ts'
import { openWarehouse } from '../open/recovery.ts'
import { openReady } from '../read/queries/reader-connection.ts'
import { warehouseStatus } from '../read/queries/status.ts'
import { createLoadStore } from '../write/store.ts'
import { verifyWarehouse } from '../write/verify.ts'
import { loadAll, pagesOf, rawMovie } from './loads.ts'

export const films = Array.from({ length: 60 }, (_, index) => rawMovie(index + 1))

/** A data folder with a loaded, closed warehouse. */
export function filled(folder: string): string {
  const { db } = openWarehouse(folder)
  loadAll(createLoadStore(db), pagesOf(films))
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  return join(folder, databaseFile)
}

/** Changes a warehouse as another program would. */
export function change(path: string, sql: string): void {
  const db = new Database(path)
  db.unsafeMode(true)
  db.exec(sql)
  db.close()
}

/** What reading says, what the next load's opening does, and what is there then. */
export function met(folder: string) {
  const path = join(folder, databaseFile)
  let reading = 'reads'
  try {
    const db = openReady(path)
    if (db) {
      const { ok } = verifyWarehouse(db)
      warehouseStatus(db, path)
      db.close()
      reading = ok ? 'verifies' : 'reads, and verify says no'
    } else reading = 'nothing there'
  } catch (thrown) {
    if (!(thrown instanceof KnownError)) throw thrown
    expect(thrown.message).not.toMatch(/ at |Error:|undefined/)
    reading = thrown.kind
  }
  const { db, recovery } = openWarehouse(folder)
  const after = verifyWarehouse(db)
  const held = db.prepare('SELECT count(*) FROM fact_movies').pluck().get()
  loadAll(createLoadStore(db), pagesOf(films))
  const loaded = db.prepare('SELECT count(*) FROM fact_movies').pluck().get()
  db.close()
  return { reading, recovery, after, held, loaded }
}
