import { createHash } from 'node:crypto'
import { hashedFields, movieFields } from '../../../shared/model/fields.ts'
import type { ReadableDb } from '../file/connection.ts'
import { type Gathered, sets, singles } from './gathered.ts'

/** What the fact and a dimension's table say of a film by it. */
function valuesOf({ dimension: { gold } }: Gathered): string[] {
  const columns = [gold.value, ...gold.attributes].map(({ column }) => `${gold.table}.${column}`)
  return gold.measure ? [`f.${gold.measure.column}`, ...columns] : columns
}

const queries: readonly string[] = [
  `SELECT s.movie_id, ${hashedFields.map((field) => `s.${field}`).join(', ')}, s.content_hash,
     (SELECT group_concat(genre, '|') FROM (SELECT genre FROM silver_movie_genre g WHERE g.movie_id = s.movie_id ORDER BY genre))
   FROM movie_presence p JOIN silver_movie s USING (movie_id) WHERE p.tombstoned_run IS NULL ORDER BY s.movie_id`,
  `SELECT f.movie_id, f.imdb_code, f.genre_count, m.title_sort, m.title_search, ${movieFields.map((field) => `m.${field}`).join(', ')},
     ${singles.flatMap(valuesOf).join(', ')}
   FROM fact_movies f JOIN dim_movie m USING (movie_key)
   ${singles.map(({ dimension: { gold } }) => `JOIN ${gold.table} USING (${gold.key})`).join(' ')}
   ORDER BY f.movie_id`,
  ...sets.map(({ junction, dimension: { gold } }) => {
    const name = `g.${gold.value.column}`
    return `SELECT j.movie_id, ${name} FROM ${junction} j JOIN ${gold.table} g USING (${gold.key}) ORDER BY j.movie_id, ${name}`
  }),
]

/**
 * SHA-256 (hex) over the content of silver and gold: live films, their genres and the dimension members they point at. Surrogate
 * keys, runs, pages and times are left out, and the names of the cleaning rules too, which tell how a page was spelt, so the same catalogue gives the same digest whatever way it arrived.
 */
export function contentDigest(db: ReadableDb): string {
  const digest = createHash('sha256')
  for (const sql of queries) {
    digest.update('\u0002')
    for (const row of db.prepare(sql).raw().iterate()) digest.update(JSON.stringify(row)).update('\n')
  }
  return digest.digest('hex')
}
