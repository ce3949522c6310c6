import { KnownError } from '../../../shared/ipc/result.ts'
import type { Runtime } from './runtime.ts'

/** Why a request under way was given up although the load goes on: it is asked for again after the pause. */
export class Paused extends Error {}

/** A paused load ends with the program: it is still paused when the program is started again. */
export class Suspended extends Error {}

/** The person's hand on a running load: pause, resume, cancel. Also how one part of a load stops all others. */
export class RunControl {
  readonly #stop = new AbortController()
  readonly #inFlight = new Set<AbortController>()
  #resumed: { promise: Promise<void>; resolve: () => void } | null = null
  /** Told about every change between paused and running. */
  onPauseChange: ((paused: boolean) => void) | null = null

  /** Aborts when the load is cancelled or has failed; the reason is the error to report. */
  get signal(): AbortSignal {
    return this.#stop.signal
  }

  get paused(): boolean {
    return this.#resumed !== null
  }

  /** Ends the load as cancelled. Returns at once; the load ends within its current transaction. */
  cancel(): void {
    this.stop(
      new KnownError('cancelled', 'The load was cancelled. What it had stored is kept; the next load takes it up.'),
    )
  }

  /** Ends the load because the program ends: one that is paused stays paused, a running one is cancelled. */
  close(): void {
    if (this.paused) this.stop(new Suspended())
    else this.cancel()
  }

  /** Ends the load with an error. The first one counts. */
  stop(error: unknown): void {
    if (this.#stop.signal.aborted) return
    this.#stop.abort(error)
    this.#abortAll(error)
    this.resume()
  }

  /** Gives up the requests under way and lets none start until `resume`. */
  pause(): void {
    if (this.paused || this.#stop.signal.aborted) return
    let resolve = (): void => {}
    const promise = new Promise<void>((done) => {
      resolve = done
    })
    this.#resumed = { promise, resolve }
    this.#abortAll(new Paused())
    this.onPauseChange?.(true)
  }

  resume(): void {
    if (!this.#resumed) return
    this.#resumed.resolve()
    this.#resumed = null
    if (!this.#stop.signal.aborted) this.onPauseChange?.(false)
  }

  /** Resolves when the load is not paused; rejects when it was stopped. */
  async ready(): Promise<void> {
    while (this.#resumed) await this.#resumed.promise
    this.#stop.signal.throwIfAborted()
  }

  /** Runs work that `pause` and `cancel` may abort; rejects with Paused or the stopping error then. */
  async abortable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController()
    this.#stop.signal.throwIfAborted()
    if (this.paused) throw new Paused()
    this.#inFlight.add(controller)
    try {
      return await work(controller.signal)
    } finally {
      this.#inFlight.delete(controller)
    }
  }

  /** Waits; rejects when the load is stopped. */
  async sleep(runtime: Runtime, ms: number): Promise<void> {
    await runtime.sleep(ms, this.#stop.signal)
  }

  #abortAll(reason: unknown): void {
    for (const controller of [...this.#inFlight]) controller.abort(reason)
  }
}
