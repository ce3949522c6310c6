import type { FetchedPage, PageOutcome, RunCounters } from '../warehouse/load-store.ts'
import type { PageSink } from './page-sink.ts'
import type { EngineHooks, PageAnswer } from './page-source.ts'
import type { Plan } from './plan.ts'
import type { Runtime } from './runtime.ts'

/** Pages that one transaction may hold: enough to make transactions cheap, few enough to keep the process answering. */
const MAX_BATCH = 32
/** Pages that may wait for the writer; beyond it, whoever brings one waits. */
const MAX_WAITING = 48
/**
 * Pages worth a transaction: with fewer the same tree pages are written again and again (with 2, half as much again as with 16),
 * with more the reading thread has run out of answers before the transaction ends.
 */
const ENOUGH = 8
/** How long fewer may wait for others. */
const GATHER_MS = 20
/** Share of its time that the writer must be busy before pages wait: else the network is what takes time, and long turns hold it up. */
const BUSY = 0.4
/** Transactions over which that share is taken. */
const REMEMBERED = 4

interface Waiting {
  page: FetchedPage
  /** Marks the page as committed in the plan; runs just before the transaction that also keeps the plan. */
  mark: (plan: Plan) => void
  resolve: (outcome: PageOutcome) => void
  reject: (error: unknown) => void
}

export interface PageWriterOptions {
  sink: PageSink
  plan: Plan
  counters: () => RunCounters
  onCommitted: (outcomes: readonly PageOutcome[], pages: readonly FetchedPage[], ms: number) => void
  runtime: Runtime
  hooks: EngineHooks
  /** How many hand over pages at the same time: one that waits for its page to be stored is not made to wait for others. */
  sources: number
}

/** Commits pages in the order in which they are handed over, several a transaction when several wait. */
export class PageWriter {
  readonly #options: PageWriterOptions
  readonly #waiting: Waiting[] = []
  readonly #enough: number
  #due = false
  #gathering = false
  #busy = 0
  #endedAt: number
  #failed: { error: unknown } | null = null
  readonly #roomWanted: (() => void)[] = []

  constructor(options: PageWriterOptions) {
    this.#options = options
    this.#enough = options.sources === 1 ? 1 : Math.min(ENOUGH, options.sources * 2)
    this.#endedAt = options.runtime.monotonic()
  }

  /** Changes the plan that is kept with the pages (a new page size). */
  set plan(plan: Plan) {
    this.#options.plan = plan
  }

  /** Resolves when a page may be handed over: what waits in memory is bounded. */
  async room(): Promise<void> {
    while (this.#waiting.length >= MAX_WAITING && !this.#failed) {
      await new Promise<void>((resolve) => this.#roomWanted.push(resolve))
    }
  }

  /** Commits a page soon. Resolves with what it did; rejects when its transaction, or an earlier one, failed. */
  commit(page: FetchedPage, mark: (plan: Plan) => void): Promise<PageOutcome> {
    return new Promise((resolve, reject) => {
      if (this.#failed) {
        reject(this.#failed.error)
        return
      }
      this.#waiting.push({ page, mark, resolve, reject })
      this.#schedule()
    })
  }

  /** Commits at once what waits: nothing more will come for a while. */
  flush(): void {
    while (this.#waiting.length > 0) this.#write()
  }

  #schedule(): void {
    if (this.#waiting.length >= this.#enough || this.#busy < BUSY) this.#writeSoon()
    else if (!this.#gathering) {
      this.#gathering = true
      void this.#options.runtime.sleep(GATHER_MS).then(() => {
        this.#gathering = false
        if (this.#waiting.length > 0) this.#writeSoon()
      })
    }
  }

  #noteBusy(startedAt: number, endedAt: number): void {
    const share = (endedAt - startedAt) / Math.max(1, endedAt - this.#endedAt)
    this.#busy += (share - this.#busy) / REMEMBERED
    this.#endedAt = endedAt
  }

  #writeSoon(): void {
    if (this.#due) return
    this.#due = true
    const write = (): void => {
      this.#due = false
      this.#write()
      if (this.#waiting.length > 0) this.#schedule()
    }
    try {
      const held = this.#options.sink.held()
      if (held) held.then(write, (error: unknown) => this.#fail(error))
      else setImmediate(write)
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Everybody who waits, and everybody who comes later, hears of it: a page that nobody will store must hold nobody up. */
  #fail(error: unknown, batch: readonly Waiting[] = []): void {
    this.#failed = { error }
    for (const { reject } of [...batch, ...this.#waiting.splice(0)]) reject(error)
    this.#makeRoom()
  }

  #makeRoom(): void {
    for (const wake of this.#roomWanted.splice(0)) wake()
  }

  #write(): void {
    const { sink, plan, counters, onCommitted, runtime, hooks } = this.#options
    const batch = this.#waiting.splice(0, MAX_BATCH)
    if (batch.length === 0) return
    try {
      hooks.at?.('commit-before')
      for (const { mark } of batch) mark(plan)
      const startedAt = runtime.monotonic()
      const pages = batch.map(({ page }) => page)
      const outcomes = sink.commit(pages, plan, counters())
      const endedAt = runtime.monotonic()
      this.#noteBusy(startedAt, endedAt)
      onCommitted(outcomes, pages, endedAt - startedAt)
      hooks.at?.('commit-after')
      for (const [index, { resolve, reject }] of batch.entries()) {
        const outcome = outcomes[index]
        if (outcome) resolve(outcome)
        else reject(new Error('the store answered fewer pages than it was given'))
      }
      this.#makeRoom()
    } catch (error) {
      this.#fail(error, batch)
    }
  }
}

/** Brings an answer into the form that the warehouse keeps. */
export function toFetchedPage(answer: PageAnswer, stripe: number): FetchedPage {
  const { page, limit, fetchedAt, status, attempts, wireCodec, stored } = answer
  const { rows, drift } = answer.answer
  return { page, pageLimit: limit, stripe, fetchedAt, httpStatus: status, attempts, wireCodec, ...stored, rows, drift }
}
