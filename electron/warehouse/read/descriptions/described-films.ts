import type { DescriptionHits } from '../../../../shared/contract/film.ts'
import { type DescriptionSearch, snippetOf } from '../../../../shared/filter/description-words.ts'
import type { ReadableDb } from '../../file/connection.ts'
import { rowOf } from '../columns/film-columns.ts'
import type { FilmEngine } from '../columns/film-engine.ts'
import { filmRows } from '../film/film-rows.ts'
import { type DescriptionIndex, toldReader } from './description-index.ts'

/** Words that more descriptions have lead nowhere, and would be waited for. */
const mostFound = 50_000

/**
 * The films whose descriptions have every word of a search and whose titles do not have what was typed: how many, and the best, the best
 * rated first, of equal ones the newest film (the highest id).
 *
 * @returns `gone` when a newer gold lacks a film that the columns still have
 */
export function describedFilms(
  db: ReadableDb,
  engine: FilmEngine,
  index: DescriptionIndex,
  { text, search, limit }: { text: string; search: DescriptionSearch; limit: number },
): DescriptionHits | 'gone' {
  const ids = index.find(search, mostFound)
  if (ids === null) return { total: null, hits: [] }
  const inTitle = engine.titlesWith(text)
  const { columns } = engine
  const ratings = columns.of.rating.codes
  const rows = ids.map((id) => rowOf(columns, id)).filter((row) => row >= 0 && inTitle[row] !== 1)
  rows.sort((a, b) => (ratings[b] as number) - (ratings[a] as number) || b - a)
  const best = rows.slice(0, limit)
  const films = filmRows(db, columns, best)
  if (films === null) return 'gone'
  const told = toldReader(db)
  return {
    total: rows.length,
    hits: films.flatMap(({ movieId, title, values }) => {
      // What was published meanwhile may say something else.
      const snippet = told(movieId)
        .map((description) => snippetOf(description, search))
        .find((piece) => piece !== null)
      return snippet ? { movieId, title, year: values.year, snippet } : []
    }),
  }
}
