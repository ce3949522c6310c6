import type { Place } from '../../../shared/contract/film.ts'
import { capitalised } from '../../../shared/model/values/words.ts'
import { formatCount, formatInteger } from '../../format.ts'

/** `1st`, `2nd`, `13th`, `1,002nd`. */
export function ordinal(place: number): string {
  const teens = place % 100
  const end = teens >= 11 && teens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th')
  return `${formatInteger(place)}${end}`
}

/**
 * Where a film stands, in words: `12th of 340 rated Drama films of 1994, top 4%`. Films rated the same share a place, and count as
 * those before them for the share, which is told of the upper half only.
 *
 * @param isRated whether the film itself has a rating
 */
export function placeText({ genre, rated, unrated, higher, equal }: Place, year: number, isRated: boolean): string {
  const films = `${genre === null ? '' : `${capitalised(genre)} `}films of ${year}`
  if (!isRated) return `${formatInteger(rated)} of ${formatInteger(rated + unrated)} ${films} are rated`
  if (rated === 1) return `The only rated one of the ${films}`
  const place = `${ordinal(higher + 1)}${equal > 0 ? `, shared with ${formatCount(equal, 'other')},` : ''}`
  const share = Math.ceil((100 * (higher + equal + 1)) / rated)
  return `${place} of ${formatInteger(rated)} rated ${films}${share <= 50 ? `, top ${share}%` : ''}`
}
