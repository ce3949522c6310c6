import * as z from 'zod'
import {
  emptyFilter,
  filterSchema,
  type MovieFilter,
  memberClauseSchema,
  rangeClauseSchema,
} from '../../shared/filter/filter.ts'
import type { Members } from './members.ts'

/** Genres by their key in the dimension's table, as filters had them before members were named. */
const numbers = z.array(z.number().int().nonnegative()).default([])
const numberedGenres = z.object({ any: numbers, all: numbers, none: numbers })
type NumberedGenres = z.infer<typeof numberedGenres>

/** The shape of a filter before dimensions were told by the model. */
const formerFilter = z.object({
  genres: numberedGenres,
  languages: memberClauseSchema,
  year: rangeClauseSchema,
  rating: rangeClauseSchema,
  runtime: rangeClauseSchema,
  uploaded: rangeClauseSchema,
  search: filterSchema.shape.search,
  run: filterSchema.shape.run,
})

/** A filter as it was stored, in the shape of today. */
export interface StoredFilter {
  filter: MovieFilter
  /** Genres that are still to be named; null for none. */
  numbered: NumberedGenres | null
  /** What was stored cannot be read: the filter is empty instead. */
  isSetAside: boolean
}

/**
 * Reads a stored filter of today's shape or of the one before. What is of neither, such as one of a newer version with dimensions
 * this program lacks, is set aside as a whole: a part of a filter would show other films than it promised.
 *
 * @returns null when nothing was stored
 */
export function readStoredFilter(stored: unknown): StoredFilter | null {
  if (stored === undefined || stored === null) return null
  const today = filterSchema.safeParse(stored)
  if (today.success) return { filter: today.data, numbered: null, isSetAside: false }
  const former = formerFilter.safeParse(stored)
  if (!former.success) return { filter: emptyFilter(), numbered: null, isSetAside: true }
  const { genres, languages, year, rating, runtime, uploaded, search, run } = former.data
  const empty = emptyFilter()
  const where = { ...empty.where, language: languages, year, rating, runtime, uploaded }
  const hasGenres = genres.any.length + genres.all.length + genres.none.length > 0
  return {
    filter: { ...empty, where, search, run },
    numbered: hasGenres ? genres : null,
    isSetAside: false,
  }
}

/**
 * Puts the names of numbered genres into a filter.
 *
 * @returns null when the catalogue does not have all of them: without one the filter would mean something else
 */
export function nameGenres(filter: MovieFilter, numbered: NumberedGenres, members: Members): MovieFilter | null {
  // Key 0 is the unknown member, the empty name.
  const names = new Map([[0, ''], ...members.genre.map(({ key, name }) => [key, name] as const)])
  const named = (keys: readonly number[]) => keys.flatMap((key) => names.get(key) ?? []).sort()
  const lists = { any: named(numbered.any), all: named(numbered.all), none: named(numbered.none) }
  const found = lists.any.length + lists.all.length + lists.none.length
  if (found < numbered.any.length + numbered.all.length + numbered.none.length) return null
  return { ...filter, where: { ...filter.where, genre: lists } }
}
