import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DestinationPlan, PlannedTable } from '../../../shared/contract/destinations.ts'
import type { ReadableDb } from '../../warehouse/file/connection.ts'
import { snapshot } from '../../warehouse/file/snapshot.ts'
import type { Engine } from '../engine/engine.ts'
import type { EnginePublish } from '../engine/engine-publish.ts'
import { remoteFolder, stageTables } from '../engine/stage-tables.ts'
import { planEngine } from '../store/look-at-store.ts'
import { grantStatements, setupStatements } from '../store/setup-sql.ts'
import { mergeStatement } from '../store/version-sql.ts'

/**
 * What setting an engine up and publishing to it would do: the files of a publish are made on this machine, measured and removed. Writes
 * nothing there. Throws as `planEngine`, `cancelled`, and the file system's errors.
 *
 * @param catalog quoted; whose rights an administrator gives; null where there are none to give
 */
export async function planOfEngine(
  db: ReadableDb,
  engine: Engine,
  publish: EnginePublish,
  catalog: string | null,
): Promise<DestinationPlan> {
  const { names, tables, signal } = publish
  const found = await planEngine(db, engine, publish)
  const { state, need, star, tables: here, changedTables, removedTables, isNeeded } = found
  const there = state?.digests ?? {}
  const version = (state?.nextVersion ?? 0) + 1
  const local = mkdtempSync(join(tmpdir(), 'yts-publish-'))
  try {
    const digests = Object.fromEntries(here.map(({ name, digest }) => [name, digest]))
    const known = state ?? { digests: null, source: null }
    const staged = await snapshot(db, () => stageTables(db, local, { tables, signal, digests }, known, need))
    const planned = here.map(({ name, rows }): PlannedTable => {
      const files = staged.find(({ table }) => table.name === name)?.files ?? []
      return {
        name,
        rows,
        sent: files.reduce((sum, file) => sum + file.rows, 0),
        bytes: files.reduce((sum, file) => sum + file.bytes, 0),
        what: there[name] === undefined ? 'added' : changedTables.includes(name) ? 'changed' : 'unchanged',
      }
    })
    const removed = removedTables.map((name) => {
      return { name, rows: Number(there[name]?.split(':')[0] ?? 0), sent: 0, bytes: 0, what: 'removed' } as const
    })
    return {
      version: state?.version ?? 0,
      goldVersion: star.goldVersion,
      isNeeded,
      mode: staged.some(({ isPart }) => isPart) ? 'incremental' : 'full',
      tables: [...planned, ...removed],
      setup: state && need.isReady ? [] : setupStatements(names, tables),
      publish: staged.map((one) =>
        mergeStatement(names, one.table, { files: remoteFolder(version, one), version, isPart: one.isPart }),
      ),
      grants: catalog === null ? [] : grantStatements(names, catalog, 'PUBLISHER', 'READERS'),
    }
  } finally {
    rmSync(local, { recursive: true, force: true })
  }
}
