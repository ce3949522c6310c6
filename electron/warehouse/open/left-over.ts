import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { syncFolder } from '../../files/sync-folder.ts'
import { databaseCompanions, databaseFile, firstLoadFile } from '../file/database-file.ts'
import { suspectMarker } from '../file/sqlite-errors.ts'
import { setAside } from './set-aside.ts'

/**
 * Gives what a killed first load of version 0.1.0 left, a file of its own, the warehouse's name, where there is no warehouse. The
 * caller holds the writer lock and opens it next: SQLite then rolls back what was not committed. `at`: epoch milliseconds.
 * Throws as the file system does.
 */
export function adoptFirstLoad(dataDir: string, at: number): void {
  const from = join(dataDir, firstLoadFile)
  const to = join(dataDir, databaseFile)
  if (existsSync(to) || !existsSync(from)) return
  // The log of a warehouse that is gone would be applied to this one.
  if (existsSync(`${to}-wal`)) setAside(to, at)
  // The file itself comes last: whoever is stopped on the way goes on here, and finds its journal.
  for (const part of [...databaseCompanions, suspectMarker(''), '']) {
    if (existsSync(from + part)) renameSync(from + part, to + part)
  }
  syncFolder(dataDir)
}
