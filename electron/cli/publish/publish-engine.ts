import { toAppError } from '../../../shared/ipc/result.ts'
import type { EngineDestination } from '../../publish/destination-config.ts'
import type { Engine } from '../../publish/engine/engine.ts'
import type { EnginePublish } from '../../publish/engine/engine-publish.ts'
import { publishToEngine } from '../../publish/engine/publisher.ts'
import { withPublishLock } from '../../publish/folder/folder-session.ts'
import { namesOf, openEngine } from '../../publish/open-engine.ts'
import { publishedTables } from '../../publish/star-columns.ts'
import { installOf } from '../../publish/store/lease.ts'
import { planEngine, rollBackEngine, verifyEngine } from '../../publish/store/look-at-store.ts'
import { setUp } from '../../publish/store/set-up.ts'
import { grantStatements, setupStatements } from '../../publish/store/setup-sql.ts'
import { quoted } from '../../publish/store/spark-names.ts'
import { isBegun } from '../../warehouse/ledger/publications.ts'
import { type CliContext, who, withReader, withReaderOr } from '../cli-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { entryOf, notNoted, record, recordIfAny } from './noting.ts'
import type { PublishOptions } from './publish-options.ts'

const number = (value: number): string => value.toLocaleString('en-US')

/** What the parts below work on. */
interface Work {
  context: CliContext
  destination: EngineDestination
  publish: Omit<EnginePublish, 'install'>
  signal: AbortSignal
}

/** `publish` to a SQL engine: as the options say. */
export async function publishEngine(
  context: CliContext,
  options: PublishOptions,
  destination: EngineDestination,
  signal: AbortSignal,
): Promise<number> {
  const work: Work = {
    context,
    destination,
    signal,
    publish: {
      names: namesOf(destination),
      tables: publishedTables(destination.layers),
      producer: who,
      keepVersions: destination.keepVersions,
      full: options.full === true,
      signal,
      onTable: (table) => {
        if (context.deps.isTerminal && !context.json) context.deps.err(`${table}\n`)
      },
    },
  }
  if (options.printSetup) return printSetup(work)
  if (options.setup) return setUpOnly(work)
  if (options.verify) return verify(work)
  if (options.rollback !== undefined) return rollBack(work, options.rollback)
  return options.dryRun ? dryRun(work) : publishNow(work)
}

/** Does something by a session, and closes it. */
async function withEngine<T>({ context, destination, signal }: Work, work: (engine: Engine) => Promise<T>): Promise<T> {
  const { err, engine: deps } = context.deps
  const engine = await openEngine(destination, { signal, deps, say: (text) => err(`${text}\n`) })
  try {
    return await work(engine)
  } finally {
    await engine.close()
  }
}

async function publishNow(work: Work): Promise<number> {
  const { context, destination, publish } = work
  const startedAt = Date.now()
  const entry = entryOf(destination, startedAt)
  const outcome = await withReader(context, async (db) => {
    try {
      const install = installOf(db, context.dataDir)
      const publishing = (engine: Engine) => publishToEngine(db, engine, { ...publish, install })
      return await withPublishLock(context.dataDir, who, () => withEngine(work, publishing))
    } catch (thrown) {
      const error = toAppError(thrown)
      const status = error.kind === 'cancelled' ? 'cancelled' : 'failed'
      if (isBegun(error.kind)) record(context, { ...entry, status, error })
      throw thrown
    }
  })
  const { status, mode, version, star, tables, bytes } = outcome
  const isNew = status === 'published'
  const { goldVersion, publishedRun } = star
  const done = { ...entry, mode, goldVersion, publishedRun, status, version, bytes }
  const noting = record(context, { ...done, tables: isNew ? tables : [] })
  const changedRows = tables.reduce((sum, { added, closed }) => sum + added + closed, 0)
  context.say(
    isNew
      ? `Version ${version} published to ${destination.name}: ${number(changedRows)} rows added or closed in ${tables.length} tables, ${number(bytes)} bytes sent, equal by digest.`
      : `Unchanged: ${destination.name} has version ${version} already, with the same digests. Nothing was sent.`,
  )
  if (noting === 'busy') context.say(notNoted)
  context.result({
    status,
    destination: destination.name,
    mode,
    version,
    goldVersion,
    tables: Object.fromEntries(tables.map(({ name, ...table }) => [name, table])),
    changedRows,
    bytes,
    durationMs: Date.now() - startedAt,
  })
  return exitCodes.complete
}

