import { databricksNames } from '../../publish/databricks/databricks-names.ts'
import type { EngineDestination } from '../../publish/destination-config.ts'
import type { Engine } from '../../publish/engine/engine.ts'
import type { SparkNames } from '../../publish/engine/spark-names.ts'
import { sparkNames, stagingFolder } from '../../publish/spark/spark-store.ts'
import type { CliContext } from '../cli-context.ts'

/** What the objects of a destination are called. */
export function namesOf(destination: EngineDestination): SparkNames {
  return destination.kind === 'databricks' ? databricksNames(destination) : sparkNames(destination)
}

/** Opens a session at a destination; nothing of another kind is loaded. Throws as `openDatabricks` and `openSpark`. */
export async function openEngine(
  { deps }: CliContext,
  destination: EngineDestination,
  signal: AbortSignal,
): Promise<Engine> {
  const say = (text: string): void => deps.err(`${text}\n`)
  const { port } = destination
  if (destination.kind === 'spark') {
    const { openSpark } = await import('../../publish/spark/spark-engine.ts')
    const { host } = destination
    return openSpark({ host, port, stage: stagingFolder(destination) }, { say, signal, deps: deps.spark })
  }
  const { credentialsOf } = await import('../../publish/databricks/credentials.ts')
  const { openDatabricks } = await import('../../publish/databricks/databricks-engine.ts')
  const { surroundings, ...rest } = deps.databricks
  const { stage } = databricksNames(destination)
  const address = { ...credentialsOf(destination, surroundings), port, httpPath: destination.httpPath, stage }
  return openDatabricks(address, { say, signal, deps: rest })
}
