import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The warehouse's file in the data folder. */
export const databaseFile = 'warehouse.sqlite'

/** The file that a command line's first load fills (see first-load.ts). */
export const firstLoadFile = `${databaseFile}.first-load`

/**
 * What SQLite keeps beside a database: parts of it (log and journal) and the log's index. One that stayed behind, or was left out,
 * would be applied to, or be missing from, whatever takes the name. https://sqlite.org/tempfiles.html
 */
export const databaseCompanions = ['-wal', '-journal', '-shm'] as const

/** Whether a first load has begun that has not taken the warehouse's name: it runs, or was killed. */
export function hasFirstLoad(dataDir: string): boolean {
  return existsSync(join(dataDir, firstLoadFile)) && !existsSync(join(dataDir, databaseFile))
}

/** What a warehouse may consist of in a data folder. */
export const warehouseFiles: readonly string[] = [databaseFile, firstLoadFile].flatMap((name) =>
  ['', ...databaseCompanions].map((companion) => name + companion),
)
