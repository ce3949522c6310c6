import {
  emptyFilter,
  emptyRange,
  isEmptyRange,
  type MovieFilter,
  type RangeClause,
  type RangeField,
  rangeFields,
} from '../../shared/filter.ts'
import { covers, type Range, sameRanges, subtract, unite } from './ranges.ts'

/** A pure step from one filter to the next. */
export type FilterChange = (filter: MovieFilter) => MovieFilter

export type GenreMode = 'any' | 'all' | 'none'
export type LanguageMode = 'any' | 'none'
export type UnknownMode = RangeClause['unknown']

/** Every clause that can be cleared alone; also the ids of chips. */
const clauseIds = [
  'genres.any',
  'genres.all',
  'genres.none',
  'languages.any',
  'languages.none',
  'year',
  'rating',
  'runtime',
  'uploaded',
  'search',
  'run',
] as const
export type ClauseId = (typeof clauseIds)[number]

const ascending = (a: number, b: number) => a - b
const without = <T>(list: readonly T[], value: T): T[] => list.filter((item) => item !== value)

function withGenres(filter: MovieFilter, genres: MovieFilter['genres']): MovieFilter {
  return { ...filter, genres }
}

/** Puts a genre into a list, or takes it out when it is there; a genre is in one list at most. */
export function toggleGenre(genreId: number, mode: GenreMode): FilterChange {
  return (filter) => {
    const { any, all, none } = filter.genres
    const bare = { any: without(any, genreId), all: without(all, genreId), none: without(none, genreId) }
    if (filter.genres[mode].includes(genreId)) return withGenres(filter, bare)
    return withGenres(filter, { ...bare, [mode]: [...bare[mode], genreId].sort(ascending) })
  }
}

/** A click on a genre's mark: it becomes the only included one, or none is when it already was. `add` keeps the others. */
export function pickGenre(genreId: number, add: boolean): FilterChange {
  return (filter) => {
    if (add) return toggleGenre(genreId, filter.genres.all.includes(genreId) ? 'all' : 'any')(filter)
    const { any, all, none } = filter.genres
    const alone = any.length + all.length === 1 && (any.includes(genreId) || all.includes(genreId))
    return withGenres(filter, { any: alone ? [] : [genreId], all: [], none: without(none, genreId) })
  }
}

/** Moves every included genre to "any of" or to "all of". */
export function matchGenres(mode: 'any' | 'all'): FilterChange {
  return (filter) => {
    const included = [...new Set([...filter.genres.any, ...filter.genres.all])].sort(ascending)
    const { none } = filter.genres
    return withGenres(filter, mode === 'any' ? { any: included, all: [], none } : { any: [], all: included, none })
  }
}

/** Puts language codes into a list, or takes them out when all of them are there. */
export function toggleLanguages(codes: readonly string[], mode: LanguageMode): FilterChange {
  return (filter) => {
    const other: LanguageMode = mode === 'any' ? 'none' : 'any'
    const mine = filter.languages[mode]
    const rest = mine.filter((code) => !codes.includes(code))
    const present = codes.every((code) => mine.includes(code))
    const next = { any: filter.languages.any, none: filter.languages.none }
    next[mode] = present ? rest : [...rest, ...codes].sort()
    next[other] = next[other].filter((code) => !codes.includes(code))
    return { ...filter, languages: next }
  }
}

/** A click on a language's mark (or on "other", which stands for many): the only included ones, or none of them. */
export function pickLanguages(codes: readonly string[], add: boolean): FilterChange {
  return (filter) => {
    if (add) return toggleLanguages(codes, 'any')(filter)
    const sorted = [...codes].sort()
    const alone = JSON.stringify(sorted) === JSON.stringify([...filter.languages.any].sort())
    const none = filter.languages.none.filter((code) => !codes.includes(code))
    return { ...filter, languages: { any: alone ? [] : sorted, none } }
  }
}

