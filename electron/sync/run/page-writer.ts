import type { FetchedPage, PageOutcome, RunCounters } from '../../warehouse/write/load-store.ts'
import type { EngineHooks, PageResponse } from '../fetch/page-source.ts'
import type { Runtime } from '../fetch/runtime.ts'
import type { Plan } from '../plan/plan.ts'
import type { PageSink } from './page-sink.ts'

/**
 * Pages worth a commit, which costs as much as writing several: the file system is waited for, and the tree pages that lie half
 * full are written again each time. What was written and is not kept yet is read again after a crash.
 */
const WORTH_A_COMMIT = 32
/** How long written pages may wait for others: a person sees them arrive. */
const KEPT_WITHIN_MS = 250
/** Pages written in one turn of the event loop, at most: few enough to keep the process answering. */
const MOST_A_TURN = 8
/** Pages that may wait for the writer; beyond it, whoever brings one waits. */
const MAX_WAITING = 48

interface Waiting {
  page: FetchedPage
  /** Marks the page as read in the plan. */
  mark: (plan: Plan) => void
  resolve: (outcome: PageOutcome) => void
  reject: (error: unknown) => void
}

/** Pages that are written and not kept. */
interface Unkept {
  outcomes: PageOutcome[]
  /** Time that writing took. */
  ms: number
}

export interface PageWriterOptions {
  sink: PageSink
  plan: Plan
  counters: () => RunCounters
  /** Notified of pages that were written, before the plan is kept with them. */
  onWritten: (outcomes: readonly PageOutcome[], pages: readonly FetchedPage[]) => void
  /** Notified of pages that are safe, and how long writing and keeping them took. */
  onKept: (outcomes: readonly PageOutcome[], ms: number) => void
  /** Hears at once when nothing more can be stored: nobody may be waiting for a page just then. */
  onFailed: (error: unknown) => void
  runtime: Runtime
  hooks: EngineHooks
  /** How many hand over pages at the same time. One that is alone has each page kept before it is notified of it. */
  sources: number
}

/** Writes pages in the order in which they are handed over, as they come, and commits many at a time. */
export class PageWriter {
  readonly #options: PageWriterOptions
  readonly #waiting: Waiting[] = []
  #unkept: Unkept = nothing()
  #due = false
  #keepTimer: AbortController | null = null
  #failed: { error: unknown } | null = null
  readonly #roomWanted: (() => void)[] = []

  constructor(options: PageWriterOptions) {
    this.#options = options
  }

  /** Resolves when a page may be handed over: what waits in memory is bounded. */
  async room(): Promise<void> {
    while (this.#waiting.length >= MAX_WAITING && !this.#failed) {
      await new Promise<void>((resolve) => this.#roomWanted.push(resolve))
    }
  }

  /** Writes a page soon. Resolves with what it did; rejects when writing it, or keeping an earlier one, failed. */
  write(page: FetchedPage, mark: (plan: Plan) => void): Promise<PageOutcome> {
    return new Promise((resolve, reject) => {
      if (this.#failed) {
        reject(this.#failed.error)
        return
      }
      this.#waiting.push({ page, mark, resolve, reject })
      this.#writeSoon()
    })
  }

  /** Writes at once what waits, and keeps it: nothing more will come for a while. Throws when that failed, now or before. */
  flush(): void {
    while (this.#waiting.length > 0) this.#write()
    this.#keep()
    if (this.#failed) throw this.#failed.error
  }

  /** Stores nothing any more: whoever still brings a page brings it too late. */
  close(): void {
    this.#end(new Error('the load has ended'))
  }

  #writeSoon(): void {
    if (this.#due) return
    this.#due = true
    const write = (): void => {
      this.#due = false
      this.#write()
      if (this.#waiting.length > 0) this.#writeSoon()
    }
    try {
      // Only what begins anew may have to wait: the log is copied between two transactions.
      const held = this.#unkept.outcomes.length === 0 ? this.#options.sink.held() : null
      if (held) held.then(write, (error: unknown) => this.#fail(error))
      else setImmediate(write)
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Everybody who waits, and everybody who comes later, is notified of it: a page that nobody will store must hold nobody up. */
  #fail(error: unknown, batch: readonly Waiting[] = []): void {
    const isFirst = this.#failed === null
    this.#end(error, batch)
    if (isFirst) this.#options.onFailed(error)
  }

  #end(error: unknown, batch: readonly Waiting[] = []): void {
    this.#failed ??= { error }
    this.#unkept = nothing()
    this.#keepTimer?.abort()
    this.#keepTimer = null
    for (const { reject } of [...batch, ...this.#waiting.splice(0)]) reject(this.#failed.error)
    this.#makeRoom()
  }

  #makeRoom(): void {
    for (const wake of this.#roomWanted.splice(0)) wake()
  }

  #write(): void {
    const { sink, plan, runtime, onWritten, sources } = this.#options
    const batch = this.#waiting.splice(0, MOST_A_TURN)
    if (batch.length === 0) return
    try {
      const startedAt = runtime.monotonic()
      const pages = batch.map(({ page }) => page)
      const outcomes = sink.write(pages)
      if (outcomes.length < pages.length) throw new Error('the store answered fewer pages than it was given')
      for (const { mark } of batch) mark(plan)
      onWritten(outcomes, pages)
      for (const outcome of outcomes) this.#unkept.outcomes.push(outcome)
      this.#unkept.ms += runtime.monotonic() - startedAt
      if (this.#unkept.outcomes.length >= (sources === 1 ? 1 : WORTH_A_COMMIT)) this.#keep()
      else this.#keepLater()
      if (this.#failed) throw this.#failed.error
      for (const [index, { resolve }] of batch.entries()) resolve(outcomes[index] as PageOutcome)
      this.#makeRoom()
    } catch (error) {
      this.#fail(error, batch)
    }
  }

  #keepLater(): void {
    if (this.#keepTimer) return
    const timer = new AbortController()
    this.#keepTimer = timer
    this.#options.runtime.sleep(KEPT_WITHIN_MS, timer.signal).then(
      () => this.#keep(),
      () => {},
    )
  }

  #keep(): void {
    const { sink, plan, counters, onKept, runtime, hooks } = this.#options
    const { outcomes, ms } = this.#unkept
    this.#keepTimer?.abort()
    this.#keepTimer = null
    if (outcomes.length === 0) return
    this.#unkept = nothing()
    try {
      hooks.at?.('commit-before')
      const startedAt = runtime.monotonic()
      sink.keep(plan, counters())
      onKept(outcomes, ms + runtime.monotonic() - startedAt)
      hooks.at?.('commit-after')
    } catch (error) {
      this.#fail(error)
    }
  }
}

function nothing(): Unkept {
  return { outcomes: [], ms: 0 }
}

/** Brings a response into the form that the warehouse keeps. */
export function toFetchedPage(response: PageResponse, partition: number): FetchedPage {
  const { page, limit, fetchedAt, status, attempts, wireCodec, stored } = response
  const { rows, drift } = response.response
  return {
    page,
    pageLimit: limit,
    partition,
    fetchedAt,
    httpStatus: status,
    attempts,
    wireCodec,
    ...stored,
    rows,
    drift,
  }
}
