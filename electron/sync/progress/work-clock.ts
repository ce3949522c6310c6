import type { Runtime } from '../fetch/runtime.ts'

/** How long a run was worked on, in all its attempts. Pauses do not count. All times in milliseconds. */
export class WorkClock {
  readonly #runtime: Runtime
  #before = 0
  #here = 0
  /** When it was set going; null while it stands. */
  #since: number | null

  constructor(runtime: Runtime) {
    this.#runtime = runtime
    this.#since = runtime.monotonic()
  }

  /** Takes up the time of earlier attempts. */
  restore(before: number): void {
    this.#before = before
  }

  stop(): void {
    this.#here += this.sinceGoMs
    this.#since = null
  }

  go(): void {
    this.#since ??= this.#runtime.monotonic()
  }

  /** Since it was last set going; 0 while it stands. */
  get sinceGoMs(): number {
    return this.#since === null ? 0 : this.#runtime.monotonic() - this.#since
  }

  /** Of this attempt. */
  get hereMs(): number {
    return this.#here + this.sinceGoMs
  }

  /** Of all attempts. */
  get workedMs(): number {
    return this.#before + this.hereMs
  }
}
