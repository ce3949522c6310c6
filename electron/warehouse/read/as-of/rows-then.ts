import type { ReadableDb } from '../../file/connection.ts'
import { type FilmColumns, rowOf } from '../columns/film-columns.ts'

/** The films that were there after a run. */
export interface RowsThen {
  /** Ascending. */
  ids: Float64Array
  /** Of each film its row in the columns of now; -1 = it is not among them. */
  source: Int32Array
}

/** Films whose presence changed later, with what they were before: of a film's later changes the first decides. */
const presenceSql = `SELECT movie_id, old FROM (
    SELECT movie_id, old, min(change_id) FROM movie_change WHERE field = 'state_of_row' AND run_id > ? GROUP BY movie_id)`

const cameLaterSql = `SELECT movie_id FROM movie_presence WHERE confirmed_run > @runId
  UNION SELECT movie_id FROM silver_movie WHERE first_run > @runId`

/**
 * Which films the catalogue had after a run, told from those it has now: without those that came or returned later, and with those that
 * were removed later.
 */
export function rowsThen(db: ReadableDb, now: FilmColumns, runId: number): RowsThen {
  const isGone = new Uint8Array(now.rows)
  const drop = (movieId: number) => {
    const row = rowOf(now, movieId)
    if (row >= 0) isGone[row] = 1
  }
  const cameLater = new Set(db.prepare<[{ runId: number }], number>(cameLaterSql).pluck().all({ runId }))
  for (const movieId of cameLater) drop(movieId)
  const more: number[] = []
  for (const [movieId, old] of db.prepare<[number], [number, string]>(presenceSql).raw().all(runId)) {
    if (old !== 'present') drop(movieId)
    else if (!cameLater.has(movieId) && rowOf(now, movieId) < 0) more.push(movieId)
  }
  more.sort((a, b) => a - b)
  let kept = 0
  for (let row = 0; row < now.rows; row++) if (isGone[row] === 0) kept++
  const ids = new Float64Array(kept + more.length)
  const source = new Int32Array(kept + more.length)
  let at = 0
  let next = 0
  const take = (movieId: number, from: number) => {
    ids[at] = movieId
    source[at] = from
    at++
  }
  for (let row = 0; row < now.rows; row++) {
    const movieId = now.ids[row] as number
    while (next < more.length && (more[next] as number) < movieId) take(more[next++] as number, -1)
    if (isGone[row] === 0) take(movieId, row)
  }
  while (next < more.length) take(more[next++] as number, -1)
  return { ids, source }
}
