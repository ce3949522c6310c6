/** A token bucket that holds one second's worth of requests. */
export class RateLimiter {
  readonly #now: () => number
  #tokens: number | undefined
  #at = 0

  /** `now` gives milliseconds. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** True when a request fits into so many a second. */
  take(perSecond: number): boolean {
    const now = this.#now()
    const refilled = (this.#tokens ?? perSecond) + (Math.max(0, now - this.#at) / 1000) * perSecond
    this.#tokens = Math.min(Math.max(1, perSecond), refilled)
    this.#at = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}
