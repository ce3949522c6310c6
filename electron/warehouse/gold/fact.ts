import { dimensions } from '../../../shared/model/dimensions.ts'
import type { WritableDb } from '../file/connection.ts'
import { sets, singles } from './gathered.ts'

const { junction: genres, key: genre, count, mask } = dimensions.genre.gold
// Bit (key - 1) of the first 62 genres.
const genreBit = `CASE WHEN j.${genre} BETWEEN 1 AND 62 THEN 1 << (j.${genre} - 1) ELSE 0 END`

interface Column {
  name: string
  /** Over the delta as `d`, its row of `dim_movie` as `m`, and each dimension's table by its own name. */
  from: string
}

/** Every column of the fact but its key, with what it is made of. */
const columns: readonly Column[] = [
  { name: 'imdb_code', from: 'd.imdb_code' },
  { name: 'movie_key', from: 'm.movie_key' },
  ...singles.map(({ dimension: { gold } }) => ({ name: gold.key, from: `coalesce(${gold.table}.${gold.key}, 0)` })),
  ...singles.flatMap(({ dimension: { gold }, column }) =>
    gold.measure ? [{ name: gold.measure.column, from: `d.${column}` }] : [],
  ),
  { name: count, from: `(SELECT count(*) FROM ${genres} j WHERE j.movie_id = d.movie_id)` },
  { name: mask, from: `(SELECT coalesce(sum(${genreBit}), 0) FROM ${genres} j WHERE j.movie_id = d.movie_id)` },
  { name: 'run_id', from: 'd.run_id' },
]
const joins = singles.map(
  ({ dimension: { gold }, column }) => `LEFT JOIN ${gold.table} ON ${gold.table}.${gold.value.column} = d.${column}`,
)

/**
 * Merges the delta into fact and junctions, and takes removed films out; `dim_movie` and the other dimensions come first. Set-wise:
 * a junction changes only by what differs, so a second merge of the same delta writes nothing new.
 */
export function mergeFact(db: WritableDb): void {
  for (const { junction, silver, column, dimension } of sets) {
    const { table, key, value } = dimension.gold
    db.exec(`DELETE FROM ${junction} WHERE movie_id IN (SELECT movie_id FROM gold_removed)`)
    // Films that gold has not had before have no members to lose.
    db.exec(
      `DELETE FROM ${junction} WHERE movie_id IN (SELECT movie_id FROM gold_delta EXCEPT SELECT movie_id FROM gold_new)
         AND NOT EXISTS (SELECT 1 FROM ${silver} s JOIN ${table} g ON g.${value.column} = s.${column}
           WHERE s.movie_id = ${junction}.movie_id AND g.${key} = ${junction}.${key})`,
    )
    db.exec(
      `INSERT INTO ${junction} (movie_id, ${key})
       SELECT d.movie_id, g.${key} FROM gold_delta d CROSS JOIN ${silver} s USING (movie_id)
       CROSS JOIN ${table} g ON g.${value.column} = s.${column} WHERE true ON CONFLICT DO NOTHING`,
    )
  }
  db.exec('DELETE FROM fact_movies WHERE movie_id IN (SELECT movie_id FROM gold_removed)')
  db.exec(
    `INSERT INTO fact_movies (movie_id, ${columns.map(({ name }) => name).join(', ')})
     SELECT d.movie_id, ${columns.map(({ from }) => from).join(', ')}
     FROM gold_delta d JOIN dim_movie m ON m.movie_id = d.movie_id ${joins.join(' ')}
     WHERE true
     ON CONFLICT (movie_id) DO UPDATE SET ${columns.map(({ name }) => `${name} = excluded.${name}`).join(', ')}`,
  )
}
