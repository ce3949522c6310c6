import { movieFields } from '../../../shared/model/fields.ts'
import type { WritableDb } from '../file/connection.ts'
import { type Gathered, namesInText, setField, sets, singles } from './gathered.ts'

/**
 * Adds the members that a source lacks to a dimension, in natural order, so that keys do not depend on the order of arrival.
 *
 * @param source a FROM clause's content that has the dimension's column of silver
 */
export function addMembers(db: WritableDb, { dimension, column }: Gathered, source: string): void {
  const { table, key, keyOf, value, attributes } = dimension.gold
  const missing = db
    .prepare(
      `SELECT v FROM (SELECT DISTINCT ${column} AS v FROM ${source}) WHERE v IS NOT NULL
       AND v NOT IN (SELECT ${value.column} FROM ${table} WHERE ${value.column} IS NOT NULL) ORDER BY v`,
    )
    .pluck()
    .all() as (string | number)[]
  const columns = [...(keyOf ? [key] : []), value.column, ...attributes.map((attribute) => attribute.column)]
  const insert = db.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  )
  for (const member of missing)
    insert.run(...(keyOf ? [keyOf(member)] : []), member, ...attributes.map((attribute) => attribute.of(member)))
}

/** Adds the members that the delta needs. Members are never removed or renumbered. */
export function addDimensionMembers(db: WritableDb): void {
  for (const single of singles) addMembers(db, single, 'gold_delta')
  for (const set of sets) addMembers(db, set, `gold_delta JOIN ${set.silver} USING (movie_id)`)
}

/**
 * Adds the members that films had before they changed, so that the catalogue as of an earlier run finds them: cleaning by the rules of today
 * may have given values that no film has any more. Those that a load publishes are there already.
 */
export function addFormerMembers(db: WritableDb): void {
  const changes = (field: string) => `movie_change WHERE field = '${field}' AND old IS NOT NULL`
  for (const single of singles) {
    const { type } = single.dimension.gold.value
    addMembers(db, single, `(SELECT CAST(old AS ${type}) AS ${single.column} FROM ${changes(single.column)})`)
  }
  for (const set of sets) {
    const field = setField(set.silver)
    const names = `SELECT ${namesInText('old')} AS names FROM ${changes(field)}`
    addMembers(db, set, `(SELECT value AS ${set.column} FROM (${names}), json_each(names))`)
  }
}

// The SQL forms of foldTitle and searchText for the usual title; calling JavaScript for each film would take three times as long.
const titleSort = `CASE WHEN s.title GLOB '*[^ -~]*' OR instr(s.title, '  ') > 0 THEN fold_title(s.title) ELSE lower(s.title) END`
const titleSearch = `CASE WHEN (s.title_english IS NULL OR s.title_english = s.title) AND s.title NOT GLOB '*[^A-Za-z0-9 ]*' THEN NULL ELSE search_text(s.title, s.title_english) END`
const copied = movieFields.join(', ')
const copiedFrom = movieFields.map((column) => `s.${column}`).join(', ')
const assignments = movieFields.map((column) => `${column} = s.${column}`).join(', ')

/** Brings `dim_movie` in step with the delta: existing films are updated in place, new ones added by film id. */
export function mergeMovieDimension(db: WritableDb): void {
  // Told apart beforehand: an INSERT that reads its own table makes SQLite copy all these long texts once more.
  db.exec(
    'INSERT INTO gold_new SELECT movie_id FROM gold_delta WHERE movie_id NOT IN (SELECT movie_id FROM dim_movie WHERE movie_id IS NOT NULL)',
  )
  const known = db
    .prepare('SELECT (SELECT count(*) FROM gold_delta) - (SELECT count(*) FROM gold_new)')
    .pluck()
    .get() as number
  if (known > 0) {
    db.exec(
      `UPDATE dim_movie SET ${assignments}, title_sort = ${titleSort}, title_search = ${titleSearch}
       FROM gold_delta d JOIN silver_movie s USING (movie_id) WHERE dim_movie.movie_id = d.movie_id`,
    )
  }
  db.exec(
    `INSERT INTO dim_movie (movie_id, ${copied}, title_sort, title_search)
     SELECT s.movie_id, ${copiedFrom}, ${titleSort}, ${titleSearch}
     FROM gold_new n CROSS JOIN silver_movie s USING (movie_id) ORDER BY n.movie_id`,
  )
}
