import type { StoredToken, Surroundings } from './databricks/credentials.ts'
import type { DatabricksDeps } from './databricks/databricks-engine.ts'
import { databricksNames } from './databricks/databricks-names.ts'
import type { EngineDestination } from './destination-config.ts'
import type { Engine } from './engine/engine.ts'
import type { SparkNames } from './engine/spark-names.ts'
import type { SparkDeps } from './spark/spark-engine.ts'
import { sparkNames, stagingFolder } from './spark/spark-store.ts'

/** Parts of a session that tests replace, and where its secrets are looked for. */
export type EngineDeps = DatabricksDeps & SparkDeps & { surroundings?: Surroundings }

/** How a session is opened. */
export interface Opening {
  /** Gives up waiting. */
  signal: AbortSignal
  deps: EngineDeps
  /** Hears a sentence for people when it takes long. */
  say: (text: string) => void
  /** What `credentialsOf` is told beside. */
  access?: { stored: StoredToken | null; mustNameHost: boolean }
}

/** What the objects of a destination are called. */
export function namesOf(destination: EngineDestination): SparkNames {
  return destination.kind === 'databricks' ? databricksNames(destination) : sparkNames(destination)
}

/** Opens a session at a destination; of another kind, nothing is loaded. Throws as `credentialsOf`, `openDatabricks` and `openSpark`. */
export async function openEngine(
  destination: EngineDestination,
  { signal, deps: { surroundings, ...deps }, say, access }: Opening,
): Promise<Engine> {
  const { port } = destination
  if (destination.kind === 'spark') {
    const { openSpark } = await import('./spark/spark-engine.ts')
    return openSpark({ host: destination.host, port, stage: stagingFolder(destination) }, { say, signal, deps })
  }
  const { credentialsOf } = await import('./databricks/credentials.ts')
  const { openDatabricks } = await import('./databricks/databricks-engine.ts')
  const { stage } = databricksNames(destination)
  const { httpPath } = destination
  return openDatabricks(
    { ...credentialsOf(destination, surroundings, access), port, httpPath, stage },
    { say, signal, deps },
  )
}
