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

/** Decades of the released years: `ofYear[code]` is an index into `starts`; index 0 = unknown. */
export interface Decades {
  ofYear: Uint8Array
  /** First year of each decade; `starts[0]` is meaningless. */
  starts: number[]
}

export function decadesOf(columns: FilmColumns): Decades {
  const starts = [Number.NaN]
  const ofYear = new Uint8Array(columns.year.values.length)
  columns.year.values.forEach((year, code) => {
    if (year === null) return
    const start = Math.floor(year / 10) * 10
    // Codes ascend by year, so a new decade is always later than the last one.
    if (starts.at(-1) !== start) starts.push(start)
    ofYear[code] = starts.length - 1
  })
  return { ofYear, starts }
}

/**
 * Counts every chart in one pass. Each chart ignores its own clause: a film that fails only that clause counts in that
 * chart alone; one that fails two is in none (but the heat map, which ignores both genre and year).
 *
 * @param bytes from `FilterMask`; null = no filter
 */
export function countFacets(columns: FilmColumns, decades: Decades, bytes: Uint8Array | null): FacetCounts {
  const { year, rating, runtime, uploaded, language, genreSets, rows } = columns
  const ratings = rating.values.length
  const decadeCount = decades.starts.length
  const years = year.values.length
  const sets = genreSets.members.length
  const failing = new Uint32Array(256)
  const yearRating = new Uint32Array(years * ratings)
  const yearOnly = new Uint32Array(years * ratings)
  const ratingOnly = new Uint32Array(ratings)
  const runtimes = new Uint32Array(runtime.values.length)
  const runtimeOnly = new Uint32Array(runtime.values.length)
  const languages = new Uint32Array(language.values.length)
  const languageOnly = new Uint32Array(language.values.length)
  const uploads = new Uint32Array(uploaded.values.length)
  const uploadOnly = new Uint32Array(uploaded.values.length)
  const setDecade = new Uint32Array(sets * decadeCount)
  const genreOnly = new Uint32Array(sets * decadeCount)
  const yearInvolved = new Uint32Array(sets * decadeCount)

  const yearCodes = year.codes
  const ratingCodes = rating.codes
  const runtimeCodes = runtime.codes
  const uploadCodes = uploaded.codes
  const languageCodes = language.codes
  const setCodes = genreSets.codes
  const { ofYear } = decades
  // Typed arrays answer undefined beyond their end only; every index below is in range by construction, hence the `as number`.
  const cell = (row: number) => (setCodes[row] as number) * decadeCount + (ofYear[yearCodes[row] as number] as number)
  const add = (counts: Uint32Array, index: number) => {
    counts[index] = (counts[index] as number) + 1
  }
  for (let row = 0; row < rows; row++) {
    const failed = bytes === null ? 0 : (bytes[row] as number)
    add(failing, failed)
    if (failed === 0) {
      add(yearRating, (yearCodes[row] as number) * ratings + (ratingCodes[row] as number))
      add(runtimes, runtimeCodes[row] as number)
      add(languages, languageCodes[row] as number)
      add(uploads, uploadCodes[row] as number)
      add(setDecade, cell(row))
      continue
    }
    switch (failed) {
      case clauseBits.genres:
        add(genreOnly, cell(row))
        break
      case clauseBits.year:
        add(yearOnly, (yearCodes[row] as number) * ratings + (ratingCodes[row] as number))
        add(yearInvolved, cell(row))
        break
      case clauseBits.genres | clauseBits.year:
        add(yearInvolved, cell(row))
        break
      case clauseBits.rating:
        add(ratingOnly, ratingCodes[row] as number)
        break
      case clauseBits.runtime:
        add(runtimeOnly, runtimeCodes[row] as number)
        break
      case clauseBits.languages:
        add(languageOnly, languageCodes[row] as number)
        break
      case clauseBits.uploaded:
        add(uploadOnly, uploadCodes[row] as number)
        break
    }
  }
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

function sum(a: Uint32Array, b: Uint32Array): Uint32Array {
  return a.map((value, index) => value + (b[index] as number))
}

/** Sums a matrix over its rows. */
export function columnSums(matrix: Uint32Array, width: number): Uint32Array {
  const sums = new Uint32Array(width)
  matrix.forEach((value, index) => {
    sums[index % width] = (sums[index % width] as number) + value
  })
  return sums
}

/** Sums a matrix over its columns. */
export function rowSums(matrix: Uint32Array, width: number): Uint32Array {
  const sums = new Uint32Array(width === 0 ? 0 : matrix.length / width)
  matrix.forEach((value, index) => {
    const row = Math.floor(index / width)
    sums[row] = (sums[row] as number) + value
  })
  return sums
}
