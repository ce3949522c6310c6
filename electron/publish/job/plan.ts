import type { DestinationPlan, PlannedTable } from '../../../shared/contract/destinations.ts'
import type { ReadableDb } from '../../warehouse/file/connection.ts'
import { snapshot } from '../../warehouse/file/snapshot.ts'
import type { Row } from '../canonical.ts'
import type { FolderDisk } from '../folder/folder-disk.ts'
import { type FolderPublish, planFolder } from '../folder/parquet-folder.ts'
import { writeTableFiles } from '../stage-files.ts'
import { type PublishedTable, publishedTables } from '../star-columns.ts'
import { starRows } from '../star-rows.ts'

/** A disk that keeps nothing. */
const noDisk: FolderDisk = {
  makeFolder() {},
  createFile: () => ({ write() {}, sync() {}, close() {} }),
  rename() {},
  syncFolder() {},
  remove() {},
}

/** The rows and bytes of the files that rows of a table would become, by writing them to nowhere. */
async function measured(
  table: PublishedTable,
  rows: Iterable<Row>,
  signal: AbortSignal | undefined,
): Promise<{ sent: number; bytes: number }> {
  const files = await writeTableFiles(noDisk, '', table, rows, { signal })
  return files.reduce((sum, file) => ({ sent: sum.sent + file.rows, bytes: sum.bytes + file.bytes }), {
    sent: 0,
    bytes: 0,
  })
}

/** What a publish to a folder would write. Writes nothing. Throws as `planFolder`, and `cancelled`. */
export async function planOfFolder(db: ReadableDb, publish: FolderPublish): Promise<DestinationPlan> {
  const { current, star, tables, need } = await planFolder(db, publish)
  const before = new Map(current?.tables.map(({ name, rows }) => [name as string, rows]))
  const nothing = { sent: 0, bytes: 0 }
  const planned = await snapshot(db, async () => {
    const found: PlannedTable[] = []
    for (const table of publishedTables(publish.layers)) {
      const { name } = table
      const rows = tables.find((one) => one.name === name)?.rows ?? 0
      // A version is written whole.
      const size = need.isNeeded ? await measured(table, starRows(db, table), publish.signal) : nothing
      const what = !before.has(name) ? 'added' : need.changedTables.includes(name) ? 'changed' : 'unchanged'
      found.push({ name, rows, ...size, what })
    }
    return found
  })
  const removed = need.removedTables.map((name) => {
    return { name, rows: before.get(name) ?? 0, ...nothing, what: 'removed' } as const
  })
  return {
    version: current?.version ?? 0,
    goldVersion: star.goldVersion,
    isNeeded: need.isNeeded,
    mode: 'full',
    tables: [...planned, ...removed],
    setup: [],
    publish: [],
    grants: [],
  }
}
