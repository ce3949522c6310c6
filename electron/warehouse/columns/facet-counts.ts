import type { FilmColumns } from './film-columns.ts'
import { clauseBits } from './filter-mask.ts'

/** What the overview's charts are made from. Arrays are indexed by the codes of the columns. */
export interface FacetCounts {
  /** Films by the set of clauses they fail: `failing[0]` pass the whole filter. */
  failing: Uint32Array
  /** Films that pass everything: year × rating (`year * ratings + rating`), which also gives both alone. */
  yearRating: Uint32Array
  /** The same for the films that fail at most the year clause. */
  yearRatingNoYear: Uint32Array
  ratings: Uint32Array
  runtimes: Uint32Array
  languages: Uint32Array
  uploaded: Uint32Array
  /** Genre combination × decade (`set * decades + decade`), by what may fail: nothing, genre, genre or year. */
  setDecade: Uint32Array
  setDecadeNoGenre: Uint32Array
  setDecadeNoGenreYear: Uint32Array
  /** Runtime, language and upload counts of films that pass everything, for the figures. */
  passing: { runtimes: Uint32Array; languages: Uint32Array; uploaded: Uint32Array }
}

/** What counting needs of the columns beside them: made once, so that a pass looks up less. */
export interface FacetIndex {
  /** First year of each decade in the catalogue; `decades[0]` stands for the unknown. */
  decades: number[]
  /** `set * decades + decade` of each row. */
  setDecade: Uint32Array
  /** `year * ratings + rating` of each row. */
  yearRating: Uint32Array
}

export function facetIndex(columns: FilmColumns): FacetIndex {
  const { year, rating, genreSets, rows } = columns
  const decades = [Number.NaN]
  const decadeOf = year.values.map((value) => {
    if (value === null) return 0
    const start = Math.floor(value / 10) * 10
    // Codes ascend by year, so a new decade is always later than the last one.
    if (decades.at(-1) !== start) decades.push(start)
    return decades.length - 1
  })
  const setDecade = new Uint32Array(rows)
  const yearRating = new Uint32Array(rows)
  for (let row = 0; row < rows; row++) {
    const yearCode = year.codes[row] as number
    setDecade[row] = (genreSets.codes[row] as number) * decades.length + (decadeOf[yearCode] as number)
    yearRating[row] = yearCode * rating.values.length + (rating.codes[row] as number)
  }
  return { decades, setDecade, yearRating }
}

/**
 * Counts every chart in one pass. Each chart ignores its own clause: a film that fails only that clause counts in that
 * chart alone; one that fails two is in none (but the heat map, which ignores both genre and year).
 *
 * @param bytes from `FilterMask`; null = no filter
 */
export function countFacets(columns: FilmColumns, index: FacetIndex, bytes: Uint8Array | null): FacetCounts {
  const { year, rating, runtime, uploaded, language, genreSets, rows } = columns
  const ratings = rating.values.length
  const none = new Uint8Array(bytes === null ? rows : 0)
  const failedClauses = bytes ?? none
  const failing = new Uint32Array(256)
  const yearRating = new Uint32Array(year.values.length * ratings)
  const yearOnly = new Uint32Array(yearRating.length)
  const ratingOnly = new Uint32Array(ratings)
  const runtimes = new Uint32Array(runtime.values.length)
  const runtimeOnly = new Uint32Array(runtime.values.length)
  const languages = new Uint32Array(language.values.length)
  const languageOnly = new Uint32Array(language.values.length)
  const uploads = new Uint32Array(uploaded.values.length)
  const uploadOnly = new Uint32Array(uploaded.values.length)
  const setDecade = new Uint32Array(genreSets.members.length * index.decades.length)
  const genreOnly = new Uint32Array(setDecade.length)
  const yearInvolved = new Uint32Array(setDecade.length)

  const yearRatingOf = index.yearRating
  const setDecadeOf = index.setDecade
  const ratingCodes = rating.codes
  const runtimeCodes = runtime.codes
  const uploadCodes = uploaded.codes
  const languageCodes = language.codes
  let passing = 0
  // Typed arrays answer undefined beyond their end only; every index below is in range by construction, hence the `as number`.
  for (let row = 0; row < rows; row++) {
    const failed = failedClauses[row] as number
    if (failed === 0) {
      passing++
      increment(yearRating, yearRatingOf[row] as number)
      increment(setDecade, setDecadeOf[row] as number)
      increment(runtimes, runtimeCodes[row] as number)
      increment(languages, languageCodes[row] as number)
      increment(uploads, uploadCodes[row] as number)
      continue
    }
    increment(failing, failed)
    switch (failed) {
      case clauseBits.genres:
        increment(genreOnly, setDecadeOf[row] as number)
        break
      case clauseBits.year:
        increment(yearOnly, yearRatingOf[row] as number)
        increment(yearInvolved, setDecadeOf[row] as number)
        break
      case clauseBits.genres | clauseBits.year:
        increment(yearInvolved, setDecadeOf[row] as number)
        break
      case clauseBits.rating:
        increment(ratingOnly, ratingCodes[row] as number)
        break
      case clauseBits.runtime:
        increment(runtimeOnly, runtimeCodes[row] as number)
        break
      case clauseBits.languages:
        increment(languageOnly, languageCodes[row] as number)
        break
      case clauseBits.uploaded:
        increment(uploadOnly, uploadCodes[row] as number)
        break
    }
  }
  failing[0] = passing
  const setDecadeNoGenre = sum(setDecade, genreOnly)
  return {
    failing,
    yearRating,
    yearRatingNoYear: sum(yearRating, yearOnly),
    ratings: sum(columnSums(yearRating, ratings), ratingOnly),
    runtimes: sum(runtimes, runtimeOnly),
    languages: sum(languages, languageOnly),
    uploaded: sum(uploads, uploadOnly),
    setDecade,
    setDecadeNoGenre,
    setDecadeNoGenreYear: sum(setDecadeNoGenre, yearInvolved),
    passing: { runtimes, languages, uploaded: uploads },
  }
}

function increment(counts: Uint32Array, index: number): void {
  counts[index] = (counts[index] as number) + 1
}

function sum(a: Uint32Array, b: Uint32Array): Uint32Array {
  const sums = new Uint32Array(a.length)
  for (let i = 0; i < sums.length; i++) sums[i] = (a[i] as number) + (b[i] as number)
  return sums
}

/** Sums a matrix over its rows. */
export function columnSums(matrix: Uint32Array, width: number): Uint32Array {
  const sums = new Uint32Array(width)
  for (let from = 0; from < matrix.length; from += width) {
    for (let column = 0; column < width; column++) {
      sums[column] = (sums[column] as number) + (matrix[from + column] as number)
    }
  }
  return sums
}

/** Sums a matrix over its columns. */
export function rowSums(matrix: Uint32Array, width: number): Uint32Array {
  const sums = new Uint32Array(width === 0 ? 0 : matrix.length / width)
  for (let row = 0; row < sums.length; row++) {
    let total = 0
    for (let column = 0; column < width; column++) total += matrix[row * width + column] as number
    sums[row] = total
  }
  return sums
}
