import type { ReadableDb } from '../../warehouse/file/connection.ts'
import { readStateNumber } from '../../warehouse/file/state.ts'
import type { Row } from '../canonical.ts'
import type { PublishedTable } from '../star-columns.ts'
import { type StarVersion, starVersion } from '../star-rows.ts'

/** Which state of which warehouse a version is of: what a later publish of the same one goes by. */
export interface StarSource {
  warehouseId: string
  goldSeq: number
  publishedRun: number
}

/** The state that is in force here. Throws as `starVersion`. */
export function sourceOf(db: ReadableDb, { warehouseId, publishedRun }: StarVersion = starVersion(db)): StarSource {
  return { warehouseId, publishedRun, goldSeq: readStateNumber(db, 'gold_seq') ?? 0 }
}

/** Rows of films beyond which all are sent: what is the same there stays as it is either way. */
const mostFilms = 50_000
const mostRows = 1_000_000

/**
 * Films whose rows of gold may be others than in a state that was published: at least all that are. Null where that cannot be told, or
 * where it is so many that all may as well be sent.
 */
export function filmsChangedSince(db: ReadableDb, then: StarSource | null): number[] | null {
  const now = sourceOf(db)
  if (then === null || then.warehouseId !== now.warehouseId || then.warehouseId === '') return null
  // Made again from bronze, say.
  if (then.goldSeq > now.goldSeq || then.publishedRun > now.publishedRun) return null
  const films = db
    .prepare(
      `SELECT movie_id FROM silver_movie WHERE change_seq > @goldSeq
       UNION SELECT movie_id FROM movie_presence WHERE confirmed_run > @publishedRun OR tombstoned_run > @publishedRun
       UNION SELECT movie_id FROM movie_change WHERE run_id > @publishedRun AND field = 'state_of_row'
       LIMIT ${mostFilms + 1}`,
    )
    .pluck()
    .all({ goldSeq: then.goldSeq, publishedRun: then.publishedRun }) as number[]
  const all = db.prepare('SELECT count(*) FROM fact_movies').pluck().get() as number
  return films.length > mostFilms || films.length * 2 > all ? null : films
}

/** Whether a table has its rows by films, so that those of some can be sent alone. */
export function isOfFilms(table: PublishedTable): boolean {
  return table.layer === 'gold' && table.columns.some(({ name }) => name === 'movie_id')
}

/** A row that films have now, or the key of one that they do not have. */
export type ScopedRow = { row: Row; isGone: boolean }

const quoted = (names: readonly string[], of = ''): string => names.map((name) => `${of}"${name}"`).join(', ')

/** The table of members that a junction leads to, with the key there; null for a table that has one row a film. */
function membersOf({ key, columns }: PublishedTable): { table: string; key: string } | null {
  const [, second] = key
  const [table, member] = columns.find(({ name }) => name === second)?.leadsTo?.split('.') ?? []
  return table === undefined || member === undefined ? null : { table, key: member }
}

/**
 * The rows of some films in a table, and the keys of rows that they may have had and have not now: the film itself, or each member of the
 * dimension that it does not have. Null where those are too many. The rows of a dimension never go.
 */
export function scopedRows(
  db: ReadableDb,
  table: PublishedTable,
  films: readonly number[],
): Iterable<ScopedRow> | null {
  const { name, key, columns } = table
  const members = membersOf(table)
  if (members) {
    const count = db.prepare(`SELECT count(*) FROM "${members.table}"`).pluck().get() as number
    if (count * films.length > mostRows) return null
  }
  const scope = JSON.stringify(films)
  const read = (sql: string): Iterable<Row> => db.prepare(sql).safeIntegers().raw().iterate(scope) as Iterable<Row>
  function* rows(): Generator<ScopedRow> {
    const own = quoted(columns.map((column) => column.name))
    for (const row of read(
      `SELECT ${own} FROM "${name}" WHERE movie_id IN (SELECT value FROM json_each(?)) ORDER BY ${quoted(key)}`,
    ))
      yield { row, isGone: false }
    if (key[0] !== 'movie_id') return
    const lacking = members
      ? `SELECT f.value, m."${members.key}" FROM json_each(?) f CROSS JOIN "${members.table}" m
         WHERE NOT EXISTS (SELECT 1 FROM "${name}" r WHERE r.movie_id = f.value AND r."${key[1]}" = m."${members.key}")`
      : `SELECT f.value FROM json_each(?) f WHERE NOT EXISTS (SELECT 1 FROM "${name}" r WHERE r.movie_id = f.value)`
    for (const values of read(lacking))
      yield { row: columns.map((column) => values[key.indexOf(column.name)] ?? null), isGone: true }
  }
  return rows()
}
