import { KnownError } from '../../../shared/ipc/result.ts'
import type { ReadableDb } from '../../warehouse/file/connection.ts'
import { snapshot } from '../../warehouse/file/snapshot.ts'
import { digestSql } from '../canonical.ts'
import { filmsChangedSince } from '../engine/change-scope.ts'
import type { Engine, EngineRow } from '../engine/engine.ts'
import type { EnginePublish } from '../engine/engine-publish.ts'
import { layers, publishedTables } from '../star-columns.ts'
import { breathe, type StarVersion, starDigests, starVersion } from '../star-rows.ts'
import { type LayoutNeed, layoutNeed, type TableForm, tablesOf } from './layout.ts'
import { quoted, type SparkNames } from './spark-names.ts'
import { busy, type KeptVersion, keptVersions, type StoreState, stateIfAny, stateOf } from './store-state.ts'
import { countEdited, countRepeated, recordShown, showAgain, versionDigest } from './version-sql.ts'

/** What a publish would do, told without writing anything. */
export interface EnginePlan {
  /** Null where nothing is set up. */
  state: StoreState | null
  /** What its tables and views lack. */
  need: LayoutNeed
  star: StarVersion
  tables: { name: string; rows: number; digest: string }[]
  changedTables: string[]
  removedTables: string[]
  isNeeded: boolean
  /** Films whose rows would be sent; null = all. */
  films: number | null
}

/** What the star is here, and which of its tables the destination has otherwise. Writes nothing. Throws as `stateOf`. */
export async function planEngine(db: ReadableDb, engine: Engine, publish: EnginePublish): Promise<EnginePlan> {
  return snapshot(db, async () => {
    const star = starVersion(db)
    const digests = await starDigests(db, publish.tables, publish.signal)
    const state = await stateIfAny(engine, publish.names)
    const need = layoutNeed(state?.layout ?? null, publish.tables, publish.model)
    const there = state?.digests ?? {}
    const tables = [...digests].map(([name, digest]) => ({ name, rows: digest.rows, digest: String(digest) }))
    const changedTables = tables.filter(({ name, digest }) => there[name] !== digest).map(({ name }) => name)
    const removedTables = Object.keys(there).filter((name) => !tables.some((table) => table.name === name))
    const isNeeded = publish.full === true || changedTables.length > 0 || removedTables.length > 0
    const films = publish.full ? null : (filmsChangedSince(db, state?.source ?? null)?.length ?? null)
    return { state, need, star, tables, changedTables, removedTables, isNeeded, films }
  })
}

/** Something that is not as it was published. `what` ends a sentence that begins with the table. */
export interface StoreDifference {
  table: string
  what: string
}

/**
 * Holds what readers see against the digests that were published, and each row against its hash.
 *
 * @throws KnownError `not_found` where nothing was published, `cancelled`, and as `stateOf`
 */
export async function verifyEngine(
  engine: Engine,
  names: SparkNames,
  signal?: AbortSignal,
): Promise<{ version: number; tables: string[]; differences: StoreDifference[] }> {
  const { version, digests, layout } = await stateOf(engine, names)
  if (digests === null) throw new KnownError('not_found', 'Nothing was published to this destination yet.')
  const differences: StoreDifference[] = []
  // As they were published: by an older program, say, with fewer columns.
  const known = layout && tablesOf(layout)
  const all: readonly TableForm[] = known && known.length > 0 ? known : publishedTables(layers)
  const tables = all.filter(({ name }) => digests[name] !== undefined)
  for (const table of tables) {
    const view = `${names.schema}.${quoted(table.name)}`
    const questions: [sql: string, isRight: (row: EngineRow | undefined) => boolean, what: string][] = [
      [
        versionDigest(names, table, version),
        (row) => row?.digest === digests[table.name],
        'its rows are not those that were published',
      ],
      [
        digestSql(view, table.columns),
        (row) => row?.digest === digests[table.name],
        'readers see other rows than were published',
      ],
      [countEdited(names, table, version), (row) => row?.edited === '0', 'rows of it were edited'],
      [countRepeated(names, table, version), (row) => row?.repeated === '0', 'rows of it are there more than once'],
    ]
    for (const [sql, isRight, what] of questions) {
      await breathe(signal)
      if (sql.includes(` FROM ${view}`) && layout?.isShown === false) {
        differences.push({ table: table.name, what: 'readers do not see its columns as they are now: publish again' })
        continue
      }
      const answer = await ifThere(engine, sql)
      if (answer === null) differences.push({ table: table.name, what: 'it is not there, or its view is not' })
      else if (!isRight(answer[0])) differences.push({ table: table.name, what })
    }
  }
  return { version, tables: tables.map(({ name }) => name), differences }
}

async function ifThere(engine: Engine, sql: string): Promise<EngineRow[] | null> {
  try {
    return await engine.rows(sql)
  } catch (error) {
    if (error instanceof KnownError && error.kind === 'not_found') return null
    throw error
  }
}

/**
 * Shows readers a version that is kept.
 *
 * @throws KnownError `not_found` when it is not kept, `destination_busy` when another publisher has the lease, and as `stateOf`
 */
export async function rollBackEngine(
  engine: Engine,
  names: SparkNames,
  { install, producer, version }: { install: string; producer: string; version: number },
): Promise<KeptVersion> {
  await stateOf(engine, names)
  // What is shown now may have been shown by a publisher that died before it said so.
  await engine.run(recordShown(names, producer))
  const kept = await keptVersions(engine, names)
  const wanted = kept.find((one) => one.version === version)
  if (!wanted) {
    const known = kept
      .map((one) => one.version)
      .reverse()
      .join(', ')
    throw new KnownError('not_found', `Version ${version} is not kept. Kept: ${known || 'none'}.`)
  }
  await engine.run(showAgain(names, install, wanted))
  const after = await stateOf(engine, names)
  if (after.owner !== null || after.version !== version) throw busy(after)
  return wanted
}
