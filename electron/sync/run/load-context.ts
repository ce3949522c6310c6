import { createHash } from 'node:crypto'
import { filmIds, type PreparedRow } from '../../warehouse/silver/prepared-row.ts'
import type { FetchedPage, PageOutcome, RunCounters } from '../../warehouse/write/load-store.ts'
import type { EngineHooks, PageFailure, PageSource } from '../fetch/page-source.ts'
import type { RunControl } from '../fetch/run-control.ts'
import type { Runtime } from '../fetch/runtime.ts'
import type { OrderWatch } from '../plan/order-watch.ts'
import type { LastPage, Plan } from '../plan/plan.ts'
import type { ProgressTracker } from '../progress/progress.ts'
import type { PageSink } from './page-sink.ts'
import { PageWriter } from './page-writer.ts'

/** What the parts of one load share. */
export interface LoadContext {
  source: PageSource
  sink: PageSink
  control: RunControl
  runtime: Runtime
  progress: ProgressTracker
  hooks: EngineHooks
  counters: () => RunCounters
  /** Adds to the times and rows of the stage `store`. */
  stored: (outcomes: readonly PageOutcome[], ms: number) => void
  failedPages: FailedPages
  order: OrderWatch
  /** A person agreed that a shrunken source is true. */
  removalsAccepted: boolean
}

/** Makes the writer of the pages that `sources` bring at a time. `onWritten` runs before the plan is kept with what was written. */
export function writerFor(
  context: LoadContext,
  plan: Plan,
  sources: number,
  onWritten: (outcomes: readonly PageOutcome[], pages: readonly FetchedPage[]) => void,
): PageWriter {
  return new PageWriter({
    sink: context.sink,
    plan,
    counters: context.counters,
    runtime: context.runtime,
    hooks: context.hooks,
    sources,
    onWritten,
    onFailed: (error) => context.control.stop(error),
    onKept: (outcomes, ms) => {
      context.progress.committed(outcomes)
      context.stored(outcomes, ms)
    },
  })
}

/** A page's likeness: its ids in their order. */
export function likeness(page: number, rows: readonly PreparedRow[]): LastPage {
  const digest = createHash('sha256').update(filmIds(rows).join(',')).digest('hex').slice(0, 32)
  return { page, rows: rows.length, digest }
}

/** Failures in a row, none of them the fault of a single page, after which the source counts as down. */
const SOURCE_DOWN = 3
/** Pages in a row that were answered, but never soundly: a source that is being worked on says so on every page. */
const SOURCE_UNSOUND = 10

/** Keeps count of pages given up, and notices when the source as a whole has gone. */
export class FailedPages {
  /** Pages given up before, which this load does not try. */
  left: readonly number[] = []
  /** The only page that this load tries; null = every page that is missing. */
  alone: number | null = null
  readonly #failures: PageFailure[] = []
  #inARow = 0
  #unsoundInARow = 0

  /** Begins with the pages that this load leaves out, and the one that it tries alone. */
  expect(left: readonly number[], alone: number | null): void {
    this.left = left
    this.alone = alone
  }

  get count(): number {
    return this.left.length + this.#failures.length
  }

  get first(): PageFailure | null {
    return this.#failures[0] ?? null
  }

  /** The source answers: it is not down. */
  succeeded(): void {
    this.#inARow = 0
    this.#unsoundInARow = 0
  }

  /** Notes a page given up; throws the failure on when it looks as if no page could be had any more. */
  add(failure: PageFailure): void {
    this.#failures.push(failure)
    if (failure.trouble === 'bad_answer') this.#unsoundInARow++
    else this.#inARow++
    if (this.#inARow >= SOURCE_DOWN || this.#unsoundInARow >= SOURCE_UNSOUND) throw new SourceDown(failure)
  }
}

/** The source stopped answering in the middle of a load. */
export class SourceDown extends Error {
  readonly failure: PageFailure

  constructor(failure: PageFailure) {
    super(failure.message)
    this.failure = failure
  }
}
