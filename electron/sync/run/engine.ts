import type { RunStatus, SyncMode, SyncSummary } from '../../../shared/ipc/progress.ts'
import type { AppError } from '../../../shared/ipc/result.ts'
import { createApiClient } from '../fetch/api-client.ts'
import { PageSource } from '../fetch/page-source.ts'
import { RateController } from '../pace/rate-controller.ts'
import { type CountVerdict, heldAgainstCount } from '../plan/count-check.ts'
import { PageSizeChanged, type SourceEnd } from '../plan/end-finder.ts'
import { decideLoad, type LoadDecision } from '../plan/load-decision.ts'
import type { LoadRequest } from '../plan/load-request.ts'
import { OrderWatch } from '../plan/order-watch.ts'
import { isComplete, isPageDone, leftOut, type Plan, takeUpAgain } from '../plan/plan.ts'
import { planLoad } from '../plan/planning.ts'
import { ProgressTracker } from '../progress/progress.ts'
import { StageClock } from '../progress/stage-clock.ts'
import { FullSweep } from './full-sweep.ts'
import { FailedPages, type LoadContext } from './load-context.ts'
import { countError, loadError, outcomeOf, partialError, summaryOf } from './load-outcome.ts'
import { dryRunSink, storeSink } from './page-sink.ts'
import { countWarnings, type PublishedWarnings, publishedWarnings } from './published-warnings.ts'
import { EndMoved, readTail } from './tail-read.ts'

/** Looks for the end this often before a load that is overtaken by new films settles for a certain one. */
const END_SEARCHES = 3
const HEARTBEAT_MS = 1000

/**
 * Runs one load from plan to published gold. Never rejects: every outcome is a summary, whose status says whether anything
 * was promoted and whose error says why not. Bronze and silver of a load that does not complete are kept for resumption.
 */
export async function runLoad(request: LoadRequest): Promise<SyncSummary> {
  return new Load(request).run()
}

class Load {
  readonly #request: LoadRequest
  readonly #progress: ProgressTracker
  readonly #controller: RateController
  readonly #clock: StageClock
  readonly #failedPages = new FailedPages()
  #decision: LoadDecision | null = null
  #mode: SyncMode
  #runId: number | null = null
  #plan: Plan | null = null
  #count: CountVerdict | null = null
  readonly #warnings: string[] = []
  #told: PublishedWarnings | null = null

  constructor(request: LoadRequest) {
    const { runtime, settings, listener, dryRun, firstSeq } = request
    this.#request = request
    this.#mode = request.mode ?? 'incremental'
    this.#clock = new StageClock(() => runtime.monotonic())
    const { maxWorkers, requestsPerSecond } = settings
    this.#progress = new ProgressTracker({ runtime, listener, maxWorkers, dryRun, firstSeq: firstSeq ?? 0 })
    const onChange = (): void => this.#progress.touch()
    this.#controller = new RateController({ maxWorkers, requestsPerSecond, runtime, onChange })
    this.#progress.watch(this.#controller)
  }

