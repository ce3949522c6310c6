import type { Statement } from 'better-sqlite3'
import type { MovieRow } from '../../../shared/contract/explore.ts'
import type { FilmColumns } from '../columns/film-columns.ts'
import type { ReadableDb } from '../connection.ts'

interface TextRow {
  title: string
  imdb_code: string | null
}

/**
 * The grid rows of some films: numbers and names from the columns, titles from the database.
 *
 * @param rows rows of the columns, at most a few hundred
 * @returns in the same order; null when a film is no longer in the database, because a newer gold was published
 */
export function filmRows(db: ReadableDb, columns: FilmColumns, rows: Iterable<number>): MovieRow[] | null {
  const read = textReader(db)
  const films: MovieRow[] = []
  for (const row of rows) {
    const movieId = columns.ids[row] as number
    const text = read.get(movieId)
    if (!text) return null
    const language = columns.language.codes[row] as number
    const genres = columns.genreSets.members[columns.genreSets.codes[row] as number] ?? []
    films.push({
      movieId,
      title: text.title,
      year: columns.year.values[columns.year.codes[row] as number] ?? null,
      rating: columns.rating.values[columns.rating.codes[row] as number] ?? null,
      runtime: columns.runtime.values[columns.runtime.codes[row] as number] ?? null,
      genres: genres.filter((id) => id > 0).map((id) => columns.genreSets.names.get(id) ?? String(id)),
      language: columns.language.values[language] ?? '',
      languageName: columns.languageNames[language] ?? '',
      uploaded: isoDay(columns.uploaded.values[columns.uploaded.codes[row] as number] ?? null),
      imdbCode: text.imdb_code,
      runId: columns.runId[row] as number,
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

/** yyyymmdd as YYYY-MM-DD. */
function isoDay(dateKey: number | null): string | null {
  if (dateKey === null) return null
  const text = String(dateKey).padStart(8, '0')
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`
}
