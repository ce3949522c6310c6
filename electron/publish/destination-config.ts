import { isAbsolute } from 'node:path'
import type { ConfigIssue, JsonConfig } from '../../shared/config.ts'
import {
  type databricksAuths,
  databricksDestinationSchema,
  parquetDestinationSchema,
  sparkDestinationSchema,
} from '../../shared/destinations.ts'
import { KnownError } from '../../shared/ipc/result.ts'
import { describeIssue, readConfig } from '../config/index.ts'
import { type Layer, layers } from './star-columns.ts'

interface Described {
  name: string
  keepVersions: number
  layers: readonly Layer[]
  /** The app publishes after each load that it ran. */
  afterSync: boolean
}

/** A folder that the star is published to as Parquet files. */
export interface FolderDestination extends Described {
  kind: 'parquet'
  dir: string
}

/** A schema of a Databricks workspace, by one of its SQL warehouses. */
export interface DatabricksDestination extends Described {
  kind: 'databricks'
  /** Null: the environment or the profile says it. */
  host: string | null
  port: number
  httpPath: string
  catalog: string
  schema: string
  /**
   * What signs in: what the environment has, or a section of `~/.databrickscfg`; a token that the app stores; a person by the browser; a
   * service principal by its secret.
   */
  auth: (typeof databricksAuths)[number]
  /** Of the service principal, or of an OAuth application of one's own; null: the environment, the profile or the driver says it. */
  clientId: string | null
  profile: string
}

/** A schema of one's own Spark with Delta, by its Thrift server. */
export interface SparkDestination extends Described {
  kind: 'spark'
  host: string
  port: number
  schema: string
  /** A folder of this machine that Spark reads too, and what Spark calls it; without a slash at its end. */
  stagingDir: string
  stagingUri: string
}

/** A schema of an SQL engine. */
export type EngineDestination = DatabricksDestination | SparkDestination
export type Destination = FolderDestination | EngineDestination

const invalid = (name: string, message: string) =>
  new KnownError('config_invalid', `config.json: the destination ${name} ${message}.`, { file: 'config.json' })

/** What config.json says of destinations. */
interface WrittenDestinations {
  /** Names of all that are written down, those last that are wrong as a whole. */
  names: string[]
  /** Settings by name, without those that are wrong. */
  settings: JsonConfig['destinations']
  /** What is wrong in single destinations. */
  errors: ConfigIssue[]
}

/** Throws KnownError `config_invalid` where the file, or `destinations` in it, cannot be read at all. */
function readDestinations(dataDir: string): WrittenDestinations {
  const { json, files } = readConfig(dataDir)
  const issues = files.find(({ file }) => file === 'config.json')?.issues ?? []
  const errors = issues.filter(({ severity }) => severity === 'error')
  refuse(errors.filter(({ field }) => field === '' || field === root))
  const names = Object.keys(json.destinations)
  // One that is wrong as a whole is among the errors only; shorter fields first, so that no setting of it passes for another.
  const fields = errors.map(({ field }) => field).sort((a, b) => a.length - b.length)
  for (const field of fields)
    if (field.startsWith(`${root}.`) && !names.some((name) => isOf(field, name)))
      names.push(field.slice(root.length + 1))
  return { names, settings: json.destinations, errors }
}

const root = 'destinations'

function isOf(field: string, name: string): boolean {
  return field === `${root}.${name}` || field.startsWith(`${root}.${name}.`)
}

/** Throws all errors in one; nothing where there is none. */
function refuse(errors: readonly ConfigIssue[]): void {
  const [first] = errors
  if (!first) return
  const sentences = errors.map((error) => describeIssue('config.json', error))
  const { field, line } = first
  throw new KnownError('config_invalid', `${sentences.join('; ')}.`, { file: 'config.json', field, line })
}

/**
 * Names of all destinations in config.json, those that are described wrong too.
 *
 * @throws KnownError `config_invalid` when the file cannot be read
 */
export function destinationNames(dataDir: string): string[] {
  return readDestinations(dataDir).names
}

/**
 * The destination of a name; without one, the only one there is.
 *
 * @throws KnownError `not_found` when there is none, `bad_input` when there are several, `config_invalid` when it is not described
 *   right, or the file cannot be read
 */
export function destinationOf(dataDir: string, wanted?: string): Destination {
  const { names, settings, errors } = readDestinations(dataDir)
  const name = wanted ?? (names.length === 1 ? names[0] : undefined)
  if (name === undefined) {
    if (names.length > 1) throw new KnownError('bad_input', `Which destination? There are ${names.join(', ')}.`)
    throw new KnownError(
      'not_found',
      'There is no destination yet. Name one in config.json: {"destinations": {"NAME": {"kind": "parquet", "dir": "FOLDER"}}}.',
    )
  }
  refuse(errors.filter(({ field }) => isOf(field, name)))
  const found = Object.hasOwn(settings, name) ? settings[name] : undefined
  if (!found)
    throw new KnownError('not_found', `There is no destination ${name}. Known: ${names.join(', ') || 'none'}.`)
  const described = (common: { keep_versions: number; layers: string; after_sync: boolean }): Described => {
    const chosen = common.layers.split(',').map((layer) => layer.trim())
    return {
      name,
      keepVersions: common.keep_versions,
      layers: layers.filter((layer) => chosen.includes(layer)),
      afterSync: common.after_sync,
    }
  }
  if (found.kind === 'parquet') {
    const parsed = parquetDestinationSchema.parse(found)
    if (!isAbsolute(parsed.dir)) throw invalid(name, 'needs the whole path of its folder in dir, from the root')
    return { ...described(parsed), kind: 'parquet', dir: parsed.dir }
  }
  if (found.kind === 'databricks') {
    const parsed = databricksDestinationSchema.parse(found)
    const { host = null, port, http_path: path, catalog, schema, auth, profile, client_id: clientId = null } = parsed
    const httpPath = path.startsWith('/') ? path : `/${path}`
    return {
      ...described(parsed),
      kind: 'databricks',
      host,
      port,
      httpPath,
      catalog,
      schema,
      auth,
      clientId,
      profile,
    }
  }
  if (found.kind === 'spark') {
    const parsed = sparkDestinationSchema.parse(found)
    const { host, port, schema, staging_dir: stagingDir, staging_uri: uri } = parsed
    if (!isAbsolute(stagingDir)) throw invalid(name, 'needs the whole path of its folder in staging_dir, from the root')
    if (uri === undefined && !/^\/[^\s`?#%]*$/.test(stagingDir))
      throw invalid(name, 'needs what Spark calls its staging_dir in staging_uri, such as file:/mnt/stage')
    const stagingUri = (uri ?? `file:${stagingDir}`).replace(/\/+$/, '')
    return {
      ...described(parsed),
      kind: 'spark',
      host,
      port,
      schema,
      stagingDir,
      stagingUri,
    }
  }
  throw invalid(name, 'has no kind that this program publishes to; kind must be parquet, databricks or spark')
}
