import { existsSync } from 'node:fs'
import type { Logger } from 'pino'
import type { WorkspaceName } from '../../shared/choices.ts'
import type { ChannelOutput } from '../../shared/contract/index.ts'
import type { AppEvent } from '../../shared/ipc/events.ts'
import type { SyncSummary } from '../../shared/ipc/progress.ts'
import { unwrap } from '../../shared/ipc/result.ts'
import { ensureConfigFiles, readConfig, watchConfig, writeProgress } from '../config/index.ts'
import type { AppWindow } from './app-window.ts'
import { Destinations } from './destinations/destinations.ts'
import type { AutomaticEnd } from './destinations/publish-notifier.ts'
import { Publisher } from './destinations/publisher.ts'
import { SecretStore, type SystemStore } from './destinations/secret-store.ts'
import type { CallLog } from './diagnostics/call-log.ts'
import { Exports } from './exports/exports.ts'
import { Posters } from './posters/posters.ts'
import { createProcessHost, type HostState, type Timers } from './processes/process-host.ts'
import { processOf, readerStamp, spawnUtility } from './processes/utility.ts'
import { endInOrder } from './shell/quit.ts'
import { copyData, noteLocation, removeData } from './storage/move-data.ts'
import type { UiStore } from './storage/ui-store.ts'
import { createSampleServer } from './sync/sample-server.ts'
import { Schedule } from './sync/schedule.ts'
import { SyncController } from './sync/sync-controller.ts'
import { failedStart } from './sync/untold-ends.ts'
import { type Workspace, Workspaces } from './sync/workspace.ts'
import { FirstPage, goldOf, type Shown } from './warm-start/first-page.ts'

/** Timers of the running app. */
export const systemTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

export interface ServiceDeps {
  home: string
  dataFolder: string
  log: Logger
  calls: CallLog
  ui: UiStore
  page: AppWindow
  /** See `Opened` (core.ts). */
  shown: Shown | null
  /** Name and version. */
  program: string
  systemProxy: (url: string) => Promise<string | null>
  onFinished: (summary: SyncSummary) => void
  /** Told of each end of what is done at destinations after loads. */
  onPublished: AutomaticEnd
  secretStore: SystemStore
  onShare: (share: number | null) => void
  /** A load began, ended, was paused or resumed. */
  onState: () => void
}

const statusTimeoutMs = 20_000
/** How long the end of the app may wait for an answer that the next start would show. */
const keepTimeoutMs = 500
const stopGraceMs = 5_000
/** How long the loader lets the reader and the page have the processors to themselves; a call starts it at once. */
const loaderDelayMs = 2_000

/** The parts of main that outlive a window: the workspace with its processes, loads, schedule and configuration watch. */
export class Services {
  readonly workspaces: Workspaces
  readonly sync: SyncController
  readonly schedule: Schedule
  readonly destinations: Destinations
  readonly posters: Posters
  readonly exports: Exports
  readonly firstPage: FirstPage
  readonly #deps: ServiceDeps
  readonly #publisher: Publisher
  readonly #sample: ReturnType<typeof createSampleServer>
  #watch: ReturnType<typeof watchConfig> | null = null
  #confirmed = false

