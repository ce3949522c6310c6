import type { Bucket, GenreBucket, Overview } from '../../../shared/contract/explore.ts'
import { columnSums, type FacetCounts, type FacetIndex, rowSums } from './facet-counts.ts'
import type { CodedColumn, FilmColumns } from './film-columns.ts'
import { type Clause, clauseBits } from './filter-mask.ts'
import { quantile } from './quantile.ts'

/** The last runtime band is open-ended and starts here. */
const longestRuntime = 240

/**
 * Shapes counts into the overview.
 *
 * @param all counts without a filter: the ghosts behind the bars
 * @param active the clauses that restrict anything, for the hints of an empty result
 */
export function overviewOf(
  columns: FilmColumns,
  index: FacetIndex,
  counts: FacetCounts,
  all: FacetCounts,
  active: readonly Clause[],
): Overview {
  const matched = counts.failing[0] as number
  return {
    goldVersion: columns.goldVersion,
    total: columns.rows,
    matched,
    figures: figuresOf(columns, index, counts),
    genres: genreBuckets(columns, index, counts, all),
    years: yearBuckets(columns, counts, all),
    ratings: bandBuckets(columns.rating, counts.ratings, all.ratings, {
      bands: 20,
      band: (rating) => Math.min(19, Math.floor(rating * 2 + 1e-9)),
      key: (band) => band * 5,
      label: (band) => (band === 19 ? '9.5–10' : `${(band / 2).toFixed(1)}–${(band / 2 + 0.4).toFixed(1)}`),
    }),
    runtimes: bandBuckets(columns.runtime, counts.runtimes, all.runtimes, {
      bands: longestRuntime / 10 + 1,
      band: (minutes) => Math.min(longestRuntime / 10, Math.max(0, Math.floor(minutes / 10))),
      key: (band) => band * 10,
      label: (band) => (band * 10 === longestRuntime ? `${longestRuntime} and more` : `${band * 10}–${band * 10 + 9}`),
    }),
    languages: languageBuckets(columns, counts, all),
    uploads: uploadBuckets(columns, counts, all),
    ratingByYear: ratingByYear(columns, counts),
    heat: heatCells(columns, index, counts, all),
    relax:
      matched > 0
        ? []
        : active.map((clause) => ({
            clause,
            matchedWithout: matched + (counts.failing[clauseBits[clause]] as number),
          })),
  }
}

function figuresOf(columns: FilmColumns, index: FacetIndex, counts: FacetCounts): Overview['figures'] {
  const years = rowSums(counts.yearRating, columns.rating.values.length)
  const ratings = columnSums(counts.yearRating, columns.rating.values.length)
  const sets = rowSums(counts.setDecade, index.decades.length)
  const genres = new Set<number>()
  let genreAssignments = 0
  sets.forEach((films, set) => {
    if (films === 0) return
    for (const id of columns.genreSets.members[set] ?? []) {
      if (id === 0) continue
      genres.add(id)
      genreAssignments += films
    }
  })
  let ratedFilms = 0
  let ratingSum = 0
  columns.rating.values.forEach((rating, code) => {
    if (rating === null) return
    ratedFilms += ratings[code] as number
    ratingSum += rating * (ratings[code] as number)
  })
  const known = [...years.keys()].filter((code) => code > 0 && (years[code] as number) > 0)
  return {
    films: counts.failing[0] as number,
    genres: genres.size,
    languages: counts.passing.languages.subarray(1).filter((films) => films > 0).length,
    yearMin: columns.year.values[known.at(0) ?? 0] ?? null,
    yearMax: columns.year.values[known.at(-1) ?? 0] ?? null,
    meanRating: ratedFilms === 0 ? null : ratingSum / ratedFilms,
    ratedFilms,
    genreAssignments,
    unknownYear: years[0] ?? 0,
    unknownRuntime: counts.passing.runtimes[0] ?? 0,
    unknownLanguage: counts.passing.languages[0] ?? 0,
    unknownUploaded: counts.passing.uploaded[0] ?? 0,
  }
}

/** Films and weights a genre; a film's weight of one is shared out evenly over its genres. */
function perGenre(columns: FilmColumns, films: Uint32Array): Map<number, { films: number; weight: number }> {
  const genres = new Map<number, { films: number; weight: number }>()
  films.forEach((count, set) => {
    if (count === 0) return
    const ids = columns.genreSets.members[set] ?? []
    for (const id of ids) {
      const genre = genres.get(id) ?? { films: 0, weight: 0 }
      genre.films += count
      genre.weight += count / ids.length
      genres.set(id, genre)
    }
  })
  return genres
}

function genreBuckets(columns: FilmColumns, index: FacetIndex, counts: FacetCounts, all: FacetCounts): GenreBucket[] {
  const left = perGenre(columns, rowSums(counts.setDecadeNoGenre, index.decades.length))
  return [...perGenre(columns, rowSums(all.setDecade, index.decades.length))]
    .map(([id, ghost]) => ({
      key: id,
      label: columns.genreSets.names.get(id) ?? String(id),
      all: ghost.films,
      count: left.get(id)?.films ?? 0,
      allWeight: ghost.weight,
      weight: left.get(id)?.weight ?? 0,
    }))
    .sort((a, b) => b.all - a.all || a.key - b.key)
}

