import { KnownError, toAppError } from '../../../shared/ipc/result.ts'
import { destinationOf } from '../../publish/destination-config.ts'
import type { CliContext } from '../cli-context.ts'
import { exitCodeOf, exitCodes } from '../exit-codes.ts'
import { publish } from './publish-command.ts'

/**
 * One load, and then a publish of what it published here. The last line of `--json` is the load's, with the publish as `publication`.
 *
 * @param load does the load; it is given where to say its result
 * @param wanted the destination's name; undefined = the only one
 * @returns the load's exit code where it was not complete, otherwise the publish's
 * @throws KnownError as `destinationOf`, before the load begins, and as the load
 */
export async function publishAfter(
  context: CliContext,
  wanted: string | undefined,
  load: (context: CliContext) => Promise<number>,
): Promise<number> {
  // Said now rather than after an hour.
  const { name } = destinationOf(context.dataDir, wanted)
  let summary: unknown = null
  let publication: unknown = null
  const code = await load({
    ...context,
    result: (value) => {
      summary = value
    },
  })
  if (code !== exitCodes.complete) {
    context.result(summary)
    return code
  }
  let end: number
  try {
    const hear = (value: unknown): void => {
      publication = value
    }
    end = await publish({ ...context, result: hear }, {}, name)
  } catch (thrown) {
    const error = toAppError(thrown)
    if (!(thrown instanceof KnownError))
      context.deps.err(`${thrown instanceof Error ? thrown.stack : String(thrown)}\n`)
    publication = { status: 'failed', destination: name, error }
    context.deps.err(`The load is complete; publishing to ${name} failed: ${error.message}\n`)
    end = exitCodeOf(error)
  }
  context.result({ ...(summary as object), publication })
  return end
}