  constructor(deps: ServiceDeps) {
    this.#deps = deps
    const { log, page } = deps
    this.firstPage = new FirstPage(deps.shown)
    let wasActive = false
    this.#sample = createSampleServer((text) => log.info({ from: 'sample server' }, text.trim()))
    this.workspaces = new Workspaces(deps.dataFolder, {
      prepareFolder: async (dataDir) => {
        // Not one made anew in the place of a drive that is away.
        if (!existsSync(this.workspaces.dataFolder)) return
        try {
          await ensureConfigFiles(dataDir)
        } catch (error) {
          // A folder that cannot be written to can still be read.
          log.warn({ err: error }, 'the configuration files could not be made')
        }
      },
      startHost: (name, dataDir, onEvent, onState) =>
        createProcessHost({
          spawn: () => spawnUtility(...processOf(name, dataDir), (text) => log.info({ from: name }, text.trim())),
          waits: name === 'loader',
          timers: systemTimers,
          now: Date.now,
          onEvent,
          onState,
          onLog: ({ level, message, stack }) => log[level]({ from: name, stack }, message),
          onSlow: (statement) => deps.calls.statement(name, statement),
        }),
      onEvent: (event, workspace) => this.sync.handle(event, workspace),
      onCall: (call) => deps.calls.toProcess(call),
    })
    this.sync = new SyncController({
      current: () => this.workspaces.current,
      isCurrent: (workspace) => this.workspaces.isOpen && this.workspaces.current === workspace,
      readConfig: (dataDir) => readConfig(dataDir),
      systemProxy: deps.systemProxy,
      sampleUrl: () => this.#sample.url(),
      writeProgress: async (dataDir, progress) => {
        const { skipped } = await writeProgress(dataDir, progress)
        this.#watch?.seen()
        if (skipped.length > 0) log.warn({ skipped }, 'progress was not written to a file that cannot be read')
      },
      send: (event) => page.send(event),
      onFinished: (summary) => {
        deps.onFinished(summary)
        void this.destinations.afterLoad(summary)
      },
      onShare: deps.onShare,
      onState: ({ active }) => {
        if (active && !wasActive) this.schedule.loadStarted()
        wasActive = active
        deps.onState()
      },
      onError: (where, error) => log.error({ err: error, where }, 'a load could not be served'),
    })
    const startHelper =
      (name: 'publisher' | 'exporter') =>
      (dataDir: string, onEvent: (event: AppEvent) => void, onState: (state: HostState) => void = () => undefined) =>
        createProcessHost({
          spawn: () => spawnUtility(...processOf(name, dataDir), (text) => log.info({ from: name }, text.trim())),
          timers: systemTimers,
          now: Date.now,
          onEvent,
          onState,
          onLog: ({ level, message, stack }) => log[level]({ from: name, stack }, message),
        })
    this.#publisher = new Publisher({
      startHost: startHelper('publisher'),
      dataDir: () => this.workspaces.current.dataDir,
      timers: systemTimers,
      now: Date.now,
      send: (event) => page.send(event),
      onCall: (channel, ms, result) =>
        deps.calls.toProcess({ origin: 'page', owner: 'publisher', channel, ms, result }),
    })
    this.destinations = new Destinations({
      current: () => this.workspaces.current,
      publisher: this.#publisher,
      secrets: new SecretStore(deps.home, deps.secretStore),
      onAutomatic: deps.onPublished,
      now: Date.now,
    })
    this.posters = new Posters({ current: () => this.workspaces.current, systemProxy: deps.systemProxy })
    this.exports = new Exports({
      startHost: startHelper('exporter'),
      dataDir: () => this.workspaces.current.dataDir,
      keepOut: () => this.workspaces.dataFolder,
      program: deps.program,
      now: Date.now,
      send: (event) => page.send(event),
      onCall: (channel, ms, result) => deps.calls.toProcess({ origin: 'page', owner: 'exporter', channel, ms, result }),
    })
    this.schedule = new Schedule({ timers: systemTimers, now: Date.now, run: () => void this.#runScheduled() })
  }

  /** Opens a workspace and everything that follows its folder. */
  async open(name: WorkspaceName, dataFolder?: string): Promise<Workspace> {
    this.#watch?.close()
    this.schedule.stop()
    await this.#publisher.close()
    const workspace = await this.workspaces.open(name, dataFolder)
    this.sync.reset()
    this.posters.changed()
    if (name !== 'sample') this.#sample.stop()
    this.#watch = watchConfig(
      workspace.dataDir,
      () => {
        this.sync.configChanged()
        this.posters.changed()
        this.#planLoads()
        this.#deps.page.send({ type: 'config', reason: 'changedOnDisk' })
      },
      systemTimers.after,
    )
    void this.#planFromLastRun(workspace)
    return workspace
  }

  async switchWorkspace(name: WorkspaceName): Promise<void> {
    await this.open(name)
    this.firstPage.forget()
    this.#deps.ui.set('workspace', name)
    this.#deps.page.send({ type: 'workspace', workspace: name })
  }

  /** A configuration file was saved in the window. */
  configSaved(): void {
    this.#watch?.seen()
    this.sync.configChanged()
    this.posters.changed()
    this.#planLoads()
    this.#deps.page.send({ type: 'config', reason: 'saved' })
  }

  /**
   * Moves all data to an empty folder: copied first, noted, and only then removed from where it was. The loader keeps the
   * writer lock of the folder meanwhile, so that no command line writes into what is being copied.
   *
   * @throws KnownError `locked` while another process writes, and what `copyData` throws
   */
  async moveData(target: string): Promise<void> {
    const source = this.workspaces.dataFolder
    const { name } = this.workspaces.current
    // The lock that counts is that of the whole folder, not the one of the sample catalogue inside it.
    if (name !== 'catalogue') await this.open('catalogue')
    this.schedule.stop()
    let folder = source
    try {
      const { loader, reader } = this.workspaces.current
      unwrap(await loader.call('loader.hold', null, statusTimeoutMs))
      await reader.stop(stopGraceMs)
      await copyData(source, target)
      await noteLocation(this.#deps.home, target)
      folder = target
      removeData(source)
    } finally {
      await this.open(name, folder)
    }
    this.#deps.page.send({ type: 'workspace', workspace: name })
  }

  /** Ends every process, within a bound. */
  async shutDown(): Promise<void> {
    this.schedule.stop()
    this.#watch?.close()
    this.#sample.stop()
    await endInOrder({
      ui: this.#deps.ui,
      keepFirstPage: () => this.#keepFirstPage(),
      workspaces: {
        close: async () =>
          void (await Promise.all([this.workspaces.close(), this.#publisher.close(), this.exports.cancel()])),
      },
    })
  }

  async #keepFirstPage(): Promise<void> {
    // A load that runs or waits goes on writing while it ends.
    if (this.sync.active || !this.workspaces.isOpen) return
    const { dataDir, reader } = this.workspaces.current
    await this.firstPage.keep(
      this.#deps.home,
      () => readerStamp(dataDir),
      (channel, input) => reader.call(channel, input, keepTimeoutMs),
    )
  }

  #planLoads(): void {
    this.schedule.configure(readConfig(this.workspaces.current.dataDir).yaml.schedule)
  }

  async #planFromLastRun(workspace: Workspace): Promise<void> {
    const answer = await workspace.reader.call('warehouse.status', null, statusTimeoutMs)
    const status = answer.ok ? (answer.value as ChannelOutput<'warehouse.status'>) : null
    this.#confirmShown(status?.goldVersion)
    if (status && status.goldVersion > 0) systemTimers.after(loaderDelayMs, () => workspace.loader.start())
    // There is a warehouse to be made, brought up to date or mended.
    else workspace.loader.start()
    if (workspace !== this.workspaces.current) return
    this.schedule.configure(readConfig(workspace.dataDir).yaml.schedule, status?.lastRun?.startedAt ?? null)
  }

  /** Has the page ask again when the reader, once up, does not agree with what the page was given before. */
  #confirmShown(goldVersion: number | undefined): void {
    const { shown, page } = this.#deps
    if (!shown || this.#confirmed) return
    this.#confirmed = true
    const shownGold = goldOf(shown)
    if (goldVersion !== shownGold) page.send({ type: 'published', goldVersion: goldVersion || shownGold })
  }

  async #runScheduled(): Promise<void> {
    if (this.sync.active) return
    const started = await this.sync.start({}, 'schedule')
    if (started.ok) return
    const { kind, message } = started.error
    this.#deps.log.warn({ kind }, `a scheduled load did not start: ${message}`)
    // Another process that is loading does what this load would have done; anything else is a failure to tell of.
    if (kind !== 'locked' && kind !== 'busy') this.#deps.onFinished(failedStart(started.error))
  }
}
