import { closeSync, existsSync, openSync, readSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { KnownError } from '../../../shared/result.ts'
import { syncFolder } from '../../files/sync-folder.ts'
import { openWritable } from '../file/connection.ts'
import { databaseCompanions, databaseFile, firstLoadFile } from '../file/database-file.ts'
import { suspectMarker } from '../file/sqlite-errors.ts'
import { setAside } from './set-aside.ts'

// A command line's first load has no reader to go on serving. So it fills a file of its own, without a write-ahead log: each page is
// written once, where it belongs. The file takes the warehouse's name when the load has ended, however it ended; one whose load
// was killed is given it by whoever opens the warehouse next.

/**
 * Gives a first load that is closed, or whose process is dead, the warehouse's name, for good when it returns. The caller holds
 * the writer lock. `at`: epoch milliseconds. Throws KnownError `warehouse_corrupt`, `disk_full`, `read_only`, or as the file
 * system does; the load then stays where it is.
 */
export function placeFirstLoad(dataDir: string, at: number): void {
  const from = join(dataDir, firstLoadFile)
  const to = join(dataDir, databaseFile)
  keepLogFromNowOn(from)
  // A log whose database is gone would be applied to this one.
  if (databaseCompanions.some((companion) => existsSync(to + companion))) setAside(to, at)
  for (const companion of databaseCompanions) rmSync(from + companion, { force: true })
  if (existsSync(suspectMarker(from))) renameSync(suspectMarker(from), suspectMarker(to))
  renameSync(from, to)
  syncFolder(dataDir)
}

/** Rolls back what was not committed, and has readers and writers find a warehouse as any other. */
function keepLogFromNowOn(path: string): void {
  try {
    openWritable(path).close()
  } catch (thrown) {
    // On a full disk the next writer begins the log, as long as nothing is left outside the database.
    const isFull = thrown instanceof KnownError && thrown.kind === 'disk_full'
    if (!isFull || holdsWork(`${path}-wal`) || holdsWork(`${path}-journal`)) throw thrown
  }
}

/** Whether a log or journal holds anything: one that is done with is empty, or begins with zeros (https://sqlite.org/fileformat2.html#the_rollback_journal). */
function holdsWork(path: string): boolean {
  if (!existsSync(path)) return false
  const first = Buffer.alloc(1)
  const handle = openSync(path, 'r')
  try {
    readSync(handle, first, 0, 1, 0)
  } finally {
    closeSync(handle)
  }
  return first[0] !== 0
}
