import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RightCheck } from '../../../shared/contract/destinations.ts'
import { KnownError } from '../../../shared/ipc/result.ts'
import type { Engine } from '../engine/engine.ts'
import type { PublishedTable } from '../star-columns.ts'
import { quoted, type SparkNames, stateTable, versionsTable } from '../store/spark-names.ts'
import { type StoreState, stateIfAny } from '../store/store-state.ts'

/** What was tried at a destination, and how it went. */
export interface Tried {
  checks: RightCheck[]
  /** Null where nothing is set up, or that could not be read. */
  store: StoreState | null
}

/**
 * Tries each right that publishing takes, one after the other, and goes on where one is missing. Changes no row and leaves nothing: a
 * file of one byte is put into the volume and taken out again.
 *
 * @throws KnownError as the engine does for anything but a right that is missing, and `cancelled`
 */
export async function tryRights(
  engine: Engine,
  { names, catalog, tables }: { names: SparkNames; catalog: string | null; tables: readonly PublishedTable[] },
): Promise<Tried> {
  const checks: RightCheck[] = []
  /** Null where a right is missing, or what it is about is not there. */
  async function attempt<T>(what: string, work: () => Promise<T>): Promise<T | null> {
    try {
      const value = await work()
      checks.push({ what, state: 'ok', hint: null })
      return value
    } catch (error) {
      if (!(error instanceof KnownError) || (error.kind !== 'destination_refused' && error.kind !== 'not_found'))
        throw error
      checks.push({ what, state: 'missing', hint: error.message })
      return null
    }
  }
  const [schema, store] = [names.schema, names.store].map((name) => name.replaceAll('`', ''))
  if (catalog !== null) {
    const see = `SELECT schema_name FROM ${quoted(catalog)}.information_schema.schemata WHERE schema_name = 'information_schema'`
    if ((await attempt(`see the catalog ${catalog}`, () => engine.rows(see))) === null) return { checks, store: null }
  }
  const state = await attempt(`read ${store}`, () => stateIfAny(engine, names))
  if (state === null) {
    if (checks.every((check) => check.state === 'ok'))
      checks.push({
        what: `make ${schema} and ${store}`,
        state: 'untried',
        hint: 'They are not there yet. Set it up here, which names a right that is missing, or have an administrator do it.',
      })
    return { checks, store: null }
  }
  const [first] = tables
  if (first) {
    await attempt(`read the views of ${schema}`, () =>
      engine.rows(`SELECT count(*) AS n FROM ${names.schema}.${quoted(first.name)} WHERE 1 = 0`),
    )
    await attempt(`change the tables of ${store}`, async () => {
      await engine.run(`UPDATE ${stateTable(names)} SET id = 1 WHERE id = 0`)
      await engine.run(`UPDATE ${versionsTable(names, first.name)} SET _to = 0 WHERE _from < 0`)
    })
  }
  const stage = names.volume === undefined ? 'the staging folder' : `the volume ${names.volume.replaceAll('`', '')}`
  await attempt(`write to ${stage}`, () => putAndRemove(engine))
  return { checks, store: state }
}

async function putAndRemove(engine: Engine): Promise<void> {
  const local = mkdtempSync(join(tmpdir(), 'yts-publish-'))
  try {
    const file = join(local, 'tried')
    writeFileSync(file, '.')
    await engine.put(file, 'tried')
    await engine.remove('tried')
  } finally {
    rmSync(local, { recursive: true, force: true })
  }
}
