import { KnownError } from '../../../shared/ipc/result.ts'
import { destinationOf } from '../../publish/destination-config.ts'
import type { CliContext } from '../cli-context.ts'
import type { Interrupt } from '../interrupts.ts'
import type { PublishOptions } from './publish-options.ts'

/** `publish`: the star to a destination; or what is there verified, an older version shown again, or the destination set up. */
export async function publish(context: CliContext, options: PublishOptions, name?: string): Promise<number> {
  const destination = destinationOf(context.dataDir, name)
  const controller = new AbortController()
  let interrupt: Interrupt = 'SIGINT'
  const stop = context.deps.onInterrupt((signal) => {
    interrupt = signal
    controller.abort()
  })
  try {
    // Of a kind that is not published to, nothing is loaded.
    if (destination.kind !== 'parquet') {
      const { publishEngine } = await import('./publish-engine.ts')
      return await publishEngine(context, options, destination, controller.signal)
    }
    const { publishFolder } = await import('./publish-folder.ts')
    return await publishFolder(context, options, destination, controller.signal)
  } catch (thrown) {
    if (!(thrown instanceof KnownError) || thrown.kind !== 'cancelled') throw thrown
    throw new KnownError('cancelled', thrown.message, { signal: interrupt })
  } finally {
    stop()
  }
}
