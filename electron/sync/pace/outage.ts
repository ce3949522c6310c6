import type { RunControl } from '../fetch/run-control.ts'
import type { Runtime } from '../fetch/runtime.ts'

/** Failures in a row, of whatever pages, that are the source's and not a page's own. */
const OUTAGE = 3

/**
 * Notices the end of an outage. Pages wait longer with each failure; when the source answers again they are asked for at once
 * instead of sitting out the waits that the outage earned them. How many at a time stays the rate controller's matter.
 */
export class Outage {
  readonly #waiting = new Set<AbortController>()
  #failures = 0

  failed(): void {
    this.#failures++
  }

  /** The source gave a sound response. */
  answered(): void {
    const wasOut = this.#failures >= OUTAGE
    this.#failures = 0
    if (!wasOut) return
    for (const wait of this.#waiting) wait.abort(wait)
    this.#waiting.clear()
  }

  /** Waits so many milliseconds, or until an outage is over. Rejects when the load is stopped. */
  async wait(control: RunControl, runtime: Runtime, ms: number): Promise<void> {
    const over = new AbortController()
    this.#waiting.add(over)
    try {
      await runtime.sleep(ms, AbortSignal.any([control.signal, over.signal]))
    } catch (error) {
      if (error !== over) throw error
    } finally {
      this.#waiting.delete(over)
    }
  }
}