function yearBuckets(columns: FilmColumns, counts: FacetCounts, all: FacetCounts): Bucket[] {
  const ratings = columns.rating.values.length
  const left = byValue(columns.year, rowSums(counts.yearRatingNoYear, ratings))
  const ghosts = byValue(columns.year, rowSums(all.yearRating, ratings))
  const years = [...ghosts.keys()]
  const first = years[0]
  const last = years.at(-1)
  if (first === undefined || last === undefined) return []
  return Array.from({ length: last - first + 1 }, (_, i) => first + i).map((year) => ({
    key: year,
    label: String(year),
    all: ghosts.get(year) ?? 0,
    count: left.get(year) ?? 0,
  }))
}

/** Films by value, ascending, of the values that have any. */
function byValue(column: CodedColumn<number>, films: Uint32Array): Map<number, number> {
  const map = new Map<number, number>()
  column.values.forEach((value, code) => {
    const count = films[code] as number
    if (value !== null && count > 0) map.set(value, count)
  })
  return map
}

interface Bands {
  bands: number
  band(value: number): number
  key(band: number): number
  label(band: number): string
}

function bandBuckets(column: CodedColumn<number>, films: Uint32Array, allFilms: Uint32Array, bands: Bands): Bucket[] {
  const buckets = Array.from({ length: bands.bands }, (_, band) => ({
    key: bands.key(band),
    label: bands.label(band),
    all: 0,
    count: 0,
  }))
  column.values.forEach((value, code) => {
    const bucket = value === null ? undefined : buckets[bands.band(value)]
    if (!bucket) return
    bucket.all += allFilms[code] as number
    bucket.count += films[code] as number
  })
  return buckets
}

function languageBuckets(columns: FilmColumns, counts: FacetCounts, all: FacetCounts): Overview['languages'] {
  return columns.language.values
    .map((label, code) => ({
      key: columns.language.keys[code] as number,
      label: label ?? '',
      name: columns.languageNames[code] ?? '',
      all: all.languages[code] as number,
      count: counts.languages[code] as number,
    }))
    .filter((bucket) => bucket.all > 0)
    .sort((a, b) => b.all - a.all || a.key - b.key)
}

function uploadBuckets(columns: FilmColumns, counts: FacetCounts, all: FacetCounts): Bucket[] {
  const months = new Map<number, Bucket>()
  columns.uploaded.values.forEach((day, code) => {
    const ghost = all.uploaded[code] as number
    if (day === null || ghost === 0) return
    const key = Math.floor(day / 100)
    const bucket = months.get(key) ?? emptyMonth(key)
    bucket.all += ghost
    bucket.count += counts.uploaded[code] as number
    months.set(key, bucket)
  })
  const keys = [...months.keys()]
  const last = keys.at(-1) ?? 0
  const buckets: Bucket[] = []
  for (let key = keys[0] ?? 1; key <= last; key = key % 100 === 12 ? key + 89 : key + 1) {
    buckets.push(months.get(key) ?? emptyMonth(key))
  }
  return buckets
}

/** @param key yyyymm */
function emptyMonth(key: number): Bucket {
  return { key, label: `${Math.floor(key / 100)}-${String(key % 100).padStart(2, '0')}`, all: 0, count: 0 }
}

function ratingByYear(columns: FilmColumns, counts: FacetCounts): Overview['ratingByYear'] {
  const ratings = columns.rating.values.length
  const values = columns.rating.values.map((value) => value ?? 0)
  return columns.year.values.flatMap((year, code) => {
    if (year === null) return []
    const histogram = counts.yearRatingNoYear.slice(code * ratings, (code + 1) * ratings)
    // Code 0 holds the films without votes.
    histogram[0] = 0
    let n = 0
    let sum = 0
    histogram.forEach((films, rating) => {
      n += films
      sum += films * (values[rating] as number)
    })
    if (n === 0) return []
    return [
      { year, n, mean: sum / n, p25: quantile(values, histogram, n, 0.25), p75: quantile(values, histogram, n, 0.75) },
    ]
  })
}

function heatCells(columns: FilmColumns, index: FacetIndex, counts: FacetCounts, all: FacetCounts): Overview['heat'] {
  const width = index.decades.length
  const byGenre = new Map<number, Overview['heat']>()
  columns.genreSets.members.forEach((ids, set) => {
    for (const genreId of ids) {
      let cells = byGenre.get(genreId)
      if (!cells) {
        cells = index.decades.map((decade) => ({ genreId, decade, all: 0, count: 0, weight: 0 }))
        byGenre.set(genreId, cells)
      }
      // Index 0 holds the films without a year.
      for (let decade = 1; decade < width; decade++) {
        const cell = cells[decade]
        const left = counts.setDecadeNoGenreYear[set * width + decade] as number
        if (!cell) continue
        cell.all += all.setDecade[set * width + decade] as number
        cell.count += left
        cell.weight += left / ids.length
      }
    }
  })
  return [...byGenre.entries()].sort(([a], [b]) => a - b).flatMap(([, cells]) => cells.filter((cell) => cell.all > 0))
}
