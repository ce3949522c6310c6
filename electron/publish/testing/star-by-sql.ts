import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { foldTitle, searchText } from '../../../shared/filter/search-fold.ts'
import { dimensionIds, dimensionOf } from '../../../shared/model/dimensions.ts'
import { openWritable, type ReadableDb } from '../../warehouse/file/connection.ts'
import { type Row, rowHash, TableDigest } from '../canonical.ts'
import { type PublishedColumn, type PublishedKind, publishedTables } from '../star-columns.ts'
import { plan } from '../transform/plan.ts'
import { referenceRow } from '../transform/reference-row.ts'

/** Helpers of the tests of the transform: gold as its SQL makes it, in an engine of its own. Not used by the app. */

const col = (name: string, kind: PublishedKind): PublishedColumn => ({ name, kind })
const movieId = col('movie_id', 'bigint')

/** What the SQL of gold is made from, and the columns of each table. */
const inputs: Readonly<Record<string, readonly PublishedColumn[]>> = {
  silver_movie: [movieId, ...plan.cells, col('last_changed_run', 'bigint')],
  silver_movie_genre: [movieId, col('genre', 'string')],
  silver_title: [movieId, col('title_sort', 'string'), col('title_search', 'string')],
  published_film: [movieId],
}

/** Rows of those tables. */
export type Silver = Readonly<Record<keyof typeof inputs, readonly Row[]>>

/** Silver of a warehouse, and the films that are in force there. */
export function silverOf(db: ReadableDb): Silver {
  const rows = (sql: string): Row[] => db.prepare(sql).raw().all() as Row[]
  const columns = (inputs.silver_movie ?? []).map(({ name }) => name).join(', ')
  const titles = rows('SELECT movie_id, title, title_english FROM silver_movie') as [number, string, string | null][]
  return {
    silver_movie: rows(`SELECT ${columns} FROM silver_movie`),
    silver_movie_genre: rows('SELECT movie_id, genre FROM silver_movie_genre'),
    silver_title: titles.map(([id, title, english]) => [id, foldTitle(title), searchText(title, english)]),
    published_film: rows('SELECT movie_id FROM movie_presence WHERE tombstoned_run IS NULL'),
  }
}

/** An engine of SQL with tables that are filled and made anew. */
interface SqlEngine {
  run(sql: string): Promise<void> | void
  rows(sql: string): Promise<Row[]> | Row[]
  fill(name: string, columns: readonly PublishedColumn[], rows: readonly Row[]): Promise<void> | void
  end(): void
}

/** SQLite, as the app has it. */
export function sqliteEngine(): SqlEngine {
  const db = openWritable(':memory:')
  return {
    run: (sql) => void db.exec(sql),
    rows: (sql) => db.prepare(sql).safeIntegers().raw().all() as Row[],
    fill(name, columns, rows) {
      db.exec(`DROP TABLE IF EXISTS ${name}; CREATE TABLE ${name} (${columns.map((one) => one.name).join(', ')})`)
      const insert = db.prepare(`INSERT INTO ${name} VALUES (${columns.map(() => '?').join(', ')})`)
      for (const row of rows) insert.run(...row)
    },
    end: () => db.close(),
  }
}

const duckTypes: Record<PublishedKind, string> = {
  int: 'INT',
  bigint: 'BIGINT',
  decimal: 'DECIMAL(3,1)',
  date: 'VARCHAR',
  string: 'VARCHAR',
}

/** DuckDB, whose types are as strict as Spark's. */
export async function duckDbEngine(): Promise<SqlEngine> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const folder = mkdtempSync(join(tmpdir(), 'yts-duck-'))
  return {
    run: async (sql) => void (await connection.run(sql)),
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRowsJson() as Row[],
    async fill(name, columns, rows) {
      const file = join(folder, `${name}.json`)
      const objects = rows.map((row) => Object.fromEntries(columns.map((one, at) => [one.name, row[at]])))
      writeFileSync(file, objects.map((object) => `${JSON.stringify(object)}\n`).join(''))
      const types = columns.map((one) => `"${one.name}": '${duckTypes[one.kind]}'`).join(', ')
      await connection.run(
        `CREATE OR REPLACE TABLE ${name} AS SELECT * FROM read_json('${file}', format = 'newline_delimited', columns = {${types}})`,
      )
    },
    end() {
      connection.closeSync()
      instance.closeSync()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Gold in an engine, brought in step with silver load by load. */
export async function starBySql(engine: SqlEngine) {
  for (const { name, first } of plan.gold) if (first) await engine.run(`CREATE TABLE ${name} AS ${first}`)
  return {
    /** What a cluster does after each load. */
    async update(silver: Silver): Promise<void> {
      for (const [name, columns] of Object.entries(inputs)) await engine.fill(name, columns, silver[name] ?? [])
      for (const { table, name, columns, values } of plan.references) {
        const dimension = dimensionIds.map((id) => dimensionOf(id)).find(({ gold }) => gold.table === table)
        if (!dimension) throw new Error(`no dimension ${table}`)
        const isNumber = columns.find((one) => one.name === dimension.gold.value.column)?.kind !== 'string'
        const members = (await engine.rows(values)).map(([member]) => member)
        const typed = members.map((member) => (isNumber && !dimension.gold.keyOf ? Number(member) : String(member)))
        await engine.fill(
          name,
          columns,
          typed.map((member) => referenceRow(dimension, member)),
        )
      }
      for (const { name, first, sql } of plan.gold) {
        if (first) await engine.run(`ALTER TABLE ${name} RENAME TO ${name}_before`)
        else await engine.run(`DROP TABLE IF EXISTS ${name}`)
        await engine.run(`CREATE TABLE ${name} AS ${sql}`)
        if (first) await engine.run(`DROP TABLE ${name}_before`)
      }
    },
    /** The digest of each table of gold, by its name. */
    async digests(): Promise<Record<string, string>> {
      const found: Record<string, string> = {}
      for (const { name, columns } of publishedTables(['gold'])) {
        const digest = new TableDigest()
        const names = columns.map((column) => column.name).join(', ')
        for (const row of await engine.rows(`SELECT ${names} FROM ${name}`)) digest.add(rowHash(columns, row))
        found[name] = digest.toString()
      }
      return found
    },
  }
}
