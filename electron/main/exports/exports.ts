import { basename } from 'node:path'
import type { ChannelInput, ChannelOutput, ChannelsOf, Handlers } from '../../../shared/contract/index.ts'
import { clipFormats, type ExportSpec } from '../../../shared/export/export-spec.ts'
import type { AppEvent } from '../../../shared/ipc/events.ts'
import { KnownError, type Result, unwrap } from '../../../shared/ipc/result.ts'
import { unguessable } from '../../files/small-file.ts'
import { type ExportTarget, refuseTarget, removeParts } from '../../warehouse/export/target.ts'
import type { ProcessHost } from '../processes/process-host.ts'
import { safeFileName } from '../storage/save-file.ts'

export interface ExportDeps {
  /** Starts the process on a data folder. */
  startHost: (dataDir: string, onEvent: (event: AppEvent) => void) => ProcessHost
  /** The open data folder; nothing is written in it. */
  dataDir: () => string
  /** The folder of both workspaces. */
  keepOut: () => string
  /** The program, as a file tells it. */
  program: string
  now: () => number
  send: (event: AppEvent) => void
  /** Notified of every call once it is answered. */
  onCall: (channel: ChannelsOf<'exporter'>, ms: number, result: Result<unknown>) => void
}

/** What is asked of the person and of the system. */
export interface ExportGestures {
  /** Asks where to save; null when the person changed their mind. */
  askSavePath: (suggestedName: string, format: string) => Promise<string | null>
  writeClipboard: (text: string) => void
  /** Whether the person did something lately that the page may answer to. */
  takeGesture: () => boolean
  /** Shows a file in its folder. */
  reveal: (file: string) => void
}

/** Ends a process within this, before its file is removed. */
const endGraceMs = 1_000
const cancelled = (): KnownError => new KnownError('cancelled', 'The export was cancelled. Nothing was written.')

interface Running {
  host: ProcessHost
  target: ExportTarget | null
  isCancelled: boolean
  /** Settles when its process has ended and what it left is removed. */
  ended: Promise<void>
}

/** Writes exports, one at a time, each by a process of its own: the reader goes on answering, and to cancel is to end it. */
export class Exports {
  readonly #deps: ExportDeps
  #running: Running | null = null
  #isAsking = false
  #last: string | null = null

  constructor(deps: ExportDeps) {
    this.#deps = deps
  }

  /** Whether something is being written. */
  get busy(): boolean {
    return this.#running !== null
  }

  handlers(
    gestures: ExportGestures,
  ): Pick<Handlers<ChannelsOf<'main'>>, 'export.start' | 'export.cancel' | 'export.reveal'> {
    return {
      'export.start': async (input) => {
        if (this.#running || this.#isAsking)
          throw new KnownError('busy', 'Something is being exported. Wait for it, or cancel it.')
        this.#isAsking = true
        try {
          return await this.#start(input, gestures)
        } finally {
          this.#isAsking = false
        }
      },
      'export.cancel': () => this.cancel(),
      'export.reveal': () => {
        if (this.#last === null) throw new KnownError('not_found', 'Nothing was exported in this session.')
        gestures.reveal(this.#last)
      },
    }
  }

  /** Ends what is being written; settles when its file is gone. */
  async cancel(): Promise<void> {
    const running = this.#running
    if (!running) return
    running.isCancelled = true
    await running.host.stop(endGraceMs)
    await running.ended
  }

  async #start(
    { spec, suggestedName, sidecar }: ChannelInput<'export.start'> & { spec: ExportSpec },
    gestures: ExportGestures,
  ): Promise<ChannelOutput<'export.start'>> {
    if (clipFormats.some((format) => format === spec.format)) {
      if (!gestures.takeGesture()) throw new KnownError('forbidden', 'Only what you ask for is copied. Copy it again.')
      const { text, rows } = await this.#ask('exporter.text', { spec }, null)
      gestures.writeClipboard(text)
      return { outcome: 'copied', rows }
    }
    const file = await gestures.askSavePath(safeFileName(suggestedName, spec.format), spec.format)
    if (file === null) return { outcome: 'left' }
    const beside = `${file}.json`
    for (const each of sidecar ? [file, beside] : [file]) await refuseTarget(each, this.#deps.keepOut())
    const target: ExportTarget = {
      part: unguessable(file),
      file,
      sidecar: sidecar ? { part: unguessable(beside), file: beside } : null,
    }
    const written = await this.#ask('exporter.write', { spec, target, program: this.#deps.program }, target)
    this.#last = file
    return { outcome: 'saved', fileName: basename(file), written }
  }

  async #ask<C extends ChannelsOf<'exporter'>>(
    channel: C,
    input: ChannelInput<C>,
    target: ExportTarget | null,
  ): Promise<ChannelOutput<C>> {
    const { startHost, dataDir, send, now, onCall } = this.#deps
    let end = (): void => {}
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    const running: Running = { host: startHost(dataDir(), send), target, isCancelled: false, ended }
    this.#running = running
    const began = now()
    try {
      const result = await running.host.call(channel, input, 0)
      onCall(channel, now() - began, result)
      if (running.isCancelled) throw cancelled()
      return unwrap(result) as ChannelOutput<C>
    } finally {
      await running.host.stop(endGraceMs)
      // A process that was ended, or died, leaves what it had written.
      if (target) await removeParts(target)
      this.#running = null
      end()
    }
  }
}
