import {
  idleProgress,
  type RunStatus,
  type SyncMode,
  type SyncPhase,
  type SyncProgress,
} from '../../../shared/ipc/progress.ts'
import type { AppError } from '../../../shared/ipc/result.ts'
import type { PageOutcome, RunCounters } from '../../warehouse/write/load-store.ts'
import type { Trouble } from '../fetch/failure.ts'
import type { Runtime } from '../fetch/runtime.ts'
import type { RateController } from '../pace/rate-controller.ts'
import { PageMap } from './page-map.ts'
import { WorkClock } from './work-clock.ts'

/** Gets every snapshot of a load, at most ten a second and always the last one. */
export type ProgressListener = (progress: SyncProgress) => void

const INTERVAL_MS = 100
const SPEED_WINDOW_MS = 4000

/** Counts what a load does and sends cumulative snapshots of it. */
export class ProgressTracker {
  readonly #runtime: Runtime
  readonly #listener: ProgressListener | null
  readonly #snapshot: SyncProgress
  readonly #map = new PageMap()
  readonly #retrying = new Map<number, { reason: Trouble; until: number }>()
  readonly #speed: { at: number; rows: number }[] = []
  readonly #clock: WorkClock
  readonly #maxWorkers: number
  #controller: RateController | null = null
  #active = 0
  #bytesBefore = 0
  #lastSent = Number.NEGATIVE_INFINITY
  #timerSet = false
  #ended = false

