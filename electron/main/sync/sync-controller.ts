import type { ChannelOutput } from '../../../shared/contract/index.ts'
import type { StartSyncInput } from '../../../shared/contract/sync.ts'
import type { AppEvent } from '../../../shared/ipc/events.ts'
import type { SyncProgress, SyncSummary } from '../../../shared/ipc/progress.ts'
import { fail, ok, type Result } from '../../../shared/ipc/result.ts'
import { type Config, loadObstacle, syncSettings } from '../../config/index.ts'
import { interruptedSummary } from './untold-ends.ts'
import type { Workspace } from './workspace.ts'

export type StartTrigger = 'manual' | 'schedule'

export interface SyncControllerDeps {
  current: () => Workspace
  /** Whether this is the open workspace still. */
  isCurrent: (workspace: Workspace) => boolean
  readConfig: (dataDir: string) => Config
  /** What the system says of the way to an address (`PROXY host:port; DIRECT`); null when it does not tell. */
  systemProxy: (url: string) => Promise<string | null>
  /** Address of the bundled sample server, started when it is not running. */
  sampleUrl: () => Promise<string>
  writeProgress: (dataDir: string, progress: NonNullable<SyncSummary['progress']>) => Promise<unknown>
  /** Shows an event to the page. */
  send: (event: AppEvent) => void
  /** Told of each end of a load. */
  onFinished: (summary: SyncSummary) => void
  /** Share of the load that is done, 0–1; null when none runs. */
  onShare: (share: number | null) => void
  /** Told when a load begins, ends, is paused or resumed. */
  onState: (state: { active: boolean; paused: boolean }) => void
  onError: (where: string, error: unknown) => void
}

const refreshTimeoutMs = 120_000
const startTimeoutMs = 60_000
/** A loader that has not heard a cancel by then is deaf: a person is promised two seconds. */
const cancelTimeoutMs = 1_500

/** Starts loads, follows their events, and puts them in the order the page relies on. */
export class SyncController {
  readonly #deps: SyncControllerDeps
  #active = false
  #latest: SyncProgress | null = null
  /** The loader's process is being ended, because a person cancelled its load and it did not hear. */
  #isCancelling = false
  #order: Promise<void> = Promise.resolve()
  #idleListeners: (() => void)[] = []
  #told = ''
  /** The publish that the page was last told of, by its name (`reader.refresh`); null = none of this workspace. */
  #toldPublish: string | null = null
  #offer: { url: string; source: string } | null = null
  /** The address that the load was started with. */
  #source: string | null = null

  constructor(deps: SyncControllerDeps) {
    this.#deps = deps
  }

  /** Whether a load runs or is paused. */
  get active(): boolean {
    return this.#active
  }

  /** Whether a load runs or is paused that has not told its end yet; one that has is only closed and written down. */
  get undecided(): boolean {
    const status = this.#latest?.status
    return this.#active && (status === 'running' || status === 'paused')
  }

  /** Whether a load waits to be resumed: by the person, or because the server asked for a longer rest. */
  get paused(): boolean {
    return this.#latest?.status === 'paused'
  }

  /**
   * The address that the load which ended last offered; null when it offered none, when another load began since, or when the
   * settings are no longer those that it was started with.
   */
  get offer(): string | null {
    const offer = this.#offer
    // The watch on the folder may not have noticed yet.
    return offer && this.#sourceOf(this.#deps.current()) === offer.source ? offer.url : null
  }

  /** The settings were changed, here or elsewhere: what a load offered was said of other ones. */
  configChanged(): void {
    this.#offer = null
  }

