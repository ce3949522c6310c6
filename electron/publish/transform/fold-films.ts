import { foldTitle, searchText } from '../../../shared/filter/search-fold.ts'
import { hashedFields } from '../../../shared/model/fields.ts'
import { absentKeys } from '../../warehouse/silver/absent-fields.ts'
import { cleanRow } from '../../warehouse/silver/cleaning/clean-movie.ts'
import { hashedText } from '../../warehouse/silver/hashed-text.ts'
import { newReading } from '../../warehouse/silver/new-reading.ts'
import type { Cell, PreparedFilm } from '../../warehouse/silver/prepared-row.ts'

/** A row as received, cleaned. */
export type CleanedRow =
  | { ok: true; movieId: number; reading: Reading }
  | { ok: false; movieId: number | null; rule: string; reason: string }

/** What a cleaned row says of its film: values in the order of `hashedFields`, genres, rules, and the keys it lacks. */
type Reading = Pick<PreparedFilm, 'cells' | 'genres' | 'rules' | 'absent'>

/** Cleans one row as received, or refuses it: the share of `prepareRow` that silver is made from. */
export function cleanedRow(row: unknown): CleanedRow {
  const cleaned = cleanRow(row)
  if (!cleaned.ok) return cleaned
  const { movieId, cells, genres, rules } = cleaned
  return { ok: true, movieId, reading: { cells, genres, rules, absent: absentKeys(row as Record<string, unknown>) } }
}

/** Where a reading came from. */
interface Source {
  runId: number
  pageId: number
  /** A person agreed, for its run, that fields which are not sent are unknown. */
  accepted: boolean
}

/** A film as silver has it. */
export interface SilverFilm {
  cells: Cell[]
  genres: readonly string[]
  rules: readonly string[]
  pageId: number
  firstRun: number
  lastChangedRun: number
}

/** A film's readings since silver was made, in the order in which they were stored. */
export interface FilmReadings {
  before: SilverFilm | null
  readings: readonly (Reading & Source)[]
}

/** A film as silver has it now, and what is made of it for silver's hash and for gold. */
export interface FoldedFilm extends SilverFilm {
  /** What the content hash is of; see hashed-text.ts. */
  hashed: string
  titleSort: string
  titleSearch: string | null
}

const titleAt = hashedFields.indexOf('title')
const englishAt = hashedFields.indexOf('title_english')

/**
 * Stores readings of a film one after the other, as the warehouse does (`silver/writer.ts`): the last one wins, but one that says the
 * same leaves everything as it was, addresses too, and a key that is absent takes no known value away.
 */
export function foldFilm({ before, readings }: FilmReadings): FoldedFilm {
  let film = before
  for (const { runId, pageId, accepted, ...reading } of readings) {
    const { cells, genres, rules } = reading
    if (film === null) {
      film = { cells, genres, rules, pageId, firstRun: runId, lastChangedRun: runId }
      continue
    }
    if (hashedText(cells, genres) === hashedText(film.cells, film.genres)) continue
    const read = newReading(film, reading, accepted)
    if (read.changes.length === 0) continue
    const { firstRun } = film
    film = { cells: read.cells, genres: read.genres, rules, pageId, firstRun, lastChangedRun: runId }
  }
  if (film === null) throw new Error('a film without a reading')
  const title = String(film.cells[titleAt])
  const english = film.cells[englishAt] ?? null
  return {
    ...film,
    hashed: hashedText(film.cells, film.genres),
    titleSort: foldTitle(title),
    titleSearch: searchText(title, english === null ? null : String(english)),
  }
}
