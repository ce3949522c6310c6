import { type AppError, KnownError, toAppError } from '../../shared/result.ts'
import { destinationNames, destinationOf, type FolderDestination } from '../publish/destination-config.ts'
import { isNewFolder, lookAtFolder } from '../publish/folder-contents.ts'
import { withFolder } from '../publish/folder-session.ts'
import { type PublishedVersion, versionOf } from '../publish/manifest.ts'
import { type FolderOutcome, type FolderPublish, planFolder, publishToFolder } from '../publish/parquet-folder.ts'
import { rollBackFolder } from '../publish/show-version.ts'
import { verifyFolder } from '../publish/verify-folder.ts'
import type { ReadableDb } from '../warehouse/file/connection.ts'
import { guarded } from '../warehouse/file/sqlite-errors.ts'
import {
  lastPublication,
  type PublicationEntry,
  type PublicationRow,
  recordPublication,
} from '../warehouse/ledger/publications.ts'
import { type CliContext, type CommonOptions, who, withReader, withReaderOr } from './cli-context.ts'
import { exitCodes } from './exit-codes.ts'
import type { Interrupt } from './interrupts.ts'

const number = (value: number): string => value.toLocaleString('en-US')

export interface PublishOptions extends CommonOptions {
  full?: boolean
  dryRun?: boolean
  verify?: boolean
  rollback?: number
}

/** `publish`: the star to a destination; or what is there verified, or an older version shown again. */
export async function publish(context: CliContext, options: PublishOptions, name?: string): Promise<number> {
  const destination = destinationOf(context.dataDir, name)
  const controller = new AbortController()
  let interrupt: Interrupt = 'SIGINT'
  const stop = context.deps.onInterrupt((signal) => {
    interrupt = signal
    controller.abort()
  })
  try {
    const work: FolderPublish = {
      folder: destination.dir,
      dataDir: context.dataDir,
      layers: destination.layers,
      keepVersions: destination.keepVersions,
      producer: who,
      full: options.full === true,
      signal: controller.signal,
      onTable: (table) => {
        if (context.deps.isTerminal && !context.json) context.deps.err(`${table}\n`)
      },
    }
    if (options.verify) return await verify(context, destination, controller.signal)
    if (options.rollback !== undefined) return await rollBack(context, destination, options.rollback)
    return options.dryRun ? await dryRun(context, destination, work) : await publishNow(context, destination, work)
  } catch (thrown) {
    if (!(thrown instanceof KnownError) || thrown.kind !== 'cancelled') throw thrown
    throw new KnownError('cancelled', thrown.message, { signal: interrupt })
  } finally {
    stop()
  }
}

async function publishNow(context: CliContext, destination: FolderDestination, work: FolderPublish): Promise<number> {
  const startedAt = Date.now()
  const place = { folder: work.folder, dataDir: work.dataDir, who, make: true }
  const entry = { ...entryOf(destination, startedAt), mode: 'full' as const }
  const outcome = await withReader(context, async (db): Promise<FolderOutcome> => {
    try {
      return await withFolder(place, (isLocked) => publishToFolder(db, { ...work, isLocked }))
    } catch (thrown) {
      const error = toAppError(thrown)
      const status = error.kind === 'cancelled' ? 'cancelled' : 'failed'
      // The publish that has the lock is noted by itself; where nothing was loaded, nothing was begun.
      if (error.kind !== 'locked' && error.kind !== 'not_found') record(context, { ...entry, status, error })
      throw thrown
    }
  })
  const { status, version, star, tables, changedTables, bytes } = outcome
  const isNew = status === 'published'
  const sent = tables.map(({ name, rows, digest }) => ({ name, sent: rows, digest }))
  const noting = isNew && record(context, { ...entry, ...star, status, version, bytes, tables: sent })
  const rows = sent.reduce((sum, table) => sum + table.sent, 0)
  context.say(
    isNew
      ? `Version ${version} published to ${destination.name}: ${number(rows)} rows in ${tables.length} tables, ${number(bytes)} bytes, read back equal.`
      : `Unchanged: ${destination.name} has version ${version} already, with the same digests. Nothing was written.`,
  )
  if (noting === 'busy') context.say(notNoted)
  context.result({
    status,
    destination: destination.name,
    mode: 'full',
    version,
    goldVersion: star.goldVersion,
    tables: Object.fromEntries(
      sent.map(({ name, sent: count, digest }) => [name, { sent: isNew ? count : 0, rows: count, digest }]),
    ),
    changedTables,
    bytes,
    durationMs: Date.now() - startedAt,
  })
  return exitCodes.complete
}

function entryOf({ name, kind }: FolderDestination, startedAt: number): Omit<PublicationEntry, 'mode'> {
  const nothing = { version: null, goldVersion: null, publishedRun: null, bytes: 0, error: null, tables: [] }
  return { destination: name, kind, producer: who, status: 'failed', startedAt, finishedAt: startedAt, ...nothing }
}

/** How noting went; of what failed a sentence was written already. */
type Noting = 'noted' | 'busy' | 'failed'
const notNoted = 'A load is running: the ledger has no entry of this publication. The folder has.'

/** The ledger is for people: a publish that cannot be noted is one all the same. */
function record(context: CliContext, entry: PublicationEntry): Noting {
  try {
    return recordPublication(context.dataDir, who, { ...entry, finishedAt: Date.now() }) ? 'noted' : 'busy'
  } catch (thrown) {
    return cannotNote(context, thrown)
  }
}

function cannotNote(context: CliContext, thrown: unknown): Noting {
  context.deps.err(`The publication could not be noted in the ledger: ${toAppError(thrown).message}\n`)
  return 'failed'
}

