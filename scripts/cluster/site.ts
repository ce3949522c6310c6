import { deepEqual } from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { digestSql, rowHash } from '../../electron/publish/canonical.ts'
import type { Engine, EngineRow } from '../../electron/publish/engine/engine.ts'
import { publishedTables } from '../../electron/publish/star-columns.ts'
import { starDigests, starRows } from '../../electron/publish/star-rows.ts'
import { type SampleApi, startSampleApi } from '../../electron/sample/server.ts'
import { openReadable, type ReadableDb } from '../../electron/warehouse/file/connection.ts'
import { databaseFile } from '../../electron/warehouse/file/database-file.ts'
import type { Cluster } from './cluster.ts'
import { type CommandEnd, startCommand } from './command-line.ts'

export const tables = publishedTables(['gold'])

/** A data folder whose destination is a schema of the cluster, and the catalogue that it loads. */
export interface Site {
  dataDir: string
  schema: string
  store: string
  api: SampleApi
  /** Runs the product's command line on the folder, to its end. */
  cli(...argv: string[]): Promise<CommandEnd>
  /** Loads what the catalogue has now. */
  load(...options: string[]): Promise<void>
  /** Publishes, and demands that readers see what is here. */
  publish(...options: string[]): Promise<CommandEnd>
  /** Digests of what readers see, by Spark, and of what is here, by this program. */
  seen(): Promise<Record<string, string>>
  here(): Promise<Record<string, string>>
  /** Hashes of all rows that are here, by table. */
  hashes(): Record<string, Set<string>>
  demandEqual(): Promise<void>
  end(): Promise<void>
}

/** Throws where a command did not end so. */
export function demand(end: CommandEnd, code: number, status?: string): CommandEnd {
  const told = `${JSON.stringify(end.said.error ?? end.said)} ${end.err.slice(-600)}`
  if (end.code !== code || (status !== undefined && end.said.status !== status))
    throw new Error(
      `Ended with ${end.code ?? end.signal}, ${end.said.status}; not with ${code}, ${status ?? 'any'}: ${told}`,
    )
  return end
}

/** Digests of all tables that readers see, by one statement: `name` and `digest`. */
export function wholeStar(schema: string): string {
  return tables
    .map(({ name, columns }) => `SELECT '${name}' AS name, digest FROM (${digestSql(`${schema}.${name}`, columns)})`)
    .join(' UNION ALL ')
}

/** What `wholeStar` has answered, in the order of the tables. */
export function digestsOf(rows: readonly EngineRow[]): Record<string, string> {
  const digests = new Map(rows.map(({ name, digest }) => [name, digest]))
  return Object.fromEntries(tables.map(({ name }) => [name, String(digests.get(name))]))
}

/** What a site is made of. */
export interface SiteOptions {
  /** The folder for its data folder, and the name of that. */
  home: string
  folder: string
  schema: string
  /** How many films are invented. */
  films: number
  /** Settings of the destination beside the usual ones. */
  config: Record<string, unknown>
}

/** Makes one, with its catalogue loaded. */
export async function makeSite(
  { port, staging }: Cluster,
  engine: Engine,
  { home, folder, schema, films, config }: SiteOptions,
): Promise<Site> {
  const dataDir = join(home, folder)
  mkdirSync(dataDir, { recursive: true })
  const spark = { kind: 'spark', host: '127.0.0.1', port, schema, staging_dir: staging, ...config }
  writeFileSync(join(dataDir, 'config.json'), JSON.stringify({ destinations: { spark } }))
  const api = await startSampleApi({ films, seed: 5, quirks: 3 })
  const cli = (...argv: string[]) => startCommand([...argv, '--data-dir', dataDir]).end
  const reading = <T>(work: (db: ReadableDb) => T): T => {
    const db = openReadable(join(dataDir, databaseFile))
    try {
      return work(db)
    } finally {
      db.close()
    }
  }
  const site: Site = {
    dataDir,
    schema,
    store: `${schema}_store`,
    api,
    cli,
    async load(...options) {
      demand(await cli('sync', '--url', api.url, ...options), 0)
    },
    async publish(...options) {
      const end = demand(await cli('publish', ...options), 0)
      const said = Object.entries(end.said.tables ?? {}).map(([name, { digest }]) => [name, digest])
      const seen = await site.seen()
      deepEqual(seen, Object.fromEntries(said), 'what readers see is what --json says')
      deepEqual(seen, await site.here(), 'what readers see is what is here')
      return end
    },
    seen: async () => digestsOf(await engine.rows(wholeStar(schema))),
    async here() {
      const db = openReadable(join(dataDir, databaseFile))
      try {
        return Object.fromEntries([...(await starDigests(db, tables))].map(([name, digest]) => [name, String(digest)]))
      } finally {
        db.close()
      }
    },
    hashes: () =>
      reading((db) =>
        Object.fromEntries(
          tables.map((table) => [
            table.name,
            new Set([...starRows(db, table)].map((row) => rowHash(table.columns, row))),
          ]),
        ),
      ),
    async demandEqual() {
      deepEqual(await site.seen(), await site.here(), 'what readers see is what is here')
    },
    end: () => api.close(),
  }
  await site.load()
  return site
}
