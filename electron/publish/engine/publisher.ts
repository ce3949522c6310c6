import { KnownError } from '../../../shared/ipc/result.ts'
import type { ReadableDb } from '../../warehouse/file/connection.ts'
import { snapshot } from '../../warehouse/file/snapshot.ts'
import { breathe, type StarVersion, starDigests, starVersion } from '../star-rows.ts'
import { type Built, buildVersion } from './build-version.ts'
import { sourceOf } from './change-scope.ts'
import type { Engine, EngineRow } from './engine.ts'
import type { EnginePublish } from './engine-publish.ts'
import { type Lease, leaseOf } from './lease.ts'
import { readyStore } from './set-up.ts'
import type { SparkNames } from './spark-names.ts'
import { busy, keptVersions, stateOf } from './store-state.ts'
import { changesOf, flip, forgetBefore, recordShown, type Shown } from './version-sql.ts'

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
  const { names, tables, signal } = publish
  const hearing = listen(signal, () => engine.cancel())
  try {
    return await snapshot(db, async () => {
      const star = starVersion(db)
      const local = await starDigests(db, tables, signal)
      const digests = Object.fromEntries([...local].map(([name, digest]) => [name, String(digest)]))
      const outcomes = [...local].map(([name, digest]): TableOutcome => {
        return { name, digest: String(digest), rows: digest.rows, sent: 0, added: 0, closed: 0 }
      })
      const before = await readyStore(engine, names, tables)
      // Of a publisher that died between showing its version and noting it.
      await engine.run(recordShown(names, publish.producer))
      if (publish.full !== true && isSame(before.digests, digests))
        return { status: 'unchanged', mode: 'full', version: before.version, star, tables: outcomes, bytes: 0 }
      await breathe(signal)
      const { version, built, changes } = await attempt(db, engine, { ...publish, digests, hearing, star }, now)
      const sent = outcomes.map((outcome) => {
        const { added, closed } = changes.get(outcome.name) ?? {}
        return { ...outcome, sent: built.sent.get(outcome.name) ?? 0, added: Number(added), closed: Number(closed) }
      })
      const mode = built.isIncremental ? 'incremental' : 'full'
      return { status: 'published', mode, version, star, tables: sent, bytes: built.bytes }
    })
  } finally {
    hearing.end()
  }
}

/** Calls back when it is cancelled, until it ends. */
function listen(signal: AbortSignal | undefined, cancel: () => void): { end(): void } {
  signal?.addEventListener('abort', cancel, { once: true })
  return { end: () => signal?.removeEventListener('abort', cancel) }
}

interface Attempt extends EnginePublish {
  digests: Readonly<Record<string, string>>
  star: StarVersion
  hearing: { end(): void }
}

/** Takes the lease, makes a version, and shows it. */
async function attempt(
  db: ReadableDb,
  engine: Engine,
  publish: Attempt,
  now?: () => number,
): Promise<{ version: number; built: Built; changes: Map<unknown, EngineRow> }> {
  const { names, tables, signal } = publish
  const lease = await leaseOf(engine, names, publish.install, now)
  try {
    const { nextVersion: version } = lease.state
    const built = await buildVersion(db, engine, publish, lease)
    // Before readers see it: after that, nothing is told as a publish that failed.
    const changes = new Map((await engine.rows(changesOf(names, tables, version))).map((row) => [row.name, row]))
    await forgetOld(engine, publish, lease)
    await lease.keep()
    await breathe(signal)
    // From here on it is shown or not, whatever is asked for.
    publish.hearing.end()
    const { goldVersion } = publish.star
    const source = JSON.stringify(sourceOf(db, publish.star))
    await show(engine, names, lease, { version, digests: JSON.stringify(publish.digests), goldVersion, source })
    await noteShown(engine, publish)
    return { version, built, changes }
  } catch (error) {
    if (!(error instanceof KnownError)) throw error
    if (error.kind !== 'destination_unreachable') await lease.release()
    // Somebody has taken a part of the store away.
    throw error.kind === 'not_found' ? new KnownError('destination_refused', error.message) : error
  }
}

const isUnreachable = (error: unknown): boolean =>
  error instanceof KnownError && error.kind === 'destination_unreachable'

/** Shows readers a version. Throws `destination_busy` when the lease was lost, and says so where it cannot be told whether it is shown. */
async function show(engine: Engine, names: SparkNames, { owner }: Lease, shown: Shown): Promise<void> {
  const { version } = shown
  const unknown = new KnownError(
    'destination_unreachable',
    `The connection was lost while version ${version} was about to be shown: it is not known whether readers see it. Publish again.`,
  )
  let isLost = false
  try {
    if ((await engine.run(flip(names, owner, shown))).affected === 1) return
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
