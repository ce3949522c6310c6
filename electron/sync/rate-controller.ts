import type { Runtime } from './runtime.ts'

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

const CUT = 0.8
/** The pace grows by this share with each success, and the faster the longer no refusal came, up to the most. */
const GROWTH = 0.002
const GROWTH_DOUBLES_AFTER = 25
const FASTEST_GROWTH = 0.05
const SLOWEST = 0.1
const MEASURED_MS = 1000

/**
 * Decides when a request may be sent. Concurrency follows AIMD: halved on 429, 5xx and timeouts (once for all requests
 * of one moment), one more after each round of successes. A 429 also sets a pace (requests a second) below what was
 * getting through, which then grows slowly at first, so that a rate-limited server refuses about one request in a hundred.
 */
export class RateController {
  readonly #options: RateControllerOptions
  readonly #waiters: Waiter[] = []
  readonly #successTimes: number[] = []
  #effective: number
  #inFlight = 0
  #generation = 0
  #successes = 0
  #sinceRefusal = 0
  #pace = Number.POSITIVE_INFINITY
  #lastGrant = Number.NEGATIVE_INFINITY
  #blockedUntil = Number.NEGATIVE_INFINITY
  #timerSet = false

  constructor(options: RateControllerOptions) {
    this.#options = options
    this.#effective = options.maxWorkers
    if (options.requestsPerSecond > 0) this.#pace = options.requestsPerSecond
  }

  /** Requests that may be under way at once now. */
  get effective(): number {
    return this.#effective
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
    const { maxWorkers, requestsPerSecond, onChange } = this.#options
    this.#successTimes.push(this.#options.runtime.monotonic())
    if (this.#successTimes.length > 1024) this.#successTimes.splice(0, 512)
    const cap = requestsPerSecond > 0 ? requestsPerSecond : Number.POSITIVE_INFINITY
    const growth = Math.min(FASTEST_GROWTH, GROWTH * (1 + this.#sinceRefusal++ / GROWTH_DOUBLES_AFTER))
    this.#pace = Math.min(cap, this.#pace * (1 + growth))
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
    if (outcome === 'rate_limit') {
      const since = this.#options.runtime.monotonic() - MEASURED_MS
      const measured = this.#successTimes.filter((at) => at > since).length
      this.#sinceRefusal = 0
      // Refusals before anything got through say nothing of what the server can bear: `Retry-After` and backoff must do.
      if (measured > 0) this.#pace = Math.max(SLOWEST, CUT * Math.min(this.#pace, measured))
      else if (this.#pace < Number.POSITIVE_INFINITY) this.#pace = Math.max(SLOWEST, CUT * this.#pace)
    }
    this.#options.onChange?.()
  }

  #serve(): void {
    while (this.#waiters.length > 0 && this.#inFlight < this.#effective) {
      const now = this.#options.runtime.monotonic()
      const at = Math.max(this.#blockedUntil, this.#lastGrant + 1000 / this.#pace)
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