  /** `firstSeq` continues the numbering of earlier loads of the process; a null listener makes a tracker nobody hears. */
  constructor(options: {
    runtime: Runtime
    listener: ProgressListener | null
    maxWorkers: number
    dryRun: boolean
    firstSeq?: number
  }) {
    this.#runtime = options.runtime
    this.#listener = options.listener
    this.#maxWorkers = options.maxWorkers
    this.#clock = new WorkClock(options.runtime)
    this.#snapshot = {
      ...idleProgress(options.maxWorkers),
      seq: options.firstSeq ?? 0,
      phase: 'starting',
      status: 'running',
      dryRun: options.dryRun,
    }
  }

  watch(controller: RateController): void {
    this.#controller = controller
  }

  run(runId: number | null, mode: SyncMode): void {
    Object.assign(this.#snapshot, { runId, mode })
    this.touch()
  }

  phase(phase: SyncPhase): void {
    this.#snapshot.phase = phase
    this.touch()
  }

  /** Paused or running: told at once, for buttons depend on it. */
  status(status: RunStatus): void {
    this.#snapshot.status = status
    if (status === 'paused') this.#clock.stop()
    else this.#clock.go()
    // What was read before a pause says nothing of the speed after it.
    this.#speed.length = 0
    if (!this.#ended) this.#send()
  }

  /** Says which pages will be read; those in `done` were read before (a resumed load). */
  plan(firstPage: number, lastPage: number, done: (page: number) => boolean, failed: readonly number[]): void {
    this.#map.reset(firstPage, lastPage, done)
    for (const page of failed) this.#map.set(page, 'f')
    this.touch()
  }

  /** Makes room for one more page below those planned (an incremental load that goes deeper). */
  deeper(page: number): void {
    this.#map.include(page)
  }

  active(page: number): void {
    this.#active++
    this.#snapshot.requests++
    this.#retrying.delete(page)
    this.#map.set(page, 'a')
    this.touch()
  }

  /** A request of the page has ended, in whatever way. */
  answered(page: number): void {
    this.#active--
    this.#map.settle(page)
  }

  retrying(page: number, reason: Trouble, waitMs: number): void {
    this.#snapshot.retries++
    this.#retrying.set(page, { reason, until: this.#runtime.now() + waitMs })
    this.#map.set(page, 'r')
    this.touch()
  }

  failed(page: number): void {
    this.#retrying.delete(page)
    this.#map.set(page, 'f')
    this.touch()
  }

  arrived(bytes: number): void {
    this.#snapshot.bytes = this.#bytesBefore + bytes
    this.#snapshot.lastProgressAt = this.#runtime.now()
  }

  committed(outcomes: readonly PageOutcome[]): void {
    const { films } = this.#snapshot
    let rows = 0
    for (const outcome of outcomes) {
      films.fetched += outcome.fetched
      films.inserted += outcome.inserted
      films.updated += outcome.updated
      films.unchanged += outcome.unchanged
      films.quarantined += outcome.quarantined
      films.duplicates += outcome.duplicates
      rows += outcome.fetched
      this.#retrying.delete(outcome.page)
      this.#map.set(outcome.page, 'd')
    }
    this.#speed.push({ at: this.#runtime.monotonic(), rows })
    this.touch()
  }

  /** Counts of a load so far. */
  get counters(): RunCounters {
    const { requests, retries, bytes } = this.#snapshot
    const counts = this.#map.counts
    const durationMs = Math.round(this.#clock.workedMs)
    return { requests, retries, bytes, pagesPlanned: counts.planned, pagesDone: counts.done, durationMs }
  }

  /** Takes up what a resumed run had counted: what is told is of the run, not of its latest attempt. */
  restore(counters: RunCounters, films: SyncProgress['films']): void {
    this.#snapshot.films = { ...films }
    this.#snapshot.requests = counters.requests
    this.#snapshot.retries = counters.retries
    this.#snapshot.bytes = counters.bytes
    this.#bytesBefore = counters.bytes
    this.#clock.restore(counters.durationMs)
  }

  /** Sends the last snapshot, always. */
  end(status: RunStatus, error: AppError | null): void {
    Object.assign(this.#snapshot, { status, error, phase: 'done' })
    this.#clock.stop()
    this.#retrying.clear()
    this.#ended = true
    this.#send()
  }

  /** The snapshot now. */
  snapshot(): SyncProgress {
    const snapshot = this.#snapshot
    const counts = this.#map.counts
    const left = counts.planned - counts.done - counts.failed
    const hereMs = this.#clock.hereMs
    const pagesPerMs = hereMs > 0 ? this.#map.doneHere / hereMs : 0
    const foreseen = snapshot.phase === 'fetching' && snapshot.status === 'running' && pagesPerMs > 0 && hereMs > 500
    return {
      ...snapshot,
      films: { ...snapshot.films },
      pages: {
        planned: counts.planned,
        done: counts.done,
        active: this.#active,
        retrying: this.#retrying.size,
        failed: counts.failed,
      },
      pageMap: this.#map.snapshot(),
      rowsPerSecond: snapshot.status === 'running' ? this.#rowsPerSecond() : 0,
      etaMs: foreseen ? left / pagesPerMs : null,
      elapsedMs: this.#clock.workedMs,
      workers: { max: this.#maxWorkers, effective: this.#controller?.effective ?? this.#maxWorkers },
      heldBack: snapshot.status === 'running' ? (this.#controller?.heldBack ?? null) : null,
      waiting: this.#waiting(),
    }
  }

  /** Something changed: a snapshot goes out now, or when the tenth of a second is over. */
  touch(): void {
    if (this.#ended || !this.#listener) return
    const since = this.#runtime.monotonic() - this.#lastSent
    if (since >= INTERVAL_MS) this.#send()
    else if (!this.#timerSet) {
      this.#timerSet = true
      const later = (): void => {
        this.#timerSet = false
        if (!this.#ended) this.#send()
      }
      this.#runtime.sleep(INTERVAL_MS - since).then(later, later)
    }
  }

  #send(): void {
    if (!this.#listener) return
    this.#lastSent = this.#runtime.monotonic()
    this.#snapshot.seq++
    this.#listener(this.snapshot())
  }

  #rowsPerSecond(): number {
    const now = this.#runtime.monotonic()
    while (this.#speed[0] && this.#speed[0].at < now - SPEED_WINDOW_MS) this.#speed.shift()
    const rows = this.#speed.reduce((sum, sample) => sum + sample.rows, 0)
    const span = Math.min(SPEED_WINDOW_MS, Math.max(250, this.#clock.sinceGoMs))
    return Math.round((rows / span) * 1000)
  }

  #waiting(): SyncProgress['waiting'] {
    const blockedMs = this.#controller?.blockedMs ?? 0
    if (blockedMs > 0) return { reason: 'rate_limit', until: this.#runtime.now() + blockedMs }
    if (this.#active > 0 || this.#retrying.size === 0) return null
    let next: { reason: Trouble; until: number } | null = null
    for (const retry of this.#retrying.values()) if (!next || retry.until < next.until) next = retry
    if (!next) return null
    const reasons = { rate_limit: 'rate_limit', offline: 'offline' } as const
    const reason = next.reason === 'rate_limit' || next.reason === 'offline' ? reasons[next.reason] : 'server_error'
    return { reason, until: next.until }
  }
}