  async run(): Promise<SyncSummary> {
    // Time goes on for whoever watches, even when nothing arrives.
    const heartbeat = setInterval(() => this.#progress.touch(), HEARTBEAT_MS)
    heartbeat.unref()
    this.#request.control.onPauseChange = (paused) => this.#paused(paused)
    try {
      return await this.#run()
    } finally {
      clearInterval(heartbeat)
      // Requests that nobody waits for any more end with the load.
      this.#request.control.stop(new Error('the load has ended'))
    }
  }

  async #run(): Promise<SyncSummary> {
    try {
      const decision = this.#decide()
      await this.#readPages(decision)
      if (!this.#plan || !isComplete(this.#plan))
        return this.#finish('partial', partialError(this.#failedPages, this.#progress.counters.pagesPlanned))
      if (this.#count?.isRefused) return this.#finish('partial', countError(this.#count, this.#plan.doubts))
      if (!this.#request.dryRun) return await this.#promote()
      for (const warning of countWarnings(this.#count, { isDryRun: true })) this.#warnings.push(warning)
      return this.#finish('complete', null)
    } catch (error) {
      return this.#endBadly(error)
    }
  }

  #paused(paused: boolean): void {
    const status = paused ? 'paused' : 'running'
    try {
      if (this.#runId !== null) this.#request.store.setRunStatus(this.#runId, status)
    } catch (error) {
      this.#request.onUnexpected?.(error)
    }
    this.#progress.status(status)
  }

  #decide(): LoadDecision {
    const { store, settings, mode, runtime, page, acceptMissingFields } = this.#request
    const decision = decideLoad(store, settings, mode, runtime.now(), page, acceptMissingFields)
    this.#decision = decision
    this.#mode = decision.mode
    for (const warning of decision.warnings) this.#warnings.push(warning)
    if (decision.mode === 'full') this.#request.responses.expectMany()
    if (decision.resume && !this.#request.dryRun) {
      const { run, plan } = decision.resume
      this.#runId = run.runId
      this.#plan = plan
      if (plan.kind === 'full') takeUpAgain(plan, page)
      store.reopenRun(run.runId)
      this.#progress.restore(run.counters, run.films)
      this.#begun()
    } else this.#begin()
    return decision
  }

  #begin(): void {
    const { store, settings, runtime, trigger, dryRun } = this.#request
    this.#plan = null
    if (!dryRun) {
      this.#runId = store.beginRun({
        mode: this.#mode,
        trigger,
        startedAt: runtime.now(),
        sourceUrl: settings.url,
        pageLimit: settings.limit,
        maxWorkers: settings.maxWorkers,
        missingAccepted: this.#request.acceptMissingFields ?? false,
      })
    }
    this.#begun()
  }

  #begun(): void {
    this.#progress.run(this.#runId, this.#mode)
    this.#request.onRun?.(this.#runId)
    this.#request.hooks.at?.('run-begun')
  }

