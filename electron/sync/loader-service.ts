import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import type { ChannelsOf, Handlers, ParsedInput } from '../../shared/contract/index.ts'
import type { AppEvent } from '../../shared/ipc/events.ts'
import { idleProgress, type SyncProgress, type SyncSummary } from '../../shared/ipc/progress.ts'
import { KnownError, unwrap } from '../../shared/ipc/result.ts'
import { createCheckpointer, noCheckpointer, settleLog } from '../warehouse/file/checkpointer.ts'
import { openWritable, type WritableDb } from '../warehouse/file/connection.ts'
import { databaseFile } from '../warehouse/file/database-file.ts'
import { knownSqliteError } from '../warehouse/file/sqlite-errors.ts'
import { markDeadRuns } from '../warehouse/ledger/ledger.ts'
import { migrate } from '../warehouse/migrations/index.ts'
import { acquireWriterLock, type WriterLock } from '../warehouse/open/lock.ts'
import { openWarehouse, type Recovery } from '../warehouse/open/recovery.ts'
import { openReady } from '../warehouse/read/queries/reader-connection.ts'
import { createLoadStore } from '../warehouse/write/store.ts'
import { probeAddress } from './address/probe-address.ts'
import { type Route, routeTo } from './address/route.ts'
import type { EngineHooks } from './fetch/page-source.ts'
import { RunControl } from './fetch/run-control.ts'
import { type Runtime, systemRuntime } from './fetch/runtime.ts'
import { type Transport, undiciTransport } from './fetch/transport.ts'
import { assertThere } from './folder-there.ts'
import { maintenance } from './maintenance.ts'
import { posterChannels } from './posters/poster-channels.ts'
import { PosterService } from './posters/poster-service.ts'
import type { ResponseReader } from './response/response-reader.ts'
import { readerOnThread } from './response/response-thread.ts'
import { runLoad } from './run/engine.ts'

export type LoaderEvent = Extract<AppEvent, { type: 'progress' | 'finished' | 'published' | 'posters' }>

export type LoadStart = ParsedInput<'loader.start'>

export interface LoaderServiceOptions {
  dataDir: string
  emit: (event: LoaderEvent) => void
  /** Named to others who find the writer lock taken. */
  who?: string
  /**
   * Makes or migrates the database at once, so that readers find it before the first load (the default). False: only what is
   * asked for touches it.
   */
  prepare?: boolean
  runtime?: Runtime
  transport?: (connections: number, route: Route) => Transport
  responses?: (onBroken: (error: unknown) => void) => ResponseReader
  hooks?: EngineHooks
  /** Originals of unexpected failures, for the log. */
  onUnexpected?: (error: unknown) => void
}

export type LoaderService = Handlers<ChannelsOf<'loader'>> & {
  /**
   * Runs one load to its end. Rejects with KnownError when it cannot begin: `busy`, `locked`, `read_only`, `disk_full`,
   * `warehouse_newer`.
   */
  runToEnd(start: LoadStart): Promise<SyncSummary>
  /** Ends what runs, resumable: a paused load stays paused, a running one is cancelled. Resolves when everything is closed. */
  close(): Promise<void>
}

/** What this program calls itself to the API. */
const userAgent = `YTS-Explorer/${packageJson.version} (desktop catalogue explorer; film metadata only)`

interface Active {
  /** Null while something other than a load runs. */
  control: RunControl | null
  ended: Promise<unknown>
}

interface OpenWarehouse {
  db: WritableDb
  /** What was done about a damaged file just now. */
  recovery?: Recovery | null
  close(): void
}

/**
 * The owner of the warehouse's write side: loads, rebuilds, replays, one at a time and under the writer lock, which is
 * held only while one of them runs.
 */
