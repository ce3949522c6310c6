import type { WorkspaceName } from '../../../shared/choices.ts'
import type { ChannelName } from '../../../shared/contract/index.ts'
import type { AppEvent } from '../../../shared/ipc/events.ts'
import { idleProgress } from '../../../shared/ipc/progress.ts'
import { ok, type Result } from '../../../shared/ipc/result.ts'
import type { ProcessHost } from '../processes/process-host.ts'
import { workspaceFolder } from '../storage/workspace-folder.ts'

/** On whose behalf a process is called; `diagnostics`: only to tell of it, so that the call is not told of itself. */
export type CallOrigin = 'page' | 'main' | 'diagnostics'

/** A process of which every call is told (`WorkspaceDeps.onCall`). */
interface ToldHost extends ProcessHost {
  /** As that of the process, on somebody's behalf: main's own unless another is named. */
  call(channel: string, input: unknown, timeoutMs: number, origin?: CallOrigin): Promise<Result<unknown>>
}

/** An open data folder with its two processes. */
export interface Workspace {
  readonly name: WorkspaceName
  readonly dataDir: string
  readonly loader: ToldHost
  readonly reader: ToldHost
}

/** A call that went from main to another process. */
export interface ProcessCall {
  origin: CallOrigin
  owner: 'loader' | 'reader' | 'publisher' | 'exporter'
  channel: ChannelName
  ms: number
  result: Result<unknown>
}

export interface WorkspaceDeps {
  /** Starts the host of a process on a folder; the loader's waits until it is needed. */
  startHost: (
    name: 'loader' | 'reader',
    dataDir: string,
    onEvent: (event: AppEvent) => void,
    onState: (state: 'up' | 'restarting' | 'down') => void,
  ) => ProcessHost
  /** Makes what the folder needs before processes work on it: configuration files. */
  prepareFolder: (dataDir: string) => Promise<void>
  /** Notified of events of the current workspace only: a late word of a closed one is dropped. */
  onEvent: (event: AppEvent, workspace: Workspace) => void
  /** Notified of every call of a process once it is answered. */
  onCall?: (call: ProcessCall) => void
}

/** A quit has five seconds in all (quit.ts). */
const stopGraceMs = 3_500

/** Holds the one open workspace and changes it. */
export class Workspaces {
  readonly #deps: WorkspaceDeps
  #dataFolder: string
  #current: Workspace | null = null
  #changing: Promise<unknown> = Promise.resolve()

  constructor(dataFolder: string, deps: WorkspaceDeps) {
    this.#dataFolder = dataFolder
    this.#deps = deps
  }

  /** The data folder, which holds the sample workspace too. */
  get dataFolder(): string {
    return this.#dataFolder
  }

  /** False before the first `open`, while the workspace is changed, and after `close`. */
  get isOpen(): boolean {
    return this.#current !== null
  }

  /** @throws Error unless one is open */
  get current(): Workspace {
    if (!this.#current) throw new Error('no workspace is open')
    return this.#current
  }

  /** Closes the open workspace and opens another, one change after the other. */
  open(name: WorkspaceName, dataFolder: string = this.#dataFolder): Promise<Workspace> {
    const change = this.#changing.then(async () => {
      await this.#stopCurrent()
      this.#dataFolder = dataFolder
      const dataDir = workspaceFolder(dataFolder, name)
      // The reader first, since the first page waits for it; it makes do without the files of the folder.
      const reader = this.#host('reader', dataDir)
      const workspace: Workspace = { name, dataDir, reader, loader: this.#host('loader', dataDir) }
      this.#current = workspace
      await this.#deps.prepareFolder(dataDir)
      return workspace
    })
    this.#changing = change.catch(() => {})
    return change
  }

  /** Stops both processes, within a bound. */
  close(): Promise<void> {
    const change = this.#changing.then(() => this.#stopCurrent())
    this.#changing = change.catch(() => {})
    return change
  }

  /** Calls a channel of the current workspace's process. */
  async call(
    owner: 'loader' | 'reader',
    channel: ChannelName,
    input: unknown,
    timeoutMs: number,
    origin: CallOrigin = 'main',
  ): Promise<Result<unknown>> {
    // Every window asks at its start; that alone is no reason to start the loader too.
    if (channel === 'sync.progress' && !this.current.loader.begun()) return ok(idleProgress())
    return this.current[owner].call(channel, input, timeoutMs, origin)
  }

  /** Starts a host of which every call is told. */
  #host(name: 'loader' | 'reader', dataDir: string): ToldHost {
    const forward = (event: AppEvent): void => {
      const current = this.#current
      if (current?.dataDir === dataDir) this.#deps.onEvent(event, current)
    }
    const host = this.#deps.startHost(name, dataDir, forward, (state) => forward({ type: 'process', name, state }))
    return {
      start: () => host.start(),
      begun: () => host.begun(),
      call: async (channel, input, timeoutMs, origin = 'main') => {
        const began = performance.now()
        const result = await host.call(channel, input, timeoutMs)
        const ms = performance.now() - began
        this.#deps.onCall?.({ origin, owner: name, channel: channel as ChannelName, ms, result })
        return result
      },
      state: () => host.state(),
      replace: () => host.replace(),
      stop: (graceMs, channel) => host.stop(graceMs, channel),
    }
  }

  async #stopCurrent(): Promise<void> {
    const closing = this.#current
    this.#current = null
    if (!closing) return
    await Promise.all([closing.loader.stop(stopGraceMs, 'loader.shutdown'), closing.reader.stop(stopGraceMs)])
  }
}
