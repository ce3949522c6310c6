import { type AppError, KnownError, toAppError } from '../../../shared/ipc/result.ts'
import { type Destination, destinationNames, destinationOf } from '../../publish/destination-config.ts'
import { isNewFolder, lookAtFolder } from '../../publish/folder/folder-contents.ts'
import { versionOf } from '../../publish/folder/manifest.ts'
import type { ReadableDb } from '../../warehouse/file/connection.ts'
import { guarded } from '../../warehouse/file/sqlite-errors.ts'
import { type LastKnown, lastPublications, nothingPublished } from '../../warehouse/ledger/publications.ts'
import { type CliContext, withReaderOr } from '../cli-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { lastWords } from './publish-folder.ts'

/** What this warehouse knows of each destination; nothing where it cannot be read, which is told beside the answer. */
async function ledgerOf(context: CliContext, names: readonly string[]): Promise<ReadonlyMap<string, LastKnown>> {
  try {
    const read = (db: ReadableDb) =>
      guarded(db, () => new Map(names.map((name) => [name, lastPublications(db, name)] as const)))
    return await withReaderOr(context, new Map(), read)
  } catch (thrown) {
    context.deps.err(`The ledger cannot be read: ${toAppError(thrown).message}\n`)
    return new Map()
  }
}

/** `destinations`: each with what it has, as far as that can be told now. A destination that fails does not hide the others. */
export async function destinations(context: CliContext): Promise<number> {
  const names = destinationNames(context.dataDir)
  const list: Record<string, unknown>[] = []
  const ledger = await ledgerOf(context, names)
  for (const name of names) {
    const { last, lastPublished } = ledger.get(name) ?? nothingPublished(name)
    try {
      const published = lastPublished?.version ?? null
      const { words, facts } = whatItHas(destinationOf(context.dataDir, name), published, context.dataDir)
      context.say(`${name}: ${words}`)
      list.push({ name, ...facts, last })
    } catch (thrown) {
      if (!(thrown instanceof KnownError)) throw thrown
      const error: AppError = thrown.toAppError()
      context.say(`${name}: ${error.message}`)
      list.push({ name, last, error })
    }
  }
  if (names.length === 0) context.say('There is no destination yet: name one in config.json.')
  context.result({ destinations: list })
  return exitCodes.complete
}

/** What a destination has, for people and for programs. One behind the network is not asked: what was `published` from here last is told. */
function whatItHas(
  destination: Destination,
  published: number | null,
  dataDir: string,
): { words: string; facts: Record<string, unknown> } {
  const { kind, layers, keepVersions } = destination
  if (destination.kind !== 'parquet') {
    const { host, schema } = destination
    const catalog = destination.kind === 'databricks' ? { catalog: destination.catalog } : {}
    const place = [...Object.values(catalog), schema].join('.')
    const known =
      published === null ? 'Nothing was published from here.' : `Version ${published} was published from here last.`
    const words = `${kind}, ${place}${host === null ? '' : ` at ${host}`}. ${known}`
    return { words, facts: { kind, host, ...catalog, schema, layers, keepVersions, current: published } }
  }
  const { dir } = destination
  const manifest = isNewFolder(dir, dataDir) ? null : lookAtFolder(dir, dataDir).manifest
  const current = manifest && versionOf(manifest, manifest.current)
  const kept = manifest?.versions.map(({ version, goldVersion, publishedAt }) => ({
    version,
    goldVersion,
    publishedAt,
  }))
  return {
    words: `${kind}, ${dir}. ${lastWords(current)}`,
    facts: { kind, dir, layers, keepVersions, current: current?.version ?? null, kept: kept ?? [] },
  }
}
