import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KnownError } from '../../../shared/ipc/result.ts'
import type { ReadableDb } from '../../warehouse/file/connection.ts'
import { snapshot } from '../../warehouse/file/snapshot.ts'
import type { PublishedTable } from '../star-columns.ts'
import { breathe, type StarVersion, starDigests, starVersion } from '../star-rows.ts'
import { buildVersion } from './build-version.ts'
import { type StarSource, sourceOf } from './change-scope.ts'
import type { Engine } from './engine.ts'
import type { EnginePublish } from './engine-publish.ts'
import { type Layout, type LayoutNeed, layoutNeed, layoutOf } from './layout.ts'
import { type Lease, leaseOf } from './lease.ts'
import { prepareTables, showColumns, someStore } from './set-up.ts'
import { dropView, viewStatement } from './setup-sql.ts'
import type { SparkNames } from './spark-names.ts'
import { type StagedTable, stageTables, stageWhole } from './stage-tables.ts'
import { busy, keptVersions, stateOf } from './store-state.ts'
import { changesOf, flip, forgetBefore, forgetHistoryBefore, recordShown, type Shown } from './version-sql.ts'

/** What became of a table: rows that were sent, and of these added and closed; a changed row is both. */
interface TableOutcome {
  name: string
  digest: string
  rows: number
  sent: number
  added: number
  closed: number
}

export interface EngineOutcome {
  status: 'published' | 'unchanged'
  /** Whether of films only those that may have changed were sent, or all. */
  mode: 'full' | 'incremental'
  version: number
  star: StarVersion
  tables: TableOutcome[]
  bytes: number
}

/**
 * Publishes the star of a warehouse to an engine: readers see the version before until one statement shows them the new one, and that
 * is sent only when the engine's own digests of every table are those of the warehouse. Stopped anywhere, the next publish begins
 * from what readers see.
 *
 * @throws KnownError `destination_busy` when another publisher has the lease, `destination_differs` when the digests are not equal,
 *   `cancelled`, `not_found` where nothing was loaded, as `stateOf`, and what the engine throws
 */
export async function publishToEngine(
  db: ReadableDb,
  engine: Engine,
  publish: EnginePublish,
  now?: () => number,
): Promise<EngineOutcome> {
  const hearing = listen(publish.signal, () => engine.cancel())
  const local = mkdtempSync(join(tmpdir(), 'yts-publish-'))
  const once = async (order: EnginePublish): Promise<EngineOutcome> => {
    const begun = await begin(db, engine, order, local, now)
    return begun.lease === null ? begun.outcome : attempt(db, engine, { ...order, ...begun, local, hearing })
  }
  try {
    return await once(publish).catch((error: unknown) => {
      // Of the star that is there now, all rows: nothing has to be read of it later.
      if (error instanceof StarMoved) return once({ ...publish, full: true })
      throw error
    })
  } finally {
    hearing.end()
    rmSync(local, { recursive: true, force: true })
  }
}

/** Calls back when it is cancelled, until it ends. */
function listen(signal: AbortSignal | undefined, cancel: () => void): { end(): void } {
  signal?.addEventListener('abort', cancel, { once: true })
  return { end: () => signal?.removeEventListener('abort', cancel) }
}

/** A load has published another star while rows of the one before were needed once more. */
class StarMoved extends Error {}

/** What a publish has in hand once all of the warehouse is read that it needs. */
interface Begun {
  lease: Lease
  need: LayoutNeed
  star: StarVersion
  source: StarSource
  digests: Readonly<Record<string, string>>
  outcome: EngineOutcome
  staged: StagedTable[]
}

/**
 * Reads the star, takes the lease and stages what is to be sent, in one read transaction: what takes long at the destination comes after
 * it, so that the log of a warehouse that is loaded meanwhile stays small. Without a lease, nothing is to be done.
 */
async function begin(
  db: ReadableDb,
  engine: Engine,
  publish: EnginePublish,
  local: string,
  now?: () => number,
): Promise<Begun | { lease: null; outcome: EngineOutcome }> {
  const { names, tables, signal, model } = publish
  return snapshot(db, async () => {
    const star = starVersion(db)
    const here = await starDigests(db, tables, signal)
    const digests = Object.fromEntries([...here].map(([name, digest]) => [name, String(digest)]))
    const before = await someStore(engine, { names })
    const { isReady } = layoutNeed(before.layout, tables, model)
    // Of a publisher that died between showing its version and noting it.
    await engine.run(recordShown(names, publish.producer))
    const outcome: EngineOutcome = {
      status: 'unchanged',
      mode: 'full',
      version: before.version,
      star,
      tables: [...here].map(([name, digest]) => {
        return { name, digest: String(digest), rows: digest.rows, sent: 0, added: 0, closed: 0 }
      }),
      bytes: 0,
    }
    const isSameStar = publish.full !== true && isSame(before.digests, digests)
    if (isReady && isSameStar) return { lease: null, outcome }
    await breathe(signal)
    const lease = await leaseOf(engine, names, publish.install, { now })
    return releasing(lease, async () => {
      const need = layoutNeed(lease.state.layout, tables, model)
      const staged = await stageTables(db, local, { ...publish, digests }, lease.state, need)
      return { lease, need, star, source: sourceOf(db, star), digests, outcome, staged }
    })
  })
}

/** Does something with the lease in hand, and gives it back where that fails. */
async function releasing<T>(lease: Lease, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const isOver = error instanceof KnownError ? !isUnreachable(error) : error instanceof StarMoved
    if (isOver) await lease.release()
    throw error
  }
}

