import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { storesSecret } from '../../../shared/destinations.ts'
import { type AppError, KnownError, toAppError } from '../../../shared/ipc/result.ts'
import { type Destination, destinationNames, destinationOf } from '../../publish/destination-config.ts'

type Described = Pick<
  ChannelOutput<'destinations.list'>['destinations'][number],
  'name' | 'kind' | 'place' | 'layers' | 'keepVersions' | 'afterSync' | 'auth' | 'error'
>

/** Every destination of a folder's config.json as it is written there. Reads that file and nothing else. */
export function describeDestinations(dataDir: string): { destinations: Described[]; error: AppError | null } {
  try {
    return { destinations: destinationNames(dataDir).map((name) => describe(dataDir, name)), error: null }
  } catch (thrown) {
    if (!(thrown instanceof KnownError)) throw thrown
    return { destinations: [], error: thrown.toAppError() }
  }
}

function describe(dataDir: string, name: string): Described {
  let found: Destination
  try {
    found = destinationOf(dataDir, name)
  } catch (thrown) {
    if (!(thrown instanceof KnownError)) throw thrown
    const nothing = { kind: null, place: '', layers: [], keepVersions: 0, afterSync: false, auth: null }
    return { name, ...nothing, error: toAppError(thrown) }
  }
  const { kind, keepVersions, afterSync } = found
  const common = { name, kind, layers: [...found.layers], keepVersions, afterSync, error: null }
  if (found.kind === 'parquet') return { ...common, place: found.dir, auth: null }
  if (found.kind === 'spark') return { ...common, place: `${found.schema} at ${found.host}`, auth: null }
  const { catalog, schema, host, auth } = found
  return { ...common, place: `${catalog}.${schema}${host === null ? '' : ` at ${host}`}`, auth }
}

/** The host for which a destination has its token or secret stored; null where it signs in otherwise, or names none. */
export function tokenHost(dataDir: string, name: string): string | null {
  const found = destinationOf(dataDir, name)
  return found.kind === 'databricks' && storesSecret(found.auth) ? (found.host?.toLowerCase() ?? null) : null
}

/** Names of those that are published to after each load. */
export function afterSyncNames(dataDir: string): string[] {
  const { destinations } = describeDestinations(dataDir)
  return destinations.filter(({ afterSync }) => afterSync).map(({ name }) => name)
}
