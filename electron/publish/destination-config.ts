import { isAbsolute } from 'node:path'
import { parquetDestinationSchema } from '../../shared/destinations.ts'
import { KnownError } from '../../shared/result.ts'
import { readConfig } from '../config/index.ts'
import { type Layer, layers } from './star-columns.ts'

/** A folder that the star is published to as Parquet files. */
export interface FolderDestination {
  name: string
  kind: 'parquet'
  dir: string
  keepVersions: number
  layers: readonly Layer[]
}

const invalid = (name: string, message: string) =>
  new KnownError('config_invalid', `config.json: the destination ${name} ${message}.`, { file: 'config.json' })

/** Names of all destinations in config.json, in its order. */
export function destinationNames(dataDir: string): string[] {
  return Object.keys(readConfig(dataDir).json.destinations)
}

/**
 * The destination of a name; without one, the only one there is.
 *
 * @throws KnownError `not_found` when there is none, `bad_input` when there are several, `config_invalid` when it is not described right
 */
export function destinationOf(dataDir: string, wanted?: string): FolderDestination {
  const { json, issues } = readConfig(dataDir)
  const broken = issues.find(({ field, severity }) => severity === 'error' && field.startsWith('destinations'))
  const names = Object.keys(json.destinations)
  const name = wanted ?? (names.length === 1 ? names[0] : undefined)
  const wrong = broken && (name === undefined || broken.field === 'destinations' || isOf(broken.field, name))
  if (wrong)
    throw new KnownError('config_invalid', `config.json, line ${broken.line}: ${broken.field} ${broken.message}.`, {
      file: 'config.json',
      field: broken.field,
      line: broken.line,
    })
  if (name === undefined) {
    if (names.length > 1) throw new KnownError('bad_input', `Which destination? There are ${names.join(', ')}.`)
    throw new KnownError(
      'not_found',
      'There is no destination yet. Name one in config.json: {"destinations": {"NAME": {"kind": "parquet", "dir": "FOLDER"}}}.',
    )
  }
  const found = Object.hasOwn(json.destinations, name) ? json.destinations[name] : undefined
  if (!found)
    throw new KnownError('not_found', `There is no destination ${name}. Known: ${names.join(', ') || 'none'}.`)
  if (found.kind !== 'parquet') throw invalid(name, 'has no kind that this program publishes to; kind must be parquet')
  const settings = parquetDestinationSchema.parse(found)
  if (!isAbsolute(settings.dir)) throw invalid(name, 'needs the whole path of its folder in dir, from the root')
  const chosen = settings.layers.split(',').map((layer) => layer.trim())
  return {
    name,
    kind: 'parquet',
    dir: settings.dir,
    keepVersions: settings.keep_versions,
    layers: layers.filter((layer) => chosen.includes(layer)),
  }
}

function isOf(field: string, name: string): boolean {
  return field === `destinations.${name}` || field.startsWith(`destinations.${name}.`)
}
