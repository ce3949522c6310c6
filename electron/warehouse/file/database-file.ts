/** The warehouse's file in the data folder. */
export const databaseFile = 'warehouse.sqlite'

/** What the command line's first load filled before it wrote the warehouse itself; one that was killed left it (see open/left-over.ts). */
export const firstLoadFile = `${databaseFile}.first-load`

/**
 * What SQLite keeps beside a database: parts of it (log and journal) and the log's index. One that stayed behind, or was left out,
 * would be applied to, or be missing from, whatever takes the name. https://sqlite.org/tempfiles.html
 */
export const databaseCompanions = ['-wal', '-journal', '-shm'] as const

/** What a warehouse may consist of in a data folder. */
export const warehouseFiles: readonly string[] = [databaseFile, firstLoadFile].flatMap((name) =>
  ['', ...databaseCompanions].map((companion) => name + companion),
)
