import type { DriverFailure } from './driver-errors.ts'

/** How work is repeated. */
export interface Repeating {
  /** Waits between two attempts, in milliseconds; after the last one the error is thrown. */
  delays: readonly number[]
  /** What was thrown, and whether it is worth another attempt. */
  failureOf: (thrown: unknown) => DriverFailure
  /** Waits; rejects when the work is cancelled meanwhile. */
  wait: (ms: number) => Promise<void>
  /** From 0 to 1: half of a delay is left to chance, so that many do not come back at once. */
  random: () => number
  onRepeat?: ((failure: DriverFailure) => void | Promise<void>) | undefined
}

/** Before a statement is sent again. */
export const statementDelays: readonly number[] = [1_000, 2_000, 4_000, 8_000]
/** While a warehouse starts: ten minutes. */
export const openingDelays: readonly number[] = [...statementDelays, ...Array.from({ length: 39 }, () => 15_000)]

/** Does work again after transient failures. Only for what may be done twice. Throws the last failure's KnownError. */
export async function repeating<T>(work: () => Promise<T>, how: Repeating): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work()
    } catch (thrown) {
      const failure = how.failureOf(thrown)
      const delay = how.delays[attempt]
      if (!failure.isTransient || delay === undefined) throw failure.error
      await how.onRepeat?.(failure)
      await how.wait(delay * (0.5 + how.random() / 2))
    }
  }
}
