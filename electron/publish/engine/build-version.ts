import { rmSync } from 'node:fs'
import { KnownError } from '../../../shared/ipc/result.ts'
import type { PublishedTable } from '../star-columns.ts'
import { breathe } from '../star-rows.ts'
import type { Lease } from '../store/lease.ts'
import {
  forgetAfter,
  markEdited,
  markRepeated,
  mergeStatement,
  repairStatements,
  versionDigest,
} from '../store/version-sql.ts'
import type { Engine } from './engine.ts'
import type { EnginePublish } from './engine-publish.ts'
import { remoteFolder, type StagedTable } from './stage-tables.ts'
import { Uploads } from './uploads.ts'

interface Building extends EnginePublish {
  /** What each table must come to. */
  digests: Readonly<Record<string, string>>
  /** What is to be sent of the tables that readers do not see as they are here. */
  staged: readonly StagedTable[]
  /** Stages all rows of a table. */
  whole: (table: PublishedTable) => Promise<StagedTable>
}

/** What was made of a version. */
export interface Built {
  bytes: number
  /** Rows that were sent, by table. */
  sent: Map<string, number>
  /** Whether only rows of films that changed were sent of some table. */
  isIncremental: boolean
}

/**
 * Makes the tables of a version beside what readers see, and holds them against the warehouse. Files are sent two at a time, and merged
 * one table after the other meanwhile. What does not come to its digest is sent whole.
 *
 * @throws KnownError `destination_differs` when a table does not come to its digest, as the engine and the lease throw, `cancelled`
 */
export async function buildVersion(engine: Engine, publish: Building, lease: Lease): Promise<Built> {
  const { names, tables, signal, digests, staged } = publish
  const { version: shown, nextVersion: version } = lease.state
  const sent = new Map<string, number>()
  const uploads = new Uploads(engine, lease, signal)
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    await breathe(signal)
    await lease.keep()
    return work()
  }
  const merge = async (one: StagedTable, sending: Promise<void>, replacesEdited: boolean): Promise<void> => {
    const { table, isPart, files } = one
    if (replacesEdited) {
      const marks = [markEdited(names, table), markRepeated(names, table)]
      // As readers see it, to begin with: others may have put rows off, or have them end later.
      for (const sql of [...repairStatements(names, table.name, shown), ...marks]) await step(() => engine.run(sql))
    }
    await sending
    await step(() => engine.run(mergeStatement(names, table, { files: remoteFolder(version, one), version, isPart })))
    sent.set(
      table.name,
      files.reduce((sum, { rows }) => sum + rows, sent.get(table.name) ?? 0),
    )
    // At once: of an attempt that dies, nobody would find them.
    await uploads.remove(one, remoteFolder(version, one))
    rmSync(one.folder, { recursive: true, force: true })
  }
  const isRight = async (table: PublishedTable): Promise<boolean> => {
    const [found] = await step(() => engine.rows(versionDigest(names, table, version)))
    return found?.digest === digests[table.name]
  }
  try {
    // An attempt has died, or an older version is shown again: this one begins from what readers see.
    if (version !== shown + 1) {
      await step(() => engine.run(forgetAfter(names, shown)))
      for (const { name } of tables)
        for (const sql of repairStatements(names, name, shown)) await step(() => engine.run(sql))
    }
    const sending = staged.map((one) => ({ one, done: uploads.send(one, remoteFolder(version, one)) }))
    for (const { one, done } of sending) {
      publish.onTable?.(one.table.name)
      await merge(one, done, publish.full === true)
    }
    // All of them at the end: what a statement of a dead attempt does late is found too.
    for (const table of tables) {
      if (await isRight(table)) continue
      // A film that was thought unchanged, or somebody has edited rows whose hashes say otherwise.
      const one = await publish.whole(table)
      await merge(one, uploads.send(one, remoteFolder(version, one)), true)
      if (!(await isRight(table)))
        throw new KnownError(
          'destination_differs',
          `What the destination has of ${table.name} is not what was sent. Nothing was shown; publish again.`,
        )
    }
    return { bytes: uploads.bytes, sent, isIncremental: staged.some(({ isPart }) => isPart) }
  } catch (error) {
    await uploads.end()
    if (error instanceof KnownError && error.kind !== 'destination_unreachable') await uploads.takeBack()
    throw error
  } finally {
    await uploads.end()
  }
}