  /** Starts a load; answers once its run is in the ledger. */
  async start(input: StartSyncInput, trigger: StartTrigger): Promise<Result<{ runId: number | null }>> {
    // One that runs is told by the loader.
    await this.atRest()
    this.#offer = null
    if (!this.#active) this.#isCancelling = false
    const workspace = this.#deps.current()
    const config = this.#deps.readConfig(workspace.dataDir)
    const settings = syncSettings(config)
    const obstacle = workspace.name === 'sample' ? null : loadObstacle(config)
    if (obstacle) return { ok: false, error: obstacle.toAppError() }
    if (workspace.name === 'sample') {
      try {
        settings.url = await this.#deps.sampleUrl()
      } catch (error) {
        this.#deps.onError('sample server', error)
        return fail('unavailable', 'The sample catalogue could not be started. The log has the details.')
      }
    }
    const { mode = null, dryRun = false, acceptRemovals = false, acceptMissingFields = false, page = null } = input
    const systemProxy = await this.#deps.systemProxy(settings.url)
    const request = { settings, mode, dryRun, acceptRemovals, acceptMissingFields, page, trigger, systemProxy }
    const before = this.#source
    this.#source = settings.url
    const answer = await workspace.loader.call('loader.start', request, startTimeoutMs)
    // One that runs goes on with the address it has.
    if (!answer.ok && this.#source === settings.url) this.#source = before
    return answer as Result<{ runId: number | null }>
  }

  /** Asks an address for one page, as a load would; fails unless the answer is sound. */
  async probe(url: string): Promise<Result<unknown>> {
    const systemProxy = await this.#deps.systemProxy(url)
    return this.#deps.current().loader.call('loader.probe', { url, systemProxy }, startTimeoutMs)
  }

  /** Asks the running load for something that has no answer. */
  async ask(what: 'sync.pause' | 'sync.resume'): Promise<void> {
    const answer = await this.#deps.current().loader.call(what, null, startTimeoutMs)
    if (!answer.ok) this.#deps.onError(what, new Error(answer.error.message))
  }

  /** Cancels the load. The process of a loader that does not hear it is ended: what it has stored is kept, as at any end. */
  async cancel(): Promise<Result<unknown>> {
    const { loader } = this.#deps.current()
    const answer = await loader.call('sync.cancel', null, cancelTimeoutMs)
    if (answer.ok || answer.error.kind !== 'timeout' || !this.#active) return answer
    this.#isCancelling = true
    loader.replace()
    return ok(undefined)
  }

  /**
   * Whether no load runs or is paused. One that has told its end is still being closed and written down: that is waited for, since
   * the page calls it complete already.
   */
  async atRest(): Promise<boolean> {
    if (this.undecided) return false
    await this.untilIdle()
    return true
  }

  /** Resolves when no load runs. */
  untilIdle(): Promise<void> {
    return this.#active ? new Promise((resolve) => this.#idleListeners.push(resolve)) : Promise.resolve()
  }

  /** Takes an event of the current workspace's processes. */
  handle(event: AppEvent, workspace: Workspace): void {
    if (event.type === 'progress') {
      this.#latest = event.progress
      const { status, pages, dryRun } = event.progress
      if (status === 'running' || status === 'paused') {
        this.#active = true
        this.#offer = null
        this.#tellState()
        this.#deps.onShare(pages.planned > 0 && !dryRun ? pages.done / pages.planned : 0)
      }
      this.#deps.send(event)
    } else if (event.type === 'finished' || event.type === 'published') {
      // It has ended and said how, so its process may die: `atRest` waits for what is left.
      if (event.type === 'finished') {
        this.#latest = null
        this.#isCancelling = false
        const newUrl = event.summary.error?.detail?.newUrl
        // Not of the settings as they are by now: the new address takes the place of the one that was asked.
        const source = this.#source
        this.#offer = typeof newUrl === 'string' && source !== null ? { url: newUrl, source } : null
      }
      // One after the other: a page that hears `finished` must find the new data already published.
      this.#order = this.#order
        .then(() => this.#settle(event, workspace))
        .catch((error: unknown) => {
          this.#deps.onError(event.type, error)
        })
    } else {
      if (event.type === 'process' && event.name === 'loader' && event.state !== 'up') this.#loaderDied()
      this.#deps.send(event)
    }
  }

  /** Forgets the load of a workspace that was closed. */
  reset(): void {
    this.#latest = null
    this.#isCancelling = false
    this.#toldPublish = null
    this.#offer = null
    this.#source = null
    this.#becomeIdle()
  }

  /** A dead loader tells nothing of its end, unless it has done so already; the page and the person are notified of it all the same. */
  #loaderDied(): void {
    const latest = this.#active ? this.#latest : null
    if (!latest) return
    this.#latest = null
    this.#becomeIdle()
    const summary = interruptedSummary(latest, this.#isCancelling)
    this.#isCancelling = false
    this.#deps.send({ type: 'finished', summary })
    this.#deps.onFinished(summary)
  }

  async #settle(event: Extract<AppEvent, { type: 'finished' | 'published' }>, workspace: Workspace): Promise<void> {
    if (event.type === 'published') {
      await this.#settlePublish(event, workspace)
      return
    }
    if (event.summary.progress && !event.summary.dryRun) {
      try {
        await this.#deps.writeProgress(workspace.dataDir, event.summary.progress)
        this.#deps.send({ type: 'config', reason: 'progress' })
      } catch (error) {
        this.#deps.onError('writing progress', error)
      }
    }
    this.#deps.send(event)
    this.#becomeIdle()
    this.#deps.onFinished(event.summary)
  }

  /**
   * Has the reader follow a publish, then tells the page, once: of a load of this app both the loader tells and, when its three
   * seconds are up just then, the reader.
   */
  async #settlePublish(event: Extract<AppEvent, { type: 'published' }>, workspace: Workspace): Promise<void> {
    const refreshed = await workspace.reader.call('reader.refresh', null, refreshTimeoutMs)
    if (!this.#deps.isCurrent(workspace)) return
    if (!refreshed.ok) {
      // Better told twice than not at all.
      this.#deps.onError('reader.refresh', new Error(refreshed.error.message))
      this.#deps.send(event)
      return
    }
    const { goldVersion, publish } = refreshed.value as ChannelOutput<'reader.refresh'>
    const { replaced } = event
    // Another file under the name may have the version and the publish of the one before.
    if (publish !== null && publish === this.#toldPublish && !replaced) return
    this.#toldPublish = publish
    this.#deps.send({ type: 'published', goldVersion, ...(replaced ? { replaced } : {}) })
  }

  #sourceOf(workspace: Workspace): string {
    return this.#deps.readConfig(workspace.dataDir).yaml.yts_url
  }

  #becomeIdle(): void {
    this.#active = false
    this.#deps.onShare(null)
    this.#tellState()
    const idle = this.#idleListeners
    this.#idleListeners = []
    for (const listener of idle) listener()
  }

  #tellState(): void {
    const state = { active: this.active, paused: this.paused }
    const told = JSON.stringify(state)
    if (told === this.#told) return
    this.#told = told
    this.#deps.onState(state)
  }
}
