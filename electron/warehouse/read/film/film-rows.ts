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
  const read = textReader(db)
  const readExtra = withExtra ? extraReader(db) : null
  const films: MovieRow[] = []
  for (const row of rows) {
    const movieId = columns.ids[row] as number
    const text = read.get(movieId)
    if (!text) return null
    const extra = readExtra?.get(movieId)
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

/** Preparing takes as long as reading a dozen films, so it is done once for each connection. */
const textReaders = new WeakMap<ReadableDb, Statement<[number], TextRow>>()

function textReader(db: ReadableDb): Statement<[number], TextRow> {
  let read = textReaders.get(db)
  if (!read) {
    read = db.prepare<[number], TextRow>(
      'SELECT m.title, f.imdb_code FROM fact_movies AS f JOIN dim_movie AS m USING (movie_key) WHERE f.movie_id = ?',
    )
    textReaders.set(db, read)
  }
  return read
}

const extraReaders = new WeakMap<ReadableDb, Statement<[number], FilmExtra>>()

/** A film of the fact has its row here whatever silver has. */
function extraReader(db: ReadableDb): Statement<[number], FilmExtra> {
  let read = extraReaders.get(db)
  if (!read) {
    read = db.prepare<[number], FilmExtra>(
      `SELECT s.title_long AS titleLong, m.description_full AS description, s.first_run AS firstRun
       FROM fact_movies AS f JOIN dim_movie AS m USING (movie_key) LEFT JOIN silver_movie AS s USING (movie_id)
       WHERE f.movie_id = ?`,
    )
    extraReaders.set(db, read)
  }
  return read
}

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
