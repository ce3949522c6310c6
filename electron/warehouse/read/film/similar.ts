import { genresApart, nearness, stepsApart, tenths } from '../../../../shared/model/values/nearness.ts'
import type { FilmColumns } from '../columns/film-columns.ts'

/** Beyond every distance: such a film is not like it. */
const never = 0xffff

/**
 * The rows of the films nearest to one by genre, released year and rating, the nearest first (shared/model/values/nearness.ts). None for a film
 * of which nothing of the three is known. One pass over the films: each column is turned into distances code by code before.
 */
export function similarRows(columns: FilmColumns, of: number, most: number = nearness.shown): number[] {
  const { genre, year, rating } = columns.of
  const genres = genreDistances(columns, of)
  const years = distances(year.values, year.codes[of] as number, (value) => value)
  const ratings = distances(rating.values, rating.codes[of] as number, tenths)
  if (!genres && !years && !ratings) return []
  const byGenre = genres ?? new Uint16Array(genre.combinations.length)
  const byYear = years ?? new Uint16Array(year.values.length)
  const byRating = ratings ?? new Uint16Array(rating.values.length)
  const rows: number[] = []
  const apart: number[] = []
  const ratingOf = (row: number) => rating.codes[row] as number
  let worst = never
  for (let row = 0; row < columns.rows; row++) {
    const distance =
      (byGenre[genre.codes[row] as number] as number) +
      (byYear[year.codes[row] as number] as number) +
      (byRating[ratingOf(row)] as number)
    if (distance > worst || distance >= never || row === of) continue
    let at = rows.length
    // Rows come by film id, so among equals the lower id is there already.
    while (at > 0 && isNearer(distance, row, apart[at - 1] as number, rows[at - 1] as number, ratingOf)) at--
    if (at === most) continue
    rows.splice(at, 0, row)
    apart.splice(at, 0, distance)
    rows.length = apart.length = Math.min(rows.length, most)
    if (rows.length === most) worst = apart[most - 1] as number
  }
  return rows
}

function isNearer(a: number, row: number, b: number, other: number, ratingOf: (row: number) => number): boolean {
  return a < b || (a === b && ratingOf(row) > ratingOf(other))
}

/** How far every code of a column is from one; null where that one is the unknown. */
function distances(
  values: readonly (number | null)[],
  code: number,
  scale: (value: number) => number,
): Uint16Array | null {
  const own = values[code] ?? null
  if (own === null) return null
  return Uint16Array.from(values, (value) => stepsApart(scale(own), value === null ? null : scale(value)))
}

/** How far every combination of genres is from the film's; null where it has none. */
function genreDistances({ of: { genre } }: FilmColumns, of: number): Uint16Array | null {
  const own = genre.combinations[genre.codes[of] as number] ?? []
  if (own.every((code) => code === 0)) return null
  const mine = new Set(own)
  return Uint16Array.from(genre.combinations, (members) => {
    const common = members.reduce((count, code) => count + (mine.has(code) ? 1 : 0), 0)
    return common === 0 ? never : genresApart(common, mine.size + members.length - common)
  })
}
