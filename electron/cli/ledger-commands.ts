import { statSync } from 'node:fs'
import { KnownError } from '../../shared/ipc/result.ts'
import { createLoaderService, type LoaderService } from '../sync/loader-service.ts'
import { noWarehouseStatus, warehouseStatus } from '../warehouse/read/queries/status.ts'
import { listRuns } from '../warehouse/read/runs/runs.ts'
import { verifyWarehouse } from '../warehouse/write/verify.ts'
import { type CliContext, type CommonOptions, databasePath, who, withReader, withReaderOr } from './cli-context.ts'
import { exitCodes } from './exit-codes.ts'
import { textTable } from './text-table.ts'

const time = (at: number | null): string =>
  at === null ? '-' : new Date(at).toISOString().replace('T', ' ').slice(0, 19)
const number = (value: number): string => value.toLocaleString('en-US')

/** An absent warehouse is a state; an absent folder is a mistake in its name. */
function mustBeThere({ dataDir }: CliContext): void {
  if (!statSync(dataDir, { throwIfNoEntry: false })?.isDirectory())
    throw new KnownError('not_found', `There is no folder ${dataDir}. A load makes it, or name another by --data-dir.`)
}

/** `status`: what is stored, and how far loads have come. An absent warehouse is a state, not an error. */
export async function status(context: CliContext): Promise<number> {
  mustBeThere(context)
  const path = databasePath(context)
  const state = await withReaderOr(context, noWarehouseStatus(), (db) => warehouseStatus(db, path))
  const { progress, lastRun } = state
  const watermark = state.watermark === null ? '-' : time(state.watermark * 1000)
  const lines: [string, string][] = [
    ['Films', number(state.films)],
    ['Silver films', number(state.silverFilms)],
    ['Bronze pages', number(state.bronzePages)],
    ['Refused rows', number(state.quarantined)],
    ['Watermark', watermark],
    ['Last page', String(progress.lastPageProcessed)],
    ['Last date', progress.lastDate ?? '-'],
    [
      'Gold version',
      state.goldVersion === 0 ? 'nothing published yet' : `${state.goldVersion} (${time(state.publishedAt)} UTC)`,
    ],
    ['Database', `${number(state.databaseBytes)} bytes, schema ${state.schemaVersion}, SQLite ${state.sqliteVersion}`],
    [
      'Last run',
      lastRun ? `${lastRun.runId}: ${lastRun.mode}, ${lastRun.status}, ${time(lastRun.startedAt)} UTC` : '-',
    ],
  ]
  lines.push(['Data folder', context.dataDir])
  if (state.isSample) lines.push(['Source', 'sample catalogue: these films are invented'])
  for (const [label, value] of lines) context.say(`${label.padEnd(14)}${value}`)
  context.result(state)
  return exitCodes.complete
}

/** `runs`: the history, newest first. */
export async function runs(context: CliContext, options: CommonOptions & { limit: number }): Promise<number> {
  mustBeThere(context)
  const none: ReturnType<typeof listRuns> = { total: 0, runs: [] }
  const history = await withReaderOr(context, none, (db) => listRuns(db, 0, options.limit))
  const columns = [
    'run',
    'mode',
    'trigger',
    'status',
    'started (UTC)',
    'ms',
    'pages',
    'fetched',
    'added',
    'changed',
    'removed',
    'error',
  ]
  const rows = history.runs.map((run) => [
    run.runId,
    run.mode,
    run.trigger,
    run.status,
    time(run.startedAt),
    run.durationMs,
    run.pagesDone,
    run.fetched,
    run.inserted,
    run.updated,
    run.removed,
    run.errorKind ?? '',
  ])
  for (const line of textTable(columns, rows).lines) context.say(line)
  context.result(history)
  return exitCodes.complete
}

/** `verify`: SQLite's integrity check, foreign keys, every quality check, every stored page against its hash. */
export async function verify(context: CliContext): Promise<number> {
  const found = await withReader(context, (db) => verifyWarehouse(db))
  context.say(
    `Integrity: ${found.integrity}. Foreign keys: ${found.foreignKeyViolations} broken. Failed checks: ${found.failedChecks.join(', ') || 'none'}.`,
  )
  for (const difference of found.schema) context.say(`Schema: ${difference}.`)
  context.result(found)
  return found.ok ? exitCodes.complete : exitCodes.quality
}

/** `rebuild`: silver and gold again from bronze. */
export async function rebuild(context: CliContext): Promise<number> {
  // Answers `not_found` for a folder without a warehouse, instead of making an empty one.
  await withReader(context, () => {})
  const outcome = await withLoader(context, (service) => service['maintenance.rebuild'](null))
  context.say(`${number(outcome.films)} films made again from bronze in ${(outcome.durationMs / 1000).toFixed(1)} s.`)
  context.result({ status: 'complete', ...outcome })
  return exitCodes.complete
}

async function withLoader<T>(context: CliContext, work: (service: LoaderService) => T | Promise<T>): Promise<T> {
  const service = createLoaderService({
    ...context.deps.loader,
    who,
    prepare: false,
    dataDir: context.dataDir,
    emit: () => {},
  })
  try {
    return await work(service)
  } finally {
    await service.close()
  }
}