export function createLoaderService(options: LoaderServiceOptions): LoaderService {
  const { dataDir, emit, who = 'the app', runtime = systemRuntime, hooks = {} } = options
  const onUnexpected = options.onUnexpected ?? (() => {})
  const prepared = options.prepare ?? true
  const transportOf = options.transport ?? undiciTransport
  let active: Active | null = null
  let progress: SyncProgress = idleProgress()
  let pausedByServer: LoadStart | null = null
  let held: WriterLock | null = null

  function openLocked(): OpenWarehouse {
    if (prepared) assertThere(dataDir)
    const lock = unwrap(acquireWriterLock(dataDir, who))
    try {
      const { db, recovery } = openWarehouse(dataDir, { now: () => runtime.now() })
      const close = (): void => {
        try {
          db.close()
        } catch (thrown) {
          throw knownSqliteError(thrown)
        } finally {
          lock.release()
        }
      }
      return { db, recovery, close }
    } catch (error) {
      lock.release()
      throw error
    }
  }

  /** A dry run compares with what is there, or with nothing. It has no way to write. */
  function openForDryRun(): OpenWarehouse {
    const path = join(dataDir, databaseFile)
    const db = (openReady(path) as WritableDb | null) ?? openWritable(':memory:')
    if (db.memory) migrate(db)
    return { db, close: () => db.close() }
  }

  function begin(start: LoadStart): { runId: Promise<number | null>; ended: Promise<SyncSummary> } {
    assertIdle()
    pausedByServer = null
    const warehouse = start.dryRun ? openForDryRun() : openLocked()
    let runKnown: (runId: number | null) => void = () => {}
    const runId = new Promise<number | null>((resolve) => {
      runKnown = resolve
    })
    const control = new RunControl()
    const ended = load(start, warehouse, control, runKnown).finally(() => {
      active = null
    })
    const started = Promise.race([runId, ended.then((summary) => summary.runId)])
    // `loader.start` answers before the end, and `runToEnd` waits for nothing else: nobody may be there to be notified of a failure.
    ended.catch(onUnexpected)
    started.catch(() => {})
    active = { control, ended }
    return { runId: started, ended }
  }

  async function load(
    start: LoadStart,
    warehouse: OpenWarehouse,
    control: RunControl,
    onRun: (runId: number | null) => void,
  ): Promise<SyncSummary> {
    let published: number | null = null
    let summary: SyncSummary
    try {
      const { maxWorkers, url } = start.settings
      const route = routeTo(url, process.env, start.systemProxy ?? null)
      const transport = transportOf(maxWorkers, route)
      const checkpointer = start.dryRun ? noCheckpointer : createCheckpointer(warehouse.db.name)
      const responses = (options.responses ?? readerOnThread)(onUnexpected)
      try {
        const store = createLoadStore(warehouse.db, {}, checkpointer)
        if (!start.dryRun) store.markInterrupted(runtime.now())
        summary = await runLoad({
          ...start,
          acceptRemovals: start.acceptRemovals ?? false,
          acceptMissingFields: start.acceptMissingFields ?? false,
          page: start.page ?? null,
          store,
          transport,
          responses,
          runtime,
          userAgent,
          control,
          hooks,
          firstSeq: progress.seq,
          listener: (snapshot) => {
            progress = snapshot
            emit({ type: 'progress', progress: snapshot })
          },
          onRun,
          onPublished: (goldVersion) => {
            published = goldVersion
          },
          onUnexpected,
        })
      } finally {
        await transport.close()
        await responses.close()
        await checkpointer.close()
      }
      if (route.note) summary.warnings.push(route.note)
      if (warehouse.recovery) summary.warnings.unshift(setAsideWarning(warehouse.recovery))
      if (!start.dryRun) settle(warehouse.db)
    } finally {
      warehouse.close()
    }
    if (summary.status === 'paused') pausedByServer = start
    active = null
    if (published !== null) emit({ type: 'published', goldVersion: published })
    emit({ type: 'finished', summary })
    return summary
  }

  /** The load is over and in the ledger: a log that cannot be copied now loses nothing. */
  function settle(db: WritableDb): void {
    try {
      settleLog(db)
    } catch (error) {
      onUnexpected(knownSqliteError(error))
    }
  }

  /** Runs maintenance under the writer lock, as the one thing that runs. */
  async function exclusively<T>(work: (db: WritableDb) => T): Promise<T> {
    assertIdle()
    const warehouse = openLocked()
    // A microtask later, so that `active` is set before the work, which is synchronous, clears it again.
    const ended = Promise.resolve()
      .then(() => work(warehouse.db))
      .finally(() => {
        warehouse.close()
        active = null
      })
    active = { control: null, ended: ended.catch(() => {}) }
    return ended
  }

  function assertIdle(): void {
    if (active)
      throw new KnownError('busy', active.control ? 'A load is running already.' : 'The warehouse is being worked on.')
  }

  function running(): RunControl {
    if (!active?.control) throw new KnownError('not_found', 'No load is running.')
    return active.control
  }

  function hold(): Promise<void> {
    assertIdle()
    held = unwrap(acquireWriterLock(dataDir, who))
    active = { control: null, ended: Promise.resolve() }
    return posters.stop()
  }

  /** Readers expect a database. A CLI that holds the lock at this moment makes one itself. */
  function prepare(): void {
    try {
      const warehouse = openLocked()
      try {
        markDeadRuns(warehouse.db, runtime.now())
      } finally {
        warehouse.close()
      }
    } catch (error) {
      // A folder that cannot be written to: reading goes on, and a load says so.
      const known = knownSqliteError(error)
      if (!(known instanceof KnownError)) onUnexpected(error)
    }
  }

  if (prepared) prepare()

  const onFailing = (isFailing: boolean): void => emit({ type: 'posters', isFailing })
  const posters = new PosterService({ dataDir, runtime, transport: transportOf, userAgent, onFailing })

  const close = async (): Promise<void> => {
    active?.control?.close()
    await posters.close()
    await active?.ended.catch(() => {})
    held?.release()
  }

  return {
    ...maintenance(exclusively, (goldVersion) => emit({ type: 'published', goldVersion })),
    'loader.start': async (start) => ({ runId: await begin(start).runId }),
    'loader.probe': ({ url, systemProxy = null }) => {
      const transport = transportOf(1, routeTo(url, process.env, systemProxy))
      return probeAddress({ url, transport, runtime, userAgent })
    },
    'sync.progress': () => progress,
    'sync.pause': () => running().pause(),
    'sync.resume': () => {
      if (pausedByServer) begin(pausedByServer)
      else running().resume()
    },
    'sync.cancel': () => {
      pausedByServer = null
      running().cancel()
    },
    ...posterChannels(posters, () => held !== null),
    'loader.hold': hold,
    'loader.shutdown': close,
    runToEnd: (start) => begin(start).ended,
    close,
  }
}

function setAsideWarning({ movedTo, restoredFrom }: Recovery): string {
  const replaced = restoredFrom === null ? 'this load fills a new one' : `the backup ${restoredFrom} took its place`
  return `The warehouse was damaged and has been set aside as ${movedTo}; ${replaced}.`
}
