import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Engine } from '../engine.ts'
import type { SparkNames } from '../spark-sql.ts'

/** A statement of Spark SQL in DuckDB's words: names, types and functions only, the statement stays what it is. */
function inDuckWords(sql: string): string {
  return (
    sql
      .replaceAll(/parquet\.`([^`]+)`/g, "read_parquet('$1/*.parquet')")
      .replaceAll('`', '"')
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

/** An engine in this process, by which the tests run the publisher's statements. */
export interface DuckEngine extends Engine {
  names: SparkNames
  end(): void
}

export async function duckEngine(): Promise<DuckEngine> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection: DuckDBConnection = await instance.connect()
  const stage = mkdtempSync(join(tmpdir(), 'yts-stage-'))
  return {
    kind: 'spark',
    names: { schema: '`gold`', store: '`gold_store`', stage },
    async rows(sql) {
      const reader = await connection.runAndReadAll(inDuckWords(sql))
      return reader.getRowObjectsJson() as Record<string, string | number | null>[]
    },
    async run(sql) {
      const { rowsChanged } = await connection.run(inDuckWords(sql))
      return { affected: rowsChanged }
    },
    async put(localFile, remotePath) {
      mkdirSync(dirname(join(stage, remotePath)), { recursive: true })
      copyFileSync(localFile, join(stage, remotePath))
    },
    async remove(remotePath) {
      rmSync(join(stage, remotePath), { recursive: true, force: true })
    },
    end() {
      connection.closeSync()
      instance.closeSync()
      rmSync(stage, { recursive: true, force: true })
    },
  }
}
