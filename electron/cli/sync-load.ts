import { isAllowedApiUrl } from '../../shared/api-address.ts'
import type { SyncProgress, SyncSummary } from '../../shared/ipc/progress.ts'
import { KnownError } from '../../shared/ipc/result.ts'
import { loadObstacle, readConfig, syncSettings, writeProgress } from '../config/index.ts'
import { createLoaderService } from '../sync/loader-service.ts'
import type { ResponseReader } from '../sync/response/response-reader.ts'
import { type CliContext, who } from './cli-context.ts'
import { exitCodeOfLoad } from './exit-codes.ts'
import type { Interrupt } from './interrupts.ts'
import { loadBar } from './load-bar.ts'
import type { SyncOptions } from './sync-options.ts'

/** One load, with a bar on a terminal. Ctrl-C cancels it: what was stored is kept. `answers`: a reader that is getting ready. */
export async function loadOnce(
  context: CliContext,
  options: SyncOptions,
  onUnexpected: (error: unknown) => void,
  answers: ResponseReader | null,
): Promise<number> {
  const { deps, dataDir } = context
  if (options.url !== undefined && !isAllowedApiUrl(options.url)) {
    throw new KnownError(
      'bad_input',
      '--url must be an https address (http only on this machine), without a user name.',
    )
  }
  const config = readConfig(dataDir)
  for (const file of config.files) {
    for (const issue of file.issues) {
      const where = issue.line > 0 ? `${file.file}:${issue.line}` : file.file
      const said = issue.field ? `${issue.field}: ${issue.message}` : issue.message
      // What is said of the whole file goes on from its name.
      deps.err(`${where}${issue.field === '' && issue.line === 0 ? '' : ':'} ${said}\n`)
    }
  }
  const obstacle = loadObstacle(config, options.url !== undefined)
  if (obstacle) throw obstacle
  const configured = syncSettings(config)
  const settings = {
    ...configured,
    url: options.url ?? configured.url,
    maxWorkers: options.maxWorkers ?? configured.maxWorkers,
    limit: options.limit ?? configured.limit,
  }
  const show = progressDisplay(context)
  const service = createLoaderService({
    who,
    prepare: false,
    onUnexpected,
    ...(answers ? { answers: () => answers } : {}),
    ...deps.loader,
    dataDir,
    emit: (event) => {
      if (event.type === 'progress') show.progress(event.progress)
    },
  })
  let interrupt: Interrupt = 'SIGINT'
  const stopListening = deps.onInterrupt((signal) => {
    interrupt = signal
    void service.close()
  })
  try {
    const summary = await service.runToEnd({
      settings,
      mode: options.full ? 'full' : options.incremental ? 'incremental' : options.acceptMissingFields ? 'full' : null,
      dryRun: options.dryRun ?? false,
      trigger: options.trigger,
      acceptRemovals: options.acceptRemovals ?? false,
      acceptMissingFields: options.acceptMissingFields ?? false,
    })
    show.end()
    if (summary.progress && !summary.dryRun) await keepProgress(context, summary.progress)
    report(context, summary)
    return exitCodeOfLoad(summary, interrupt)
  } finally {
    show.end()
    stopListening()
    await service.close()
  }
}

async function keepProgress(context: CliContext, progress: NonNullable<SyncSummary['progress']>): Promise<void> {
  try {
    const { skipped } = await writeProgress(context.dataDir, progress)
    for (const file of skipped) context.deps.err(`${file} is broken, so the progress was not written to it.\n`)
  } catch {
    context.deps.err('The progress could not be written to the configuration files; the warehouse has it.\n')
  }
}

function report(context: CliContext, summary: SyncSummary): void {
  const { deps } = context
  for (const warning of summary.warnings) deps.err(`${warning}\n`)
  if (summary.error) deps.err(`${summary.error.message}\n`)
  const newUrl = summary.error?.detail?.newUrl
  if (newUrl) deps.err(`To accept the new address, set yts_url in config.yaml to ${newUrl}, then sync again.\n`)
  const number = (value: number): string => value.toLocaleString('en-US')
  const would = summary.dryRun ? 'would be ' : ''
  context.say(
    `${summary.dryRun ? 'Dry run' : `Run ${summary.runId ?? '-'}`} (${summary.mode}): ${summary.status} in ${(summary.durationMs / 1000).toFixed(1)} s. ` +
      `${number(summary.fetched)} films on ${number(summary.pages)} pages, ${number(summary.requests)} requests, ${number(summary.retries)} retries. ` +
      `${number(summary.inserted)} ${would}added, ${number(summary.updated)} ${would}changed, ${number(summary.unchanged)} unchanged, ` +
      `${number(summary.removed)} removed, ${number(summary.quarantined)} refused.`,
  )
  context.result(summary)
}

interface Display {
  progress(snapshot: SyncProgress): void
  end(): void
}

/** A bar for a person; a line every ten seconds for a log; nothing with `--json`. */
function progressDisplay(context: CliContext): Display {
  if (context.json) return { progress: () => {}, end: () => {} }
  if (context.deps.isTerminal) return loadBar(process.stderr)
  let next = 10_000
  return {
    progress(snapshot) {
      if (snapshot.elapsedMs < next) return
      next = snapshot.elapsedMs + 10_000
      const { pages, films } = snapshot
      context.say(
        `${snapshot.phase}: ${pages.done} of ${pages.planned} pages, ${films.fetched} films, ${snapshot.rowsPerSecond} films/s`,
      )
    },
    end: () => {},
  }
}