interface Attempt extends EnginePublish, Begun {
  local: string
  hearing: { end(): void }
}

/** Makes a version, and shows it. */
async function attempt(db: ReadableDb, engine: Engine, publish: Attempt): Promise<EngineOutcome> {
  const { names, tables, signal, model, lease, need, star, digests, outcome } = publish
  return releasing(lease, async (): Promise<EngineOutcome> => {
    const { state } = lease
    const version = state.nextVersion
    const isFirst = state.version === 0
    if (!need.isReady) await prepareTables(engine, { names, tables }, need, lease)
    // Nobody sees anything of a first version before it is shown, and everybody all of it then.
    for (const table of tables) {
      if (!isFirst || !need.views.has(table.name)) continue
      await lease.keep()
      await engine.run(viewStatement(names, table))
    }
    if (publish.full !== true && isSame(state.digests, digests)) {
      // The publisher before died between showing a version and its columns.
      await showColumns(engine, publish, need, lease)
      return { ...outcome, version: state.version }
    }
    const built = await buildVersion(engine, { ...publish, whole: (table) => wholeOf(db, publish, table) }, lease)
    // Before readers see it: after that, nothing is told as a publish that failed.
    const changes = new Map((await engine.rows(changesOf(names, tables, version))).map((row) => [row.name, row]))
    await forgetOld(engine, publish, lease)
    // Versions without a column that views are to have are not those that they were.
    if (need.reformed.size > 0) await engine.run(forgetHistoryBefore(names, version))
    await lease.keep()
    await breathe(signal)
    // From here on it is shown or not, whatever is asked for.
    publish.hearing.end()
    for (const name of need.gone) await engine.run(dropView(names, name))
    const layout = layoutOf(tables, isFirst || need.views.size === 0, model)
    const source = JSON.stringify(publish.source)
    const { goldVersion } = star
    await show(engine, names, lease, { version, digests: JSON.stringify(digests), goldVersion, source }, layout)
    await noteShown(engine, publish)
    if (!layout.isShown)
      await showColumns(engine, publish, need, lease).catch((error: unknown) => {
        throw error instanceof KnownError
          ? new KnownError(error.kind, `Version ${version} is shown, and its new columns are not yet. ${error.message}`)
          : error
      })
    const sent = outcome.tables.map((table) => {
      const { added, closed } = changes.get(table.name) ?? {}
      return { ...table, sent: built.sent.get(table.name) ?? 0, added: Number(added), closed: Number(closed) }
    })
    const mode = built.isIncremental ? 'incremental' : 'full'
    return { ...outcome, status: 'published', mode, version, tables: sent, bytes: built.bytes }
  }).catch((error: unknown) => {
    // Somebody has taken a part of the store away.
    throw error instanceof KnownError && error.kind === 'not_found'
      ? new KnownError('destination_refused', error.message)
      : error
  })
}

/** All rows of a table, of the star that is being published; a load may have published another one since. */
function wholeOf(db: ReadableDb, { star, local, signal }: Attempt, table: PublishedTable): Promise<StagedTable> {
  return snapshot(db, () => {
    const { warehouseId, goldVersion } = starVersion(db)
    if (warehouseId !== star.warehouseId || goldVersion !== star.goldVersion) throw new StarMoved()
    return stageWhole(db, local, table, signal)
  })
}

const isUnreachable = (error: unknown): boolean =>
  error instanceof KnownError && error.kind === 'destination_unreachable'

/** Shows readers a version. Throws `destination_busy` when the lease was lost, and says so where it cannot be told whether it is shown. */
async function show(engine: Engine, names: SparkNames, { owner }: Lease, shown: Shown, layout: Layout): Promise<void> {
  const { version } = shown
  const unknown = new KnownError(
    'destination_unreachable',
    `The connection was lost while version ${version} was about to be shown: it is not known whether readers see it. Publish again.`,
  )
  let isLost = false
  try {
    if ((await engine.run(flip(names, owner, shown, layout))).affected === 1) return
  } catch (error) {
    if (!isUnreachable(error)) throw error
    isLost = true
  }
  // Sent twice, the second one finds the lease given back.
  const after = await stateOf(engine, names).catch((error: unknown) => {
    throw isUnreachable(error) ? unknown : error
  })
  if (after.version !== version) throw isLost ? unknown : busy(after)
}

/** Adds what is shown to the history. The next publish does it where this one cannot: it is published all the same. */
async function noteShown(engine: Engine, { names, producer }: EnginePublish): Promise<void> {
  try {
    await engine.run(recordShown(names, producer))
  } catch (error) {
    if (!(error instanceof KnownError)) throw error
  }
}

/** Whether two lists of digests are of the same tables with the same contents. */
function isSame(there: Readonly<Record<string, string>> | null, here: Readonly<Record<string, string>>): boolean {
  if (there === null || Object.keys(there).length !== Object.keys(here).length) return false
  return Object.entries(here).every(([name, digest]) => there[name] === digest)
}

/** Forgets versions beyond those that are kept, never the one that readers see now. */
async function forgetOld(engine: Engine, { names, tables, keepVersions }: EnginePublish, lease: Lease): Promise<void> {
  const { state } = lease
  const kept = (await keptVersions(engine, names)).map(({ version }) => version)
  const oldest = [state.nextVersion, ...kept][keepVersions - 1]
  if (oldest === undefined || oldest <= (kept.at(-1) ?? 0)) return
  for (const sql of forgetBefore(names, tables, Math.min(oldest, state.version))) {
    await lease.keep()
    await engine.run(sql)
  }
}
