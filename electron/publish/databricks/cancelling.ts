import { KnownError } from '../../../shared/ipc/result.ts'
import type { Engine } from '../engine/engine.ts'

/** What an engine is given before it is spoken of, in milliseconds. */
const speakAfter = 3_000

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

const cancelled = (): KnownError => new KnownError('cancelled', 'Cancelled. What was published before is unchanged.')

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

/**
 * An engine once `open` has opened its session; where that fails, it is closed again.
 *
 * @param speak called when it takes long
 * @param signal gives up waiting
 * @throws KnownError `cancelled`, and what `open` throws
 */
export async function opened(
  engine: Engine,
  open: () => Promise<void>,
  speak: () => void,
  signal: AbortSignal | undefined,
): Promise<Engine> {
  const cancel = (): void => engine.cancel()
  signal?.addEventListener('abort', cancel, { once: true })
  const speaking = setTimeout(speak, speakAfter)
  try {
    if (signal?.aborted) throw cancelled()
    await open()
    return engine
  } catch (error) {
    await engine.close()
    throw error
  } finally {
    clearTimeout(speaking)
    signal?.removeEventListener('abort', cancel)
  }
}
