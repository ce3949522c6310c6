import type { MovieFilter } from '../../../../shared/filter/filter.ts'

type RunClause = NonNullable<MovieFilter['run']>

/**
 * The SQL of "films that a run added, updated or removed": a SELECT of one column, movie_id, with the run's number put in.
 * A removed film is no longer in the fact, unless a later run has met it again.
 */
export function runFilmsSql({ runId, kind }: RunClause): string {
  const run = Math.trunc(runId)
  const added = `SELECT movie_id FROM silver_movie WHERE first_run = ${run}`
  switch (kind) {
    case 'added':
      return added
    case 'updated':
      return `SELECT movie_id FROM movie_change WHERE run_id = ${run} AND field <> 'state_of_row'`
    case 'removed':
      return `SELECT movie_id FROM movie_change WHERE run_id = ${run} AND field = 'state_of_row' AND new = 'removed'`
    case 'touched':
      return `${added} UNION SELECT movie_id FROM movie_change WHERE run_id = ${run}`
  }
}