/** As `record`, for what needs no warehouse: there may be none here to note it in, or one that cannot be opened. */
async function recordIfAny(context: CliContext, entry: PublicationEntry): Promise<Noting> {
  try {
    const hasWarehouse = await withReaderOr(context, false, () => true)
    return hasWarehouse ? record(context, entry) : 'noted'
  } catch (thrown) {
    return cannotNote(context, thrown)
  }
}

async function dryRun(context: CliContext, destination: FolderDestination, work: FolderPublish): Promise<number> {
  const { current, star, tables, need } = await withReader(context, (db) => planFolder(db, work))
  const { isNeeded, changedTables, removedTables, isWhole } = need
  context.say(lastWords(current))
  if (!isWhole) context.say('Files of it are missing or cut.')
  const before = new Map(current?.tables.map(({ name, rows }) => [name, rows]))
  const tell = (name: string, rows: number, what: string) =>
    context.say(`${name.padEnd(20)}${number(rows).padStart(12)} rows  ${what}`)
  for (const { name, rows } of tables)
    tell(name, rows, !changedTables.includes(name) ? 'unchanged' : before.has(name) ? 'changed' : 'added')
  for (const name of removedTables) tell(name, before.get(name) ?? 0, 'removed')
  context.say(isNeeded ? 'All tables would be written as a new version.' : 'Nothing would be written.')
  context.result({
    status: isNeeded ? 'would_publish' : 'unchanged',
    destination: destination.name,
    mode: 'full',
    version: current?.version ?? null,
    goldVersion: star.goldVersion,
    tables: Object.fromEntries(tables.map(({ name, rows, digest }) => [name, { rows, digest }])),
    changedTables,
    removedTables,
  })
  return exitCodes.complete
}

function lastWords(current: PublishedVersion | null): string {
  if (!current) return 'Nothing was published yet.'
  const films = current.isSample ? ' Its films are invented: they are of the sample catalogue.' : ''
  return `Version ${current.version} is there: gold version ${current.goldVersion}, ${current.publishedAt.slice(0, 16).replace('T', ' ')} UTC.${films}`
}

async function verify(context: CliContext, destination: FolderDestination, signal: AbortSignal): Promise<number> {
  const found = await verifyFolder(destination.dir, context.dataDir, signal)
  for (const { version, table, what } of found.differences) context.say(`Version ${version}, ${table}: ${what}.`)
  const isSame = found.differences.length === 0
  context.say(
    isSame
      ? `Version ${found.current} is as it was published, ${number(found.rows)} rows read again. Files of ${found.versions.length} kept versions are unchanged.`
      : `${found.differences.length} differences. publish --full writes the star anew, as a version of its own.`,
  )
  context.result({ status: isSame ? 'verified' : 'differs', destination: destination.name, ...found })
  return isSame ? exitCodes.complete : exitCodes.quality
}

async function rollBack(context: CliContext, destination: FolderDestination, version: number): Promise<number> {
  const startedAt = Date.now()
  const place = { folder: destination.dir, dataDir: context.dataDir, who }
  const shown = await withFolder(place, () => rollBackFolder(destination.dir, context.dataDir, version))
  const { goldVersion, publishedRun } = shown
  const entry = { ...entryOf(destination, startedAt), version, goldVersion, publishedRun, status: 'published' as const }
  const noting = await recordIfAny(context, { ...entry, mode: 'rollback' })
  context.say(`Version ${version} is shown again: gold version ${goldVersion}. The next publish makes a new version.`)
  if (noting === 'busy') context.say(notNoted)
  context.result({ status: 'published', destination: destination.name, mode: 'rollback', version, goldVersion })
  return exitCodes.complete
}

/** What this warehouse knows of each destination; nothing where it cannot be read, which is told beside the answer. */
async function lastPublications(
  context: CliContext,
  names: readonly string[],
): Promise<ReadonlyMap<string, PublicationRow | null>> {
  try {
    const read = (db: ReadableDb) =>
      guarded(db, () => new Map(names.map((name) => [name, lastPublication(db, name)] as const)))
    return await withReaderOr(context, new Map(), read)
  } catch (thrown) {
    context.deps.err(`The ledger cannot be read: ${toAppError(thrown).message}\n`)
    return new Map()
  }
}

/** `destinations`: each with what it has, as far as that can be told now. A destination that fails does not hide the others. */
export async function destinations(context: CliContext): Promise<number> {
  const names = destinationNames(context.dataDir)
  const list: Record<string, unknown>[] = []
  const ledger = await lastPublications(context, names)
  for (const name of names) {
    const last = ledger.get(name) ?? null
    try {
      const { kind, dir, layers, keepVersions } = destinationOf(context.dataDir, name)
      const manifest = isNewFolder(dir, context.dataDir) ? null : lookAtFolder(dir, context.dataDir).manifest
      const current = manifest && versionOf(manifest, manifest.current)
      context.say(`${name}: ${kind}, ${dir}. ${lastWords(current)}`)
      const kept = manifest?.versions.map(({ version, goldVersion, publishedAt }) => ({
        version,
        goldVersion,
        publishedAt,
      }))
      list.push({ name, kind, dir, layers, keepVersions, current: current?.version ?? null, kept: kept ?? [], last })
    } catch (thrown) {
      if (!(thrown instanceof KnownError)) throw thrown
      const error: AppError = thrown.toAppError()
      context.say(`${name}: ${error.message}`)
      list.push({ name, last, error })
    }
  }
  if (names.length === 0) context.say('There is no destination yet: name one in config.json.')
  context.result({ destinations: list })
  return exitCodes.complete
}
