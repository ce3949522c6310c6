import type { ChannelInput, ChannelOutput, ChannelsOf } from '../../../shared/contract/index.ts'
import type { AppEvent } from '../../../shared/ipc/events.ts'
import type { Publication } from '../../../shared/ipc/publication.ts'
import { fail, type Result, unwrap } from '../../../shared/ipc/result.ts'
import type { HostState, ProcessHost, Timers } from '../processes/process-host.ts'

export interface PublisherDeps {
  /** Starts the process on a data folder. */
  startHost: (dataDir: string, onEvent: (event: AppEvent) => void, onState: (state: HostState) => void) => ProcessHost
  /** The open data folder. */
  dataDir: () => string
  timers: Timers
  now: () => number
  send: (event: AppEvent) => void
  /** Notified of every call once it is answered. */
  onCall: (channel: ChannelsOf<'publisher'>, ms: number, result: Result<unknown>) => void
}

/** The process stays this long after its last work: who looks at a destination looks at more of it. */
const idleMs = 60_000
/** A quit has five seconds in all (quit.ts). */
const stopGraceMs = 3_500

export const interruptedMessage =
  'The program that publishes stopped. What was published before is unchanged. Publish again to go on.'

/**
 * The publisher's process and what it told last: started for a piece of work, ended a minute after the last one. When it dies at
 * work, that is told as an interrupted publication, and the next piece of work starts another.
 */
export class Publisher {
  readonly #deps: PublisherDeps
  #host: ProcessHost | null = null
  #works = 0
  #cancelEnd: (() => void) | null = null
  #pictures = new Map<string, Publication>()

  constructor(deps: PublisherDeps) {
    this.#deps = deps
  }

  /** Whether something is being done at a destination. */
  get busy(): boolean {
    return [...this.#pictures.values()].some(({ status }) => status === 'running')
  }

  /** What goes on at a destination, or was done there last in this session; null = nothing. */
  picture(name: string): Publication | null {
    return this.#pictures.get(name) ?? null
  }

  /** Has the process do something. @throws KnownError as the process says, `unavailable` when it died at it */
  async ask<C extends ChannelsOf<'publisher'>>(channel: C, input: ChannelInput<C>): Promise<ChannelOutput<C>> {
    this.#cancelEnd?.()
    this.#cancelEnd = null
    this.#host ??= this.#start()
    const host = this.#host
    this.#works++
    const began = this.#deps.now()
    try {
      const result = await host.call(channel, input, 0)
      this.#deps.onCall(channel, this.#deps.now() - began, result)
      return unwrap(result) as ChannelOutput<C>
    } finally {
      this.#works--
      if (this.#works === 0 && this.#host === host) {
        this.#cancelEnd = this.#deps.timers.after(idleMs, () => this.#endIdle(host))
      }
    }
  }

  /** Cancels what is done at a destination; nothing where nothing is. */
  async cancel(name: string): Promise<void> {
    if (this.#host && this.#works > 0) await this.ask('publisher.cancel', { name })
  }

  /** Cancels everything and ends the process, within a bound; what was told is forgotten. */
  async close(): Promise<void> {
    this.#cancelEnd?.()
    this.#cancelEnd = null
    const host = this.#host
    // Its last word is heard meanwhile.
    await host?.stop(stopGraceMs, 'publisher.shutdown')
    if (this.#host === host) this.#host = null
    this.#pictures.clear()
  }

  #start(): ProcessHost {
    const host: ProcessHost = this.#deps.startHost(
      this.#deps.dataDir(),
      (event) => {
        if (this.#host === host) this.#hear(event)
      },
      (state) => {
        if (state !== 'up' && this.#host === host) this.#died(host)
      },
    )
    return host
  }

  #hear(event: AppEvent): void {
    if (event.type === 'publication') this.#pictures.set(event.publication.destination, event.publication)
    this.#deps.send(event)
  }

  /** It is not started again by itself: there is nothing to be done until somebody asks. */
  #died(host: ProcessHost): void {
    this.#host = null
    this.#cancelEnd?.()
    this.#cancelEnd = null
    // Not before its host has planned to start it again: that is called off.
    queueMicrotask(() => void host.stop(0))
    for (const picture of this.#pictures.values()) {
      if (picture.status !== 'running') continue
      const elapsedMs = this.#deps.now() - picture.startedAt
      const { error } = fail('unavailable', interruptedMessage)
      const publication: Publication = { ...picture, status: 'interrupted', elapsedMs, message: null, error }
      this.#pictures.set(picture.destination, publication)
      this.#deps.send({ type: 'publication', publication })
    }
  }

  #endIdle(host: ProcessHost): void {
    this.#cancelEnd = null
    // Asked again, another one is started.
    this.#host = null
    void host.stop(stopGraceMs)
  }
}