function withRange(field: RangeField, change: (clause: RangeClause) => RangeClause): FilterChange {
  return (filter) => ({ ...filter, [field]: change(filter[field]) })
}

const known = (unknown: UnknownMode): UnknownMode => (unknown === 'only' ? 'auto' : unknown)

/** A click on a bar: its range becomes the only one, or none when it already was. `add` joins it to the others instead. */
export function pickRange(field: RangeField, range: Range, add: boolean): FilterChange {
  return withRange(field, (clause) => {
    const out = subtract(field, clause.out, [range])
    const unknown = known(clause.unknown)
    if (add) {
      const covered = covers(field, clause.in, range)
      const next = covered ? subtract(field, clause.in, [range]) : unite(field, clause.in, [range])
      return { in: next, out, unknown }
    }
    const alone = sameRanges(field, clause.in, [range])
    return { in: alone ? [] : unite(field, [range]), out, unknown }
  })
}

/** Drops films inside a range, or stops dropping them when they already are. */
export function excludeRange(field: RangeField, range: Range): FilterChange {
  return withRange(field, (clause) => {
    const excluded = covers(field, clause.out, range)
    return {
      in: subtract(field, clause.in, [range]),
      out: excluded ? subtract(field, clause.out, [range]) : unite(field, clause.out, [range]),
      unknown: known(clause.unknown),
    }
  })
}

/** Keeps only films inside one range (a brush); `null` lets every value through. */
export function brushRange(field: RangeField, range: Range | null): FilterChange {
  return withRange(field, (clause) => ({
    in: range ? unite(field, [range]) : [],
    out: [],
    unknown: known(clause.unknown),
  }))
}

/** What to do with films whose value is unknown. */
export function setUnknown(field: RangeField, unknown: UnknownMode): FilterChange {
  return withRange(field, (clause) => (unknown === 'only' ? { in: [], out: [], unknown } : { ...clause, unknown }))
}

/** Title search text; empty ends the search. */
export function setSearch(search: string): FilterChange {
  return (filter) => ({ ...filter, search: search.slice(0, 200) })
}

/** Only films a run added or changed; `null` ends it. */
export function setRun(run: MovieFilter['run']): FilterChange {
  return (filter) => ({ ...filter, run })
}

/** Keeps every film again as far as one clause goes. Also takes a family (`genres`, `languages`). */
export function clearClause(clause: string): FilterChange {
  return (filter) => {
    const blank = emptyFilter()
    const [family, mode] = clause.split('.')
    if (family === 'genres') {
      const cleared =
        mode === 'any' || mode === 'all' || mode === 'none' ? { ...filter.genres, [mode]: [] } : blank.genres
      return withGenres(filter, cleared)
    }
    if (family === 'languages') {
      const cleared = mode === 'any' || mode === 'none' ? { ...filter.languages, [mode]: [] } : blank.languages
      return { ...filter, languages: cleared }
    }
    const field = rangeFields.find((name) => name === family)
    if (field) return { ...filter, [field]: emptyRange() }
    if (family === 'search') return { ...filter, search: '' }
    if (family === 'run') return { ...filter, run: null }
    return filter
  }
}

/** The clauses that restrict anything, in the order chips stand. */
export function activeClauses(filter: MovieFilter): ClauseId[] {
  return clauseIds.filter((id) => {
    if (id === 'search') return filter.search.trim() !== ''
    if (id === 'run') return filter.run !== null
    const field = rangeFields.find((name) => name === id)
    if (field) return !isEmptyRange(filter[field])
    if (id === 'genres.any') return filter.genres.any.length > 0
    if (id === 'genres.all') return filter.genres.all.length > 0
    if (id === 'genres.none') return filter.genres.none.length > 0
    return id === 'languages.any' ? filter.languages.any.length > 0 : filter.languages.none.length > 0
  })
}

/** Whether two filters are the same request. */
export function sameFilter(a: MovieFilter, b: MovieFilter): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
