import { KnownError, toAppError } from '../../../shared/ipc/result.ts'
import type { FolderDestination } from '../../publish/destination-config.ts'
import { withFolder } from '../../publish/folder/folder-session.ts'
import type { PublishedVersion } from '../../publish/folder/manifest.ts'
import {
  type FolderOutcome,
  type FolderPublish,
  planFolder,
  publishToFolder,
} from '../../publish/folder/parquet-folder.ts'
import { rollBackFolder } from '../../publish/folder/show-version.ts'
import { verifyFolder } from '../../publish/folder/verify-folder.ts'
import { isBegun } from '../../warehouse/ledger/publications.ts'
import { type CliContext, who, withReader } from '../cli-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { entryOf, notNoted, record, recordIfAny } from './noting.ts'
import type { PublishOptions } from './publish-options.ts'

const number = (value: number): string => value.toLocaleString('en-US')

/** `publish` to a folder: as the options say. */
export async function publishFolder(
  context: CliContext,
  options: PublishOptions,
  destination: FolderDestination,
  signal: AbortSignal,
): Promise<number> {
  if (options.setup || options.printSetup)
    throw new KnownError('bad_input', `${destination.name} is a folder: it needs no setting up. Run publish.`)
  if (options.verify) return verify(context, destination, signal)
  if (options.rollback !== undefined) return rollBack(context, destination, options.rollback)
  const work: FolderPublish = {
    folder: destination.dir,
    dataDir: context.dataDir,
    layers: destination.layers,
    keepVersions: destination.keepVersions,
    producer: who,
    full: options.full === true,
    signal,
    onTable: (table) => {
      if (context.deps.isTerminal && !context.json) context.deps.err(`${table}\n`)
    },
  }
  return options.dryRun ? dryRun(context, destination, work) : publishNow(context, destination, work)
}

async function publishNow(context: CliContext, destination: FolderDestination, work: FolderPublish): Promise<number> {
  const startedAt = Date.now()
  const place = { folder: work.folder, dataDir: work.dataDir, who, make: true }
  const entry = entryOf(destination, startedAt)
  const outcome = await withReader(context, async (db): Promise<FolderOutcome> => {
    try {
      return await withFolder(place, (isLocked) => publishToFolder(db, { ...work, isLocked }))
    } catch (thrown) {
      const error = toAppError(thrown)
      const status = error.kind === 'cancelled' ? 'cancelled' : 'failed'
      if (isBegun(error.kind)) record(context, { ...entry, status, error })
      throw thrown
    }
  })
  const { status, version, star, tables, changedTables, bytes } = outcome
  const isNew = status === 'published'
  const sent = tables.map(({ name, rows, digest }) => ({ name, sent: rows, digest }))
  const noting = record(context, { ...entry, ...star, status, version, bytes, tables: isNew ? sent : [] })
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

/** What a folder has, for people. */
export function lastWords(current: PublishedVersion | null): string {
  if (!current) return 'Nothing was published yet.'
  const films = current.isSample ? ' Its films are invented: they are of the sample catalogue.' : ''
  return `Version ${current.version} is there: gold version ${current.goldVersion}, ${current.publishedAt.slice(0, 16).replace('T', ' ')} UTC.${films}`
}

async function verify(context: CliContext, destination: FolderDestination, signal: AbortSignal): Promise<number> {
  const startedAt = Date.now()
  const found = await verifyFolder(destination.dir, context.dataDir, signal)
  for (const { version, table, what } of found.differences) context.say(`Version ${version}, ${table}: ${what}.`)
  const isSame = found.differences.length === 0
  context.say(
    isSame
      ? `Version ${found.current} is as it was published, ${number(found.rows)} rows read again. Files of ${found.versions.length} kept versions are unchanged.`
      : `${found.differences.length} differences. publish --full writes the star anew, as a version of its own.`,
  )
  const status = isSame ? 'verified' : 'differs'
  const noting = await recordIfAny(context, {
    ...entryOf(destination, startedAt, 'verify'),
    status,
    version: found.current,
  })
  if (noting === 'busy') context.say(notNoted)
  context.result({ status, destination: destination.name, ...found })
  return isSame ? exitCodes.complete : exitCodes.quality
}

async function rollBack(context: CliContext, destination: FolderDestination, version: number): Promise<number> {
  const startedAt = Date.now()
  const place = { folder: destination.dir, dataDir: context.dataDir, who }
  const shown = await withFolder(place, () => rollBackFolder(destination.dir, context.dataDir, version))
  const { goldVersion, publishedRun } = shown
  const entry = {
    ...entryOf(destination, startedAt, 'rollback'),
    version,
    goldVersion,
    publishedRun,
    status: 'published' as const,
  }
  const noting = await recordIfAny(context, entry)
  context.say(`Version ${version} is shown again: gold version ${goldVersion}. The next publish makes a new version.`)
  if (noting === 'busy') context.say(notNoted)
  context.result({ status: 'published', destination: destination.name, mode: 'rollback', version, goldVersion })
  return exitCodes.complete
}
