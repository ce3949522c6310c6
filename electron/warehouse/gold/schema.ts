import type { Dimension, GoldColumn } from '../../../shared/model/dimension.ts'
import { dimensionIds, dimensionOf } from '../../../shared/model/dimensions.ts'
import type { WritableDb } from '../file/connection.ts'
import { addMembers } from './dimensions.ts'
import { type Gathered, gathered, memberKey } from './gathered.ts'

// The statements that make gold's part of a dimension, from its description. What the first gold migration wrote by hand is the
// same: a test holds the schema of a migrated file to the model.

function columnSql({ column, type, unknown }: GoldColumn, unique: boolean): string {
  return `${column} ${type}${unknown === null ? '' : ' NOT NULL'}${unique ? ' UNIQUE' : ''}`
}

/** The table of a dimension. */
export function dimensionTableSql({ gold }: Dimension): string {
  const { table, key, keyOf, value, attributes } = gold
  const columns = [
    // A key that says something by itself is worked out; others are handed out and never used again.
    `${key} INTEGER PRIMARY KEY${keyOf ? '' : ' AUTOINCREMENT'}`,
    columnSql(value, true),
    ...attributes.map((attribute) => columnSql(attribute, false)),
  ]
  return `CREATE TABLE ${table} (\n  ${columns.join(',\n  ')}\n) STRICT`
}

/** The films and members of a set. */
function junctionSql({ gold: { junction, table, key } }: Dimension): string {
  return `CREATE TABLE ${junction} (
  movie_id INTEGER NOT NULL REFERENCES fact_movies (movie_id) ON DELETE CASCADE,
  ${key} INTEGER NOT NULL REFERENCES ${table} (${key}),
  PRIMARY KEY (movie_id, ${key})
) STRICT, WITHOUT ROWID;
CREATE INDEX ${junction}_${key} ON ${junction} (${key}, movie_id)`
}

/** Member 0, which stands for "unknown". */
function addUnknownMember(db: WritableDb, { gold: { table, key, value, attributes } }: Dimension): void {
  const columns = [value, ...attributes]
  db.prepare(
    `INSERT INTO ${table} (${[key, ...columns.map(({ column }) => column)].join(', ')}) VALUES (0${', ?'.repeat(columns.length)})`,
  ).run(...columns.map(({ unknown }) => unknown))
}

/**
 * Adds to a warehouse what the model has and its file lacks: the dimension's table with its unknown member, its column of the
 * fact or its junction, and, from silver, the members and keys of the films that are published as they stand. Films that changed
 * since are merged with the next load. Call inside a transaction with `foreign_keys` off.
 */
export function addDimension(db: WritableDb, dimension: Dimension): void {
  const { kind, gold } = dimension
  db.exec(dimensionTableSql(dimension))
  addUnknownMember(db, dimension)
  if (kind === 'set') db.exec(junctionSql(dimension))
  else
    db.exec(
      `ALTER TABLE fact_movies ADD COLUMN ${gold.key} INTEGER NOT NULL DEFAULT 0 REFERENCES ${gold.table} (${gold.key})`,
    )
  if (gold.measure) db.exec(`ALTER TABLE fact_movies ADD COLUMN ${gold.measure.column} ${gold.measure.type}`)
  fillDimension(db, gathered(dimension))
}

function fillDimension(db: WritableDb, found: Gathered): void {
  const { dimension, silver } = found
  const { key, measure, junction, table, value } = dimension.gold
  const published = `SELECT movie_id FROM fact_movies JOIN silver_movie USING (movie_id)
    WHERE change_seq <= (SELECT CAST(value AS INTEGER) FROM warehouse_state WHERE key = 'gold_seq')`
  const source = dimension.kind === 'set' ? silver : 'silver_movie'
  addMembers(db, found, `${source} WHERE movie_id IN (${published})`)
  if (junction !== undefined) {
    db.exec(
      `INSERT INTO ${junction} (movie_id, ${key}) SELECT s.movie_id, m.${key} FROM ${silver} s
       JOIN ${table} m ON m.${value.column} = s.${found.column} WHERE s.movie_id IN (${published})`,
    )
    return
  }
  const assignments = [
    `${key} = ${memberKey(dimension, 's')}`,
    ...(measure ? [`${measure.column} = s.${found.column}`] : []),
  ]
  db.exec(
    `UPDATE fact_movies SET ${assignments.join(', ')} FROM silver_movie s
     WHERE s.movie_id = fact_movies.movie_id AND fact_movies.movie_id IN (${published})`,
  )
}

/** Dimensions that came after the first gold schema, by the schema version that brought them. */
export function laterDimensions(): { version: number; dimension: Dimension }[] {
  return dimensionIds.flatMap((id) => {
    const dimension = dimensionOf(id)
    const { since } = dimension.gold
    return since === undefined ? [] : [{ version: since, dimension }]
  })
}
