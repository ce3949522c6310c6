import type { FilmCard } from '../../../../shared/contract/film.ts'
import { isTrailerCode } from '../../../../shared/model/values/trailer.ts'
import type { ReadableDb } from '../../file/connection.ts'
import { type FilmColumns, rowOf } from '../columns/film-columns.ts'
import { filmRows, toldReader } from './film-rows.ts'
import { placesOf } from './places.ts'
import { similarRows } from './similar.ts'

/**
 * A film to read about.
 *
 * @returns null for a film that gold does not have; `gone` when a newer gold lacks a film that the columns still have
 */
export function filmCard(db: ReadableDb, columns: FilmColumns, movieId: number): FilmCard | null | 'gone' {
  const row = rowOf(columns, movieId)
  if (row < 0) return null
  const films = filmRows(db, columns, [row, ...similarRows(columns, row)])
  const told = toldReader(db, columns.asOf)(movieId)
  const [film, ...similar] = films ?? []
  if (!film || !told) return 'gone'
  return {
    film,
    titleEnglish: told.titleEnglish === film.title ? null : told.titleEnglish,
    texts: toldOnce([told.description, told.summary, told.synopsis]),
    trailer: told.trailer !== null && isTrailerCode(told.trailer) ? told.trailer : null,
    places: placesOf(columns, row),
    similar,
  }
}

/** Texts that say something of their own, in their order: none that is empty, or that another one holds, whatever its spaces and case. */
export function toldOnce(texts: readonly (string | null)[]): string[] {
  const kept: { text: string; plain: string }[] = []
  for (const text of texts) {
    const plain = (text ?? '').replace(/\s+/g, ' ').trim().toLowerCase()
    if (text === null || plain === '' || kept.some((other) => other.plain.includes(plain))) continue
    // A longer text takes the place of the first one that it holds.
    const at = kept.findIndex((other) => plain.includes(other.plain))
    if (at < 0) kept.push({ text, plain })
    else
      kept.splice(
        at,
        kept.length,
        { text, plain },
        ...kept.slice(at + 1).filter((other) => !plain.includes(other.plain)),
      )
  }
  return kept.map(({ text }) => text)
}
