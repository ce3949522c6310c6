import { describe, expect, it } from 'vitest'
import { dimensionIds, dimensionOf, setIds } from '../../../shared/model/dimensions.ts'
import { fieldNames, fieldOf, movieFields } from '../../../shared/model/fields.ts'
import { openWritable, type ReadableDb } from '../file/connection.ts'
import { migrate, migrations } from '../migrations/index.ts'
import { inventedDimension as state } from '../testing/invented-dimension.ts'
import { fetchedPage, loadAll, memoryWarehouse, rawMovie } from '../testing/loads.ts'
import { createLoadStore } from '../write/store.ts'
import { addDimension, dimensionTableSql } from './schema.ts'

interface Column {
  name: string
  type: string
  notnull: number
}

const columnsOf = (db: ReadableDb, table: string) => db.pragma(`table_info(${table})`) as Column[]
const keysOf = (db: ReadableDb, table: string) =>
  (db.pragma(`foreign_key_list(${table})`) as { table: string; from: string; to: string }[])
    .map(({ table: to, from, to: column }) => `${from} -> ${to}.${column}`)
    .sort()
const sqlOf = (db: ReadableDb, table: string) =>
  db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(table) as string

describe('the schema after all migrations is what the model says', () => {
  const db = memoryWarehouse()

  it.each(dimensionIds)('of the dimension %s', (id) => {
    const dimension = dimensionOf(id)
    const { table, key, value, attributes, measure, junction } = dimension.gold
    const squeezed = (sql: string) => sql.replaceAll(/\s+/g, ' ')
    expect(squeezed(sqlOf(db, table))).toBe(squeezed(dimensionTableSql(dimension)))
    const unknown = db.prepare(`SELECT * FROM ${table} WHERE ${key} = 0`).get() as Record<string, unknown>
    for (const column of [value, ...attributes]) expect(unknown[column.column], column.column).toBe(column.unknown)
    const from = junction ?? 'fact_movies'
    expect(keysOf(db, from)).toContain(`${key} -> ${table}.${key}`)
    expect(columnsOf(db, from)).toContainEqual(expect.objectContaining({ name: key, type: 'INTEGER', notnull: 1 }))
    if (measure)
      expect(columnsOf(db, 'fact_movies')).toContainEqual(
        expect.objectContaining({ name: measure.column, type: measure.type, notnull: 0 }),
      )
  })

  it('of the fact and of silver, and neither has a column of which the model knows nothing', () => {
    const singles = dimensionIds.map((id) => dimensionOf(id)).filter(({ kind }) => kind !== 'set')
    const fact = [
      ...['movie_id', 'imdb_code', 'movie_key', 'genre_count', 'genre_mask', 'run_id'],
      ...singles.flatMap(({ gold }) => (gold.measure ? [gold.key, gold.measure.column] : [gold.key])),
    ]
    expect(
      columnsOf(db, 'fact_movies')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(fact.sort())
    const stored = fieldNames.flatMap((name): Column[] => {
      const { type, required } = fieldOf(name)
      return type === undefined ? [] : [{ name, type, notnull: required ? 1 : 0 }]
    })
    const own = ['movie_id', 'content_hash', 'hash_version', 'change_seq', 'page_id', 'position']
    own.push('first_run', 'last_changed_run', 'rules')
    const silver = columnsOf(db, 'silver_movie')
    expect(silver.map(({ name }) => name).sort()).toEqual([...own, ...stored.map(({ name }) => name)].sort())
    for (const column of stored) expect(silver).toContainEqual(expect.objectContaining(column))
    const movie = ['movie_key', 'movie_id', 'title_sort', 'title_search', ...movieFields]
    expect(
      columnsOf(db, 'dim_movie')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(movie.sort())
  })
})

describe('a dimension that came later', () => {
  const states = (db: ReadableDb) =>
    db
      .prepare(
        'SELECT f.movie_id, s.state, s.state_name FROM fact_movies f JOIN dim_state s USING (state_key) ORDER BY 1',
      )
      .raw()
      .all()

  it('is added to a warehouse of before with its members and the films that are published, and leads nowhere else', () => {
    const db = memoryWarehouse()
    const store = createLoadStore(db)
    const movies = [rawMovie(1), rawMovie(2, { state: 'b' }), rawMovie(3, { state: null }), rawMovie(4, { state: 'a' })]
    loadAll(store, [fetchedPage(1, movies)])
    // Read since, and not published yet: the film keeps what its published version has, as far as that is known.
    const runId = store.beginRun({
      mode: 'full',
      trigger: 'cli',
      startedAt: 1,
      sourceUrl: 'http://127.0.0.1:1/api/v2/list_movies.json',
      pageLimit: 50,
      maxWorkers: 1,
    })
    store.writePages(runId, [fetchedPage(1, [rawMovie(4, { state: 'later' })])])
    store.savePlan(runId, null, { requests: 0, retries: 0, bytes: 0, pagesPlanned: 0, pagesDone: 0, durationMs: 0 })
    db.pragma('foreign_keys = OFF')
    db.transaction(() => addDimension(db, state))()
    db.pragma('foreign_keys = ON')
    expect(states(db)).toEqual([
      [1, 'ok', 'OK'],
      [2, 'b', 'B'],
      [3, '', 'Unknown'],
      [4, '', 'Unknown'],
    ])
    expect(db.prepare('SELECT state FROM dim_state ORDER BY state_key').pluck().all()).toEqual(['', 'b', 'ok'])
    expect(db.pragma('foreign_key_check')).toEqual([])
    expect(keysOf(db, 'fact_movies')).toContain('state_key -> dim_state.state_key')
  })

  it('is added to an empty warehouse too', () => {
    const db = openWritable(':memory:')
    migrate(db, { to: Math.max(...migrations.map(({ version }) => version)) })
    db.pragma('foreign_keys = OFF')
    db.transaction(() => addDimension(db, state))()
    expect(db.prepare('SELECT * FROM dim_state').raw().all()).toEqual([[0, '', 'Unknown']])
  })
})

it('of sets there is one: what a second one needs by hand is in CONTRIBUTING.md, "Add a dimension"', () => {
  // Made for genres alone: the count and mask in addDimension (schema.ts) and fact.ts, the tables in write/rebuild.ts, and the
  // checks of junction, count and mask. Do that for the new set, then name it here.
  expect(setIds).toEqual(['genre'])
})
