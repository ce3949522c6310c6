import Database from 'better-sqlite3'
import type { ReadableDb } from './connection.ts'
import { guarded } from './sqlite-errors.ts'

/**
 * Runs reads in one read transaction: all of them are of one state, whatever loads do meanwhile. Failures of SQLite are thrown as by
 * `guarded`; others, say of the file that the reads go to, as they came.
 */
export async function snapshot<T>(db: ReadableDb, reads: () => Promise<T>): Promise<T> {
  try {
    db.exec('BEGIN')
    // A deferred transaction begins with the first read.
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    return await reads()
  } catch (thrown) {
    if (!(thrown instanceof Database.SqliteError)) throw thrown
    return guarded(db, () => {
      throw thrown
    })
  } finally {
    // Nothing was written. A commit fails where the file is damaged, and some failures have ended the transaction already.
    if (db.inTransaction) db.exec('ROLLBACK')
  }
}
