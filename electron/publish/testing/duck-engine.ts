import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { KnownError } from '../../../shared/ipc/result.ts'
import type { Engine, EngineRow } from '../engine/engine.ts'
import type { SparkNames } from '../engine/spark-names.ts'

/** A statement of Spark SQL in DuckDB's words: names, types and functions only, the statement stays what it is. */
function inDuckWords(sql: string, stage: string): string {
  return (
    sql
      .replaceAll(/ COMMENT '(?:[^'\\]|\\.)*'/g, '')
      .replaceAll(/ CLUSTER BY \([^)]*\)/g, '')
      .replaceAll(/parquet\.`([^`]+)`/g, (_, path: string) => `read_parquet('${join(stage, path)}/*.parquet')`)
      .replaceAll('`', '"')
      .replaceAll(
        /"(\w+)"\.information_schema\.schemata WHERE/g,
        "information_schema.schemata WHERE catalog_name = '$1' AND",
      )
      .replaceAll("\\'", "''")
      .replaceAll(/ USING DELTA\b/g, '')
      .replaceAll(/\bSTRING\b/g, 'VARCHAR')
      // Of a null, Spark's concat makes null, and DuckDB's nothing.
      .replaceAll(/concat\('=', (CAST\(\S+ AS VARCHAR\))\)/g, "('=' || $1)")
      .replaceAll('char(31)', 'chr(31)')
      .replaceAll(/sha2\((.+?), 256\)/g, 'sha256($1)')
      .replaceAll(/conv\(substr\(h, (\d+), 15\), 16, 10\)/g, "CAST('0x' || substr(h, $1, 15) AS UBIGINT)")
      .replaceAll('current_timestamp()', 'CAST(now() AS TIMESTAMP)')
  )
}

/** A DuckDB that takes the publisher's statements. */
export interface DuckWarehouse {
  /** Where the roots of staged paths lie on this machine. */
  stage: string
  rows(sql: string): Promise<EngineRow[]>
  /** Rows that a statement changed. */
  run(sql: string): Promise<number>
  end(): void
}

/** An empty one, with the catalogs of these names beside its own. */
export async function duckWarehouse(catalogs: readonly string[] = []): Promise<DuckWarehouse> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection: DuckDBConnection = await instance.connect()
  for (const catalog of catalogs) await connection.run(`ATTACH ':memory:' AS "${catalog}"`)
  const stage = mkdtempSync(join(tmpdir(), 'yts-stage-'))
  return {
    stage,
    async rows(sql) {
      return (await connection.runAndReadAll(inDuckWords(sql, stage))).getRowObjectsJson() as EngineRow[]
    },
    async run(sql) {
      return (await connection.run(inDuckWords(sql, stage))).rowsChanged
    },
    end() {
      connection.closeSync()
      instance.closeSync()
      rmSync(stage, { recursive: true, force: true })
    },
  }
}

/** An engine in this process, by which the tests run the publisher's statements. */
export interface DuckEngine extends Engine {
  names: SparkNames
  end(): void
}

export async function duckEngine(): Promise<DuckEngine> {
  const warehouse = await duckWarehouse()
  const { stage } = warehouse
  const known = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      if (/^Catalog Error: .* does not exist/.test(String(error instanceof Error && error.message)))
        throw new KnownError('not_found', 'It is not there.', undefined, { cause: error })
      throw error
    }
  }
  return {
    kind: 'spark',
    names: { schema: '`gold`', store: '`gold_store`', stage: '/stage' },
    rows: (sql) => known(warehouse.rows(sql)),
    run: async (sql) => ({ affected: await known(warehouse.run(sql)) }),
    async put(localFile, remotePath) {
      const target = join(stage, 'stage', remotePath)
      mkdirSync(dirname(target), { recursive: true })
      copyFileSync(localFile, target)
    },
    async remove(remotePath) {
      rmSync(join(stage, 'stage', remotePath), { force: true })
    },
    cancel() {},
    close: async () => {},
    end: () => warehouse.end(),
  }
}
