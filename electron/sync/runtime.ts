import { setTimeout as timer } from 'node:timers/promises'

/** Time and chance, injected so that tests can bend both. */
export interface Runtime {
  /** Wall clock, epoch milliseconds: for the ledger and `Retry-After` dates only. */
  now(): number
  /** A clock that never jumps, milliseconds: for durations, pacing and deadlines. */
  monotonic(): number
  /** Resolves after so many milliseconds; rejects when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** 0 up to 1. */
  random(): number
}

/** The real clocks. */
export const systemRuntime: Runtime = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    await timer(Math.max(0, ms), undefined, signal ? { signal } : {})
  },
  random: () => Math.random(),
}
