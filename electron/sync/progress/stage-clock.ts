import type { LoadStore, PageOutcome } from '../../warehouse/write/load-store.ts'

/** Where the time of a load goes, and what went in and out of each stage. */
export class StageClock {
  readonly #monotonic: () => number
  readonly #startedAt: number
  #planned = 0
  #read = 0
  readonly #stored = { rows: 0, distinct: 0, quarantined: 0, pages: 0, ms: 0 }

  constructor(monotonic: () => number) {
    this.#monotonic = monotonic
    this.#startedAt = monotonic()
  }

  /** The plan is made. */
  planned(): void {
    this.#planned = this.#monotonic()
  }

  /** All pages are read and stored. */
  read(): void {
    this.#read = this.#monotonic()
  }

  stored(outcomes: readonly PageOutcome[], ms: number): void {
    for (const outcome of outcomes) {
      this.#stored.rows += outcome.fetched
      this.#stored.distinct += outcome.distinct
      this.#stored.quarantined += outcome.quarantined
      this.#stored.pages++
    }
    this.#stored.ms += ms
  }

  /** Writes the stages up to the promotion, which records its own. */
  record(store: LoadStore, runId: number, pages: { planned: number; failed: number }): void {
    const { rows, distinct, quarantined, ms } = this.#stored
    const end = this.#read || this.#monotonic()
    const planned = this.#planned || end
    store.recordStage(runId, 'plan', 0, pages.planned, 0, planned - this.#startedAt)
    store.recordStage(runId, 'fetch', pages.planned, this.#stored.pages, pages.failed, end - planned)
    store.recordStage(runId, 'store', rows, distinct - quarantined, quarantined, ms)
  }
}
