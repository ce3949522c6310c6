import { KnownError } from '../../../shared/ipc/result.ts'

/** Waits; throws KnownError `cancelled` when the signal says so. */
export function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    const stop = (): void => {
      clearTimeout(timer)
      reject(cancelled())
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}

export const cancelled = (): KnownError =>
  new KnownError('cancelled', 'Cancelled. What was published before is unchanged.')

/** Gives a promise up when the signal says so, and calls `cancel`; `late` has what comes of it all the same. */
export async function orCancelled<T>(
  work: Promise<T>,
  signal: AbortSignal,
  { cancel, late }: { cancel?: () => void; late?: (value: T) => void } = {},
): Promise<T> {
  let stop = (): void => {}
  const stopped = new Promise<never>((_, reject) => {
    stop = () => {
      cancel?.()
      reject(cancelled())
    }
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work, stopped])
  } catch (error) {
    // Nobody waits for it any more.
    if (signal.aborted) work.then(late, () => {})
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
