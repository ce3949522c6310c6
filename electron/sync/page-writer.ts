import type { FetchedPage, PageOutcome, RunCounters } from '../warehouse/load-store.ts'
import { storedForm } from './body.ts'
import type { PageSink } from './page-sink.ts'
import type { EngineHooks, PageAnswer } from './page-source.ts'
import type { Plan } from './plan.ts'

/** Pages that one transaction may hold: enough to make transactions cheap, few enough to keep the process answering. */
const MAX_BATCH = 16
/** Pages that may wait for the writer; beyond it, whoever brings one waits. */
const MAX_WAITING = 16

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
  monotonic: () => number
  hooks: EngineHooks
}

/** Commits pages in the order in which they are handed over, several a transaction when several wait. */
export class PageWriter {
  readonly #options: PageWriterOptions
  readonly #waiting: Waiting[] = []
  #scheduled = false
  #failed: { error: unknown } | null = null
  readonly #roomWanted: (() => void)[] = []

  constructor(options: PageWriterOptions) {
    this.#options = options
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

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#write()
      if (this.#waiting.length > 0) this.#schedule()
    })
  }

  #write(): void {
    const { sink, plan, counters, onCommitted, monotonic, hooks } = this.#options
    const batch = this.#waiting.splice(0, MAX_BATCH)
    if (batch.length === 0) return
    try {
      hooks.at?.('commit-before')
      for (const { mark } of batch) mark(plan)
      const startedAt = monotonic()
      const pages = batch.map(({ page }) => page)
      const outcomes = sink.commit(pages, plan, counters())
      onCommitted(outcomes, pages, monotonic() - startedAt)
      hooks.at?.('commit-after')
      for (const [index, { resolve, reject }] of batch.entries()) {
        const outcome = outcomes[index]
        if (outcome) resolve(outcome)
        else reject(new Error('the store answered fewer pages than it was given'))
      }
    } catch (error) {
      this.#failed = { error }
      for (const { reject } of [...batch, ...this.#waiting.splice(0)]) reject(error)
    }
    for (const wake of this.#roomWanted.splice(0)) wake()
  }
}

/** Brings an answer into the form that the warehouse keeps. Hash and compression happen off this thread. */
export async function toFetchedPage(answer: PageAnswer, stripe: number): Promise<FetchedPage> {
  const stored = await storedForm(answer.body)
  return {
    page: answer.page,
    pageLimit: answer.limit,
    stripe,
    fetchedAt: answer.fetchedAt,
    httpStatus: answer.status,
    attempts: answer.attempts,
    wireCodec: answer.body.codec,
    codec: stored.codec,
    body: stored.body,
    byteLength: stored.byteLength,
    sha256: stored.sha256,
    movies: answer.answer.movies,
  }
}
