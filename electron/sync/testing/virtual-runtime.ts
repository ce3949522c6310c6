import type { Runtime } from '../fetch/runtime.ts'

interface Sleeper {
  at: number
  order: number
  wake: () => void
}

/** Turns of the event loop without a new sleeper or `stir`, after which everything waits and time may pass. */
const QUIET_TURNS = 8

/**
 * A runtime whose time passes only when everything waits, and then at once: tests of minutes take milliseconds and need no
 * sleeps. Chance comes from a seed.
 */
export class VirtualRuntime implements Runtime {
  #time = 0
  #order = 0
  #stirred = 0
  #pumping = false
  #state: number
  readonly #sleepers: Sleeper[] = []
  /** Wall clock at time 0; may be moved while a load runs. */
  wallOffset: number

  constructor(seed = 1, wallOffset = Date.UTC(2026, 10, 1)) {
    this.#state = seed >>> 0
    this.wallOffset = wallOffset
  }

  now(): number {
    return Math.round(this.wallOffset + this.#time)
  }

  monotonic(): number {
    return this.#time
  }

  /** Says that something happened that is not seen here, so that time does not pass yet. */
  stir(): void {
    this.#stirred++
  }

  /** The mulberry32 generator. */
  random(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason)
        return
      }
      const onAbort = (): void => {
        this.#sleepers.splice(this.#sleepers.indexOf(sleeper), 1)
        reject(signal?.reason)
      }
      const sleeper: Sleeper = {
        at: this.#time + Math.max(0, ms),
        order: this.#order++,
        wake: () => {
          signal?.removeEventListener('abort', onAbort)
          resolve()
        },
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      this.#sleepers.push(sleeper)
      this.#pump()
    })
  }

  #pump(): void {
    if (this.#pumping) return
    this.#pumping = true
    let quiet = 0
    let seen = -1
    const turn = (): void => {
      const activity = this.#order + this.#stirred
      quiet = activity === seen ? quiet + 1 : 0
      seen = activity
      if (this.#sleepers.length === 0) {
        this.#pumping = false
        return
      }
      if (quiet >= QUIET_TURNS) {
        this.#sleepers.sort((a, b) => a.at - b.at || a.order - b.order)
        const next = this.#sleepers.shift()
        if (next) {
          this.#time = Math.max(this.#time, next.at)
          next.wake()
        }
        quiet = 0
      }
      setImmediate(turn)
    }
    setImmediate(turn)
  }
}