async function dryRun(work: Work): Promise<number> {
  const { context, destination, publish } = work
  const plan = await withReader(context, (db) =>
    withEngine(work, (engine) => planEngine(db, engine, { ...publish, install: '' })),
  )
  const { state, star, tables, changedTables, removedTables, isNeeded, films } = plan
  context.say(
    !state || state.version === 0
      ? 'Nothing was published yet.'
      : `Version ${state.version} is there: gold version ${state.goldVersion}.`,
  )
  for (const { name, rows } of tables)
    context.say(
      `${name.padEnd(20)}${number(rows).padStart(12)} rows  ${changedTables.includes(name) ? 'changed' : 'unchanged'}`,
    )
  for (const name of removedTables) context.say(`${name.padEnd(20)}${''.padStart(12)}       removed`)
  const what =
    films === null ? 'all rows' : `the rows of ${number(films)} films that may have changed, and dimensions whole`
  const whose = publish.full ? 'all tables' : 'tables that changed'
  context.say(
    isNeeded ? `Of ${whose} would be sent: ${what}. What is the same there stays as it is.` : 'Nothing would be sent.',
  )
  context.result({
    status: isNeeded ? 'would_publish' : 'unchanged',
    destination: destination.name,
    mode: films === null ? 'full' : 'incremental',
    version: state?.version ?? null,
    goldVersion: star.goldVersion,
    tables: Object.fromEntries(tables.map(({ name, rows, digest }) => [name, { rows, digest }])),
    changedTables,
    removedTables,
  })
  return exitCodes.complete
}

async function verify(work: Work): Promise<number> {
  const { context, destination, signal } = work
  const startedAt = Date.now()
  const found = await withEngine(work, (engine) => verifyEngine(engine, namesOf(destination), signal))
  for (const { table, what } of found.differences) context.say(`${table}: ${what}.`)
  const isSame = found.differences.length === 0
  context.say(
    isSame
      ? `Version ${found.version} is as it was published, in ${found.tables.length} tables.`
      : `${found.differences.length} differences. publish --setup makes what is missing, publish --full replaces what was edited.`,
  )
  const status = isSame ? 'verified' : 'differs'
  const noting = await recordIfAny(context, {
    ...entryOf(destination, startedAt, 'verify'),
    status,
    version: found.version,
  })
  if (noting === 'busy') context.say(notNoted)
  context.result({ status, destination: destination.name, ...found })
  return isSame ? exitCodes.complete : exitCodes.quality
}

async function rollBack(work: Work, version: number): Promise<number> {
  const { context, destination } = work
  const startedAt = Date.now()
  // Without a warehouse here, the lease of nobody is taken over.
  const install = await withReaderOr(context, '', (db) => installOf(db, context.dataDir))
  const shown = await withPublishLock(context.dataDir, who, () =>
    withEngine(work, (engine) => rollBackEngine(engine, namesOf(destination), { install, producer: who, version })),
  )
  const { goldVersion } = shown
  const entry = { ...entryOf(destination, startedAt, 'rollback'), version, goldVersion, status: 'published' as const }
  const noting = await recordIfAny(context, entry)
  context.say(`Version ${version} is shown again: gold version ${goldVersion}. The next publish makes a new version.`)
  if (noting === 'busy') context.say(notNoted)
  context.result({ status: 'published', destination: destination.name, mode: 'rollback', version, goldVersion })
  return exitCodes.complete
}

async function setUpOnly(work: Work): Promise<number> {
  const { context, destination, publish } = work
  // Without a warehouse here, the lease of nobody is taken over.
  const install = await withReaderOr(context, '', (db) => installOf(db, context.dataDir))
  // A publish from this data folder is of the same installation: its lease would be taken over.
  const { version } = await withPublishLock(context.dataDir, who, () =>
    withEngine(work, (engine) => setUp(engine, { ...publish, install })),
  )
  context.say(
    `${destination.name} is set up: ${publish.names.schema} for readers, ${publish.names.store} for what is behind it.`,
  )
  context.result({ status: 'set_up', destination: destination.name, version })
  return exitCodes.complete
}

/** The statements for an administrator; nothing is contacted. */
function printSetup({ context, destination, publish }: Work): number {
  const { names, tables } = publish
  // Spark has neither catalogs of its own nor rights.
  const catalog = destination.kind === 'databricks' ? quoted(destination.catalog) : null
  const making = catalog === null ? [] : [`CREATE CATALOG IF NOT EXISTS ${catalog}`]
  const statements = [...making, ...setupStatements(names, tables)]
  const grants = catalog === null ? [] : grantStatements(names, catalog, 'PUBLISHER', 'READERS')
  const leaving = [names.schema, names.store].map((schema) => `DROP SCHEMA IF EXISTS ${schema} CASCADE`)
  const print = (heading: string, lines: readonly string[]): void => {
    context.say(`-- ${heading}`)
    for (const line of lines) context.say(`${line};`)
  }
  print(`What publish --setup runs${catalog === null ? '' : ', the catalog beside it'}`, statements)
  if (grants.length > 0) print('Who may publish and who may read: put their names for PUBLISHER and READERS', grants)
  print(
    'To leave: takes everything that was published away',
    leaving.map((line) => `-- ${line}`),
  )
  context.result({ status: 'printed', destination: destination.name, setup: statements, grants, leaving })
  return exitCodes.complete
}
