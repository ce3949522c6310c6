/** The warehouse's file in the data folder. */
export const databaseFile = 'warehouse.sqlite'

/**
 * What SQLite keeps beside a database: parts of it (log and journal) and the log's index. One that stayed behind, or was left out,
 * would be applied to, or be missing from, whatever takes the name. https://sqlite.org/tempfiles.html
 */
export const databaseCompanions = ['-wal', '-journal', '-shm'] as const
