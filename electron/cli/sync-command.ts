import { KnownError } from '../../shared/ipc/result.ts'
import { readerOnThread } from '../sync/response/response-thread.ts'
import type { CliContext } from './cli-context.ts'
import type { SyncOptions } from './sync-options.ts'

/**
 * `sync`: one load. A full load's reading thread starts at once, beside the loading of everything else: the two take as long as
 * each other.
 */
export async function sync(context: CliContext, options: SyncOptions): Promise<number> {
  const { deps } = context
  if (options.full && options.incremental) throw new KnownError('bad_input', 'Choose either --full or --incremental.')
  const agreed = options.acceptRemovals ? 'removals' : options.acceptMissingFields ? 'missing-fields' : null
  if (options.incremental && agreed)
    throw new KnownError('bad_input', `--accept-${agreed} needs a full load: leave --incremental out.`)
  const onUnexpected = (error: unknown): void => {
    // A full disk and the like are told in a sentence, once, as what the load ended with.
    if (!(error instanceof KnownError)) deps.err(`${error instanceof Error ? error.stack : String(error)}\n`)
  }
  const answers = options.full ? readerOnThread(onUnexpected) : null
  answers?.expectMany()
  try {
    const { loadOnce } = await import('./sync-load.ts')
    const load = (given: CliContext) => loadOnce(given, options, onUnexpected, answers)
    if (options.publish === undefined) return await load(context)
    const { publishAfter } = await import('./publish/publish-after-load.ts')
    return await publishAfter(context, options.publish === true ? undefined : options.publish, load)
  } finally {
    await answers?.close()
  }
}
