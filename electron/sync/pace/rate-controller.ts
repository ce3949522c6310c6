import type { Runtime } from '../fetch/runtime.ts'
import { Pace } from './pace.ts'

/** How a request ended, as far as speed is concerned. */
export type PaceOutcome = 'ok' | 'rate_limit' | 'overload' | 'neutral'

/** Permission for one request; to be released. */
export interface Ticket {
  readonly generation: number
}

export interface RateControllerOptions {
  maxWorkers: number
  /** Requests a second, at most; 0 = no cap. */
  requestsPerSecond: number
  runtime: Runtime
  /** Called when `effective` or the waiting time changes. */
  onChange?: () => void
}

interface Waiter {
  grant: (ticket: Ticket) => void
}

/** Responses are counted over a second; over four where one holds too few to tell a rate by. */
const MEASURED_MS = 1000
const FEW_RESPONSES = 6
const MEASURED_LONG_MS = 4000

/**
 * Decides when a request may be sent. Concurrency follows AIMD: halved on 429, 5xx and timeouts (once for all requests
 * of one moment), one more after each round of successes. A 429 also sets a pace (requests a second), see Pace.
 */
export class RateController {
  readonly #options: RateControllerOptions
  readonly #waiters: Waiter[] = []
  readonly #successTimes: number[] = []
  #effective: number
  #inFlight = 0
  #generation = 0
  #successes = 0
  readonly #pace: Pace
  /** What the last cut was for. */
  #reason: 'rate_limit' | 'overload' = 'overload'
  #lastGrant = Number.NEGATIVE_INFINITY
  #blockedUntil = Number.NEGATIVE_INFINITY
  #timerSet = false

  constructor(options: RateControllerOptions) {
    this.#options = options
    this.#effective = options.maxWorkers
    this.#pace = new Pace(options.requestsPerSecond > 0 ? options.requestsPerSecond : Number.POSITIVE_INFINITY)
  }

  /** Requests that may be under way at once now. */
  get effective(): number {
    return this.#effective
  }

  /** Why fewer requests are sent than the settings allow, with the requests a second at most; null = none are held back. */
  get heldBack(): { reason: 'rate_limit' | 'overload'; requestsPerSecond: number | null } | null {
    if (this.#pace.isHeldBack) return { reason: 'rate_limit', requestsPerSecond: this.#pace.perSecond }
    return this.#effective < this.#options.maxWorkers ? { reason: this.#reason, requestsPerSecond: null } : null
  }

  /** Milliseconds until the server's `Retry-After` is over; 0 when nothing is blocked. */
  get blockedMs(): number {
    return Math.max(0, this.#blockedUntil - this.#options.runtime.monotonic())
  }

  /** Resolves when a request may be sent, first come first served. Rejects when the signal aborts. */
  async acquire(signal: AbortSignal): Promise<Ticket> {
    signal.throwIfAborted()
    return new Promise<Ticket>((resolve, reject) => {
      const onAbort = (): void => {
        const index = this.#waiters.indexOf(waiter)
        if (index >= 0) this.#waiters.splice(index, 1)
        reject(signal.reason)
      }
      const waiter: Waiter = {
        grant: (ticket) => {
          signal.removeEventListener('abort', onAbort)
          resolve(ticket)
        },
      }
      signal.addEventListener('abort', onAbort, { once: true })
      this.#waiters.push(waiter)
      this.#serve()
    })
  }

  /** Gives a ticket back and learns from how its request ended. */
  release(ticket: Ticket, outcome: PaceOutcome): void {
    this.#inFlight--
    if (outcome === 'ok') this.#succeeded()
    else if (outcome !== 'neutral' && ticket.generation === this.#generation) this.#slowDown(outcome)
    this.#serve()
  }

  /** No request before so many milliseconds have passed. */
  block(ms: number): void {
    const until = this.#options.runtime.monotonic() + ms
    if (until <= this.#blockedUntil) return
    this.#blockedUntil = until
    this.#options.onChange?.()
  }

  #succeeded(): void {
    const { maxWorkers, onChange, runtime } = this.#options
    const now = runtime.monotonic()
    this.#successTimes.push(now)
    if (this.#successTimes.length > 1024) this.#successTimes.splice(0, 512)
    this.#pace.succeeded(now)
    this.#successes++
    if (this.#successes < this.#effective || this.#effective >= maxWorkers) return
    this.#successes = 0
    this.#effective++
    onChange?.()
  }

  #slowDown(outcome: 'rate_limit' | 'overload'): void {
    this.#effective = Math.max(1, Math.floor(this.#effective / 2))
    this.#generation++
    this.#successes = 0
    this.#reason = outcome
    if (outcome === 'rate_limit') {
      const now = this.#options.runtime.monotonic()
      this.#pace.refused(now, this.#measured(now))
    }
    this.#options.onChange?.()
  }

  /** Requests answered a second of late. */
  #measured(now: number): number {
    const within = (ms: number): number => this.#successTimes.filter((at) => at > now - ms).length
    const responses = within(MEASURED_MS)
    if (responses >= FEW_RESPONSES) return responses
    const since = Math.min(MEASURED_LONG_MS, Math.max(MEASURED_MS, now - (this.#successTimes[0] ?? now)))
    return (within(since) * 1000) / since
  }

  #serve(): void {
    while (this.#waiters.length > 0 && this.#inFlight < this.#effective) {
      const now = this.#options.runtime.monotonic()
      const at = Math.max(this.#blockedUntil, this.#lastGrant + 1000 / this.#pace.perSecond)
      if (at > now) {
        this.#serveAt(at - now)
        return
      }
      this.#lastGrant = now
      this.#inFlight++
      this.#waiters.shift()?.grant({ generation: this.#generation })
    }
  }

  #serveAt(ms: number): void {
    if (this.#timerSet) return
    this.#timerSet = true
    const serve = (): void => {
      this.#timerSet = false
      this.#serve()
    }
    this.#options.runtime.sleep(ms).then(serve, serve)
  }
}
