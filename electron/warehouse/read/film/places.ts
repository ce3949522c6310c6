import type { Place } from '../../../../shared/contract/film.ts'
import type { FilmColumns } from '../columns/film-columns.ts'

/**
 * Where a film stands by rating among the films of its released year: all of them first, then those of each of its genres. None where
 * its year is unknown. A place is told by how many are rated higher, so films of one rating share it.
 */
export function placesOf(columns: FilmColumns, of: number): Place[] {
  const { genre, year, rating } = columns.of
  const yearCode = year.codes[of] as number
  if (yearCode === 0) return []
  const own = rating.codes[of] as number
  const place = (name: string | null): Place => ({ genre: name, rated: 0, unrated: 0, higher: 0, equal: 0 })
  const all = place(null)
  const genres = (genre.combinations[genre.codes[of] as number] ?? []).filter((code) => code !== 0)
  const byGenre = new Map(genres.map((code) => [code, place(genre.values[code] ?? '')]))
  const years = year.codes
  for (let row = 0; row < years.length; row++) {
    if (years[row] !== yearCode) continue
    const code = rating.codes[row] as number
    count(all, code, own, row === of)
    for (const member of genre.combinations[genre.codes[row] as number] ?? []) {
      const among = byGenre.get(member)
      if (among) count(among, code, own, row === of)
    }
  }
  return [all, ...byGenre.values()]
}

/** Codes of ratings ascend with them; 0 is unknown. */
function count(place: Place, rating: number, own: number, isItself: boolean): void {
  if (rating === 0) {
    place.unrated++
    return
  }
  place.rated++
  if (own === 0) return
  if (rating > own) place.higher++
  else if (rating === own && !isItself) place.equal++
}
