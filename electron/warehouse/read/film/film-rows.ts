import type { Statement } from 'better-sqlite3'
import type { FilmExtra, MovieRow } from '../../../../shared/contract/explore.ts'
import {
  type DimensionId,
  dimensionIds,
  dimensionOf,
  eachDimension,
  isRange,
} from '../../../../shared/model/dimensions.ts'
import type { ReadableDb } from '../../file/connection.ts'
import { filmThenSql } from '../as-of/then-sql.ts'
import type { FilmColumns } from '../columns/film-columns.ts'
import { SetColumn } from '../columns/set-column.ts'

interface TextRow {
  title: string
  imdb_code: string | null
}

/**
 * The grid rows of some films: numbers and names from the columns, titles from the database.
 *
 * @param rows rows of the columns, at most a few hundred
 * @param withExtra what is read only on request as well
 * @returns in the same order; null when a film is no longer in the database, because a newer gold was published
 */
export function filmRows(
  db: ReadableDb,
  columns: FilmColumns,
  rows: Iterable<number>,
  withExtra = false,
): MovieRow[] | null {
  const read = textReader(db, columns.asOf)
  const readExtra = withExtra ? extraReader(db, columns.asOf) : null
  const films: MovieRow[] = []
  for (const row of rows) {
    const movieId = columns.ids[row] as number
    const text = read(movieId)
    if (!text) return null
    const extra = readExtra?.(movieId)
    films.push({
      movieId,
      title: text.title,
      imdbCode: text.imdb_code,
      runId: columns.runId[row] as number,
      values: eachDimension((id) => valueIn(columns, id, row)) as MovieRow['values'],
      names: namesOf(columns, row),
      ...(extra ? { extra } : {}),
    })
  }
  return films
}

/** Reads something of a film by its id. */
type FilmReader<T> = (movieId: number) => T | undefined

/**
 * Reads of a film what it is told by: as gold has it, or as silver had it after a run. Preparing takes as long as reading a dozen films,
 * so it is done once for each connection.
 */
function filmReader<T>(now: string, then: string): (db: ReadableDb, asOf: number | null) => FilmReader<T> {
  const prepared = new WeakMap<ReadableDb, { now: Statement<[number], T>; past: Statement<[Then], T> }>()
  return (db, asOf) => {
    let read = prepared.get(db)
    if (!read) {
      read = { now: db.prepare<[number], T>(now), past: db.prepare<[Then], T>(then) }
      prepared.set(db, read)
    }
    const { now: ofNow, past: ofThen } = read
    return asOf === null ? (movieId) => ofNow.get(movieId) : (movieId) => ofThen.get({ movieId, runId: asOf })
  }
}

interface Then {
  movieId: number
  runId: number
}

const textReader = filmReader<TextRow>(
  'SELECT m.title, f.imdb_code FROM fact_movies AS f JOIN dim_movie AS m USING (movie_key) WHERE f.movie_id = ?',
  filmThenSql(['title', 'imdb_code']),
)

/** A film of the fact has its row here whatever silver has. */
const extraReader = filmReader<FilmExtra>(
  `SELECT s.title_long AS titleLong, m.description_full AS description, s.first_run AS firstRun
   FROM fact_movies AS f JOIN dim_movie AS m USING (movie_key) LEFT JOIN silver_movie AS s USING (movie_id)
   WHERE f.movie_id = ?`,
  `SELECT title_long AS titleLong, description_full AS description, first_run AS firstRun
   FROM (${filmThenSql(['title_long', 'description_full'], ['s.first_run'])})`,
)

interface Told {
  titleEnglish: string | null
  description: string | null
  summary: string | null
  synopsis: string | null
  trailer: string | null
}

/** What a card tells of a film besides its row. */
export const toldReader = filmReader<Told>(
  `SELECT m.title_english AS titleEnglish, m.description_full AS description, m.summary, m.synopsis, s.yt_trailer_code AS trailer
   FROM fact_movies AS f JOIN dim_movie AS m USING (movie_key) LEFT JOIN silver_movie AS s USING (movie_id)
   WHERE f.movie_id = ?`,
  `SELECT title_english AS titleEnglish, description_full AS description, summary, synopsis, yt_trailer_code AS trailer
   FROM (${filmThenSql(['title_english', 'description_full', 'summary', 'synopsis', 'yt_trailer_code'])})`,
)

function valueIn(columns: FilmColumns, id: DimensionId, row: number): MovieRow['values'][DimensionId] {
  const column = columns.of[id]
  if (column instanceof SetColumn) return column.namesOf(row)
  return column.values[column.codes[row] as number] ?? (isRange(id) ? null : '')
}

/** Dimensions whose members people know by another name than the filter does. */
const renamed = dimensionIds.filter((id) => dimensionOf(id).gold.name !== undefined)

function namesOf(columns: FilmColumns, row: number): MovieRow['names'] {
  return Object.fromEntries(renamed.map((id) => [id, columns.of[id].labels[columns.of[id].codes[row] as number] ?? '']))
}
