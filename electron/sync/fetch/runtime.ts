/** Time and chance, injected so that tests can bend both. */
export interface Runtime {
  /** Wall clock, epoch milliseconds: for the ledger and `Retry-After` dates only. */
  now(): number
  /** A clock that never jumps, milliseconds: for durations, pacing and deadlines. */
  monotonic(): number
  /** Resolves after so many milliseconds; rejects with the signal's reason when it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** 0 up to 1. */
  random(): number
}

/** The real clocks. */
export const systemRuntime: Runtime = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  // By hand, because the promise timers of Node make an error with a stack for each abort, and each request aborts one.
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason)
        return
      }
      const onAbort = (): void => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      const timer = setTimeout(
        () => {
          signal?.removeEventListener('abort', onAbort)
          resolve()
        },
        Math.max(0, ms),
      )
      signal?.addEventListener('abort', onAbort, { once: true })
    }),
  random: () => Math.random(),
}