  async #readPages(decision: LoadDecision): Promise<void> {
    const { settings, store, transport, responses, runtime, userAgent, control, hooks } = this.#request
    const { url, requestTimeoutMs: timeoutMs, maxAttempts } = settings
    const client = createApiClient({ url, transport, responses, runtime, userAgent, timeoutMs })
    const [controller, progress] = [this.#controller, this.#progress]
    const source = new PageSource({ client, controller, control, runtime, progress, maxAttempts, hooks })
    let { known } = decision
    for (let search = 1; ; search++) {
      const sink =
        this.#runId === null ? dryRunSink(store, this.#request.acceptMissingFields) : storeSink(store, this.#runId)
      const context: LoadContext = {
        source,
        sink,
        control,
        runtime,
        progress,
        hooks,
        counters: () => progress.counters,
        stored: (outcomes, ms) => this.#clock.stored(outcomes, ms),
        failedPages: this.#failedPages,
        order: new OrderWatch(),
        removalsAccepted: this.#request.acceptRemovals,
      }
      try {
        let plan = this.#plan
        let end: SourceEnd | null = null
        if (!plan) {
          this.#progress.phase('planning')
          const [runId, mode, { floor }, { acceptRemovals }] = [this.#runId, this.#mode, decision, this.#request]
          const twice = mode === 'full' || search >= END_SEARCHES
          const planning = { source, store, settings, mode, runId, known, twice, acceptRemovals, floor }
          ;({ plan, end } = await planLoad(planning))
          sink.savePlan(plan, this.#progress.counters)
          hooks.at?.('plan-saved')
        }
        this.#plan = plan
        this.#clock.planned()
        this.#showPlan(plan)
        await this.#read(context, plan, end)
        if (!isComplete(plan)) return
        const check = { store, isFresh: end !== null, mayAsk: search <= END_SEARCHES }
        const count = await heldAgainstCount(context, plan, check)
        if (count !== 'longer') {
          this.#count = count
          return
        }
        if (plan.kind === 'tail') throw new EndMoved()
        sink.savePlan(plan, this.#progress.counters)
      } catch (error) {
        if (search > END_SEARCHES) throw error
        if (error instanceof PageSizeChanged) this.#startAgain(error)
        else if (!(error instanceof EndMoved)) throw error
        this.#plan = null
        known = null
      } finally {
        this.#clock.read()
      }
    }
  }

  #showPlan(plan: Plan): void {
    const first = plan.kind === 'full' ? 1 : Math.max(1, Math.min(plan.next, plan.floor, plan.lastPage - 1))
    this.#failedPages.expect(leftOut(plan), this.#request.page)
    this.#progress.plan(first, plan.lastPage, (page) => isPageDone(plan, page), this.#failedPages.left)
    this.#progress.phase('fetching')
  }

  async #read(context: LoadContext, plan: Plan, end: SourceEnd | null): Promise<void> {
    if (plan.kind === 'full') {
      const only = plan === this.#decision?.resume?.plan ? this.#request.page : null
      await new FullSweep(context, plan, this.#request.settings.maxWorkers, only).run()
      return
    }
    const before = this.#decision?.known?.k === plan.k ? (this.#decision.known.end ?? null) : null
    await readTail(context, plan, {
      watermarkS: this.#request.store.watermark(),
      before,
      endCertain: end?.certain ?? false,
      movieCount: end?.movieCount ?? null,
    })
  }

  /** Page numbers and captures mean nothing at another page size: the run ends and another takes its place. */
  #startAgain(change: PageSizeChanged): void {
    const { store, runtime, dryRun } = this.#request
    if (dryRun || this.#runId === null) return
    const message = `The API changed its page size to ${change.k} while it was read: started again.`
    this.#warnings.push(message)
    store.finishRun(this.#runId, 'failed', runtime.now(), this.#progress.counters, { kind: 'source_failed', message })
    this.#begin()
  }

  async #promote(): Promise<SyncSummary> {
    const { store, runtime, acceptRemovals, hooks, control } = this.#request
    const plan = this.#plan
    if (!plan || this.#runId === null) throw new Error('only a run with a plan is promoted')
    this.#progress.phase('publishing')
    // One turn of the event loop, so that the snapshot and a late cancellation get through before the long transaction.
    await new Promise((resolve) => setImmediate(resolve))
    await store.copyLog()
    await control.ready()
    store.savePlan(this.#runId, plan, this.#progress.counters)
    hooks.at?.('promote-before')
    const outcome = store.promote({
      runId: this.#runId,
      at: runtime.now(),
      fullSweep: plan.kind === 'full',
      unstable: plan.kind === 'full' && plan.unstable,
      allowMassRemoval: acceptRemovals,
      lastPage: plan.lastPage,
      count: this.#count ?? undefined,
      ...(plan.kind === 'full' ? { twice: { k: plan.k, films: plan.twice } } : {}),
    })
    this.#request.onPublished?.(outcome.goldVersion)
    hooks.at?.('promote-after')
    this.#told = publishedWarnings(outcome, plan, store.lostFields(this.#runId), this.#count)
    for (const sentence of this.#told.sentences) this.#warnings.push(sentence)
    return this.#finish('complete', null, { lastPageProcessed: plan.lastPage, lastDate: outcome.lastDate })
  }

  #endBadly(error: unknown): SyncSummary {
    const pages = { planned: this.#progress.counters.pagesPlanned, done: this.#progress.counters.pagesDone }
    const outcome = outcomeOf(error, this.#failedPages, pages)
    if (outcome.error?.kind === 'internal') this.#request.onUnexpected?.(error)
    return this.#finish(outcome.status, outcome.error)
  }

  #finish(status: RunStatus, error: AppError | null, progress: SyncSummary['progress'] = null): SyncSummary {
    const { store, runtime, hooks, dryRun } = this.#request
    const { durationMs } = this.#progress.counters
    const told = { durationMs, progress, warnings: this.#warnings }
    const snapshot = this.#progress.snapshot()
    let summary: SyncSummary = { ...summaryOf(snapshot), status, mode: this.#mode, dryRun, ...told }
    let problem = error
    if (this.#runId !== null) {
      try {
        hooks.at?.('finish-before')
        this.#clock.record(store, this.#runId, { planned: snapshot.pages.planned, failed: this.#failedPages.count })
        store.finishRun(this.#runId, status, runtime.now(), this.#progress.counters, error)
        hooks.at?.('finish-after')
        summary = { ...store.summary(this.#runId), ...told }
      } catch (failure) {
        // The ledger cannot be written (disk full, file gone): the next start finds the run interrupted.
        this.#request.onUnexpected?.(failure)
        problem ??= loadError(failure)
        summary.status = status === 'complete' ? 'failed' : status
      }
    }
    if (this.#told?.pendingRemovals) summary.pendingRemovals = this.#told.pendingRemovals
    if (this.#told && this.#told.missingFields.length > 0) summary.missingFields = this.#told.missingFields
    if (problem) summary.error = problem
    this.#progress.end(summary.status, problem)
    return summary
  }
}
