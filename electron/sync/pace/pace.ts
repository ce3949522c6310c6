/** What is left of the speed that was getting through when a request is refused. */
const CUT = 0.8
/** Near a limit that was met before, the pace grows by this share with each success, the faster the longer no refusal came. */
const GROWTH = 0.002
const GROWTH_DOUBLES_AFTER = 25
const FASTEST_GROWTH = 0.05
const SLOWEST = 0.1
/** After so long and so many responses without a refusal, a limit that was met only once may have been a fault that has passed. */
const QUIET_MS = 2000
const QUIET_RESPONSES = 4
/** Two refusals at about the same speed are a limit: between these shares of it growth is slow. */
const NEAR_LIMIT = 0.9
const BEYOND_LIMIT = 1.25
const SAME_LIMIT = 1.5
/** So many times above its last limit nothing is left of it. */
const FREE = 8

/**
 * Requests a second that a source bears, learned from its refusals. It falls to four fifths of what was getting through, once
 * for all refusals without a response between them. It comes back by doubling each second, and only creeps near a limit that
 * was met twice: a source that was in trouble is soon read at full speed again, one with a limit refuses few requests.
 */
export class Pace {
  readonly #cap: number
  #perSecond: number
  #limit: number | null = null
  #isCertain = false
  #sinceRefusal = 0
  #answered = false
  #refusedAt = Number.NEGATIVE_INFINITY
  #grownAt = Number.NEGATIVE_INFINITY

  /** `cap`: requests a second that the settings allow; infinite without such a limit. */
  constructor(cap: number) {
    this.#cap = cap
    this.#perSecond = cap
  }

  get perSecond(): number {
    return this.#perSecond
  }

  /** Whether it is slower than the settings allow, and not clearly faster than what was refused. */
  get isHeldBack(): boolean {
    return this.#perSecond < this.#cap && this.#limit !== null && this.#perSecond <= BEYOND_LIMIT * this.#limit
  }

  /** A request was answered. `now`: monotonic milliseconds. */
  succeeded(now: number): void {
    this.#answered = true
    const seconds = Math.min(1, (now - this.#grownAt) / 1000)
    this.#grownAt = now
    const creep = Math.min(FASTEST_GROWTH, GROWTH * (1 + this.#sinceRefusal++ / GROWTH_DOUBLES_AFTER))
    if (this.#limit === null || this.#perSecond >= this.#cap) return
    const share = this.#perSecond / this.#limit
    if (share > BEYOND_LIMIT) this.#isCertain = false
    const quiet = now - this.#refusedAt >= QUIET_MS && this.#sinceRefusal > QUIET_RESPONSES
    const quick = this.#isCertain ? share < NEAR_LIMIT : quiet
    let next = this.#perSecond * (quick ? Math.max(1 + creep, 2 ** seconds) : 1 + creep)
    if (quick && this.#isCertain) next = Math.min(next, Math.max(this.#perSecond, NEAR_LIMIT * this.#limit))
    this.#perSecond = next > FREE * this.#limit ? this.#cap : Math.min(this.#cap, next)
  }

  /**
   * A request was refused. Refusals before anything got through say nothing of what the source can bear: `Retry-After` and
   * back-off must do.
   *
   * @param measured requests answered a second of late
   */
  refused(now: number, measured: number): void {
    const responses = this.#sinceRefusal
    this.#refusedAt = now
    this.#sinceRefusal = 0
    if (!this.#answered) return
    this.#answered = false
    const met = Math.max(SLOWEST, Math.min(this.#perSecond, measured || this.#perSecond))
    if (met < Number.POSITIVE_INFINITY) {
      this.#learn(met, responses)
      this.#perSecond = Math.max(SLOWEST, CUT * met)
    }
  }

  #learn(met: number, responses: number): void {
    if (this.#limit === null) this.#limit = met
    else if (responses > QUIET_RESPONSES && this.#perSecond >= NEAR_LIMIT * CUT * this.#limit) {
      this.#isCertain = met < this.#limit * SAME_LIMIT && met > this.#limit / SAME_LIMIT
      this.#limit = met
    } else {
      // Refused on the way back or every few requests: the limit is lower than was thought, but not certainly as low as this.
      this.#isCertain = false
      this.#limit = Math.sqrt(this.#limit * met)
    }
  }
}
