import * as z from 'zod'
import { type DimensionId, dimensionIds, dimensions, isSet, type SetId } from '../model/dimensions.ts'

type ColumnKeyOf<Id extends DimensionId> = (typeof dimensions)[Id]['column']['key']
/** Columns of the films grid that are no dimension's. */
type FilmColumnKey = 'title' | 'imdb_code' | 'last_run' | 'movie_id'
export type MovieColumnKey = FilmColumnKey | ColumnKeyOf<DimensionId>
export type MovieSortKey = FilmColumnKey | ColumnKeyOf<Exclude<DimensionId, SetId>>

const columnKey = <Id extends DimensionId>(id: Id) => dimensions[id].column.key as ColumnKeyOf<Id>

/** Columns of the films grid, in their default order, but for those without a key of their own. `key` is also the sort id. */
export const movieColumnKeys: readonly MovieColumnKey[] = [
  'title',
  ...dimensionIds.map(columnKey),
  'imdb_code',
  'last_run',
  'movie_id',
]

/** Several values have no order: films are not sorted by a set. */
const sortKeys = movieColumnKeys.filter(
  (key): key is MovieSortKey => !dimensionIds.some((id) => isSet(id) && columnKey(id) === key),
)

/** One key of an order. Unknown values always come last, whichever the direction. */
export const movieSortSchema = z.object({
  key: z.enum(sortKeys as [MovieSortKey, ...MovieSortKey[]]),
  dir: z.enum(['asc', 'desc']),
})
export type MovieSort = z.infer<typeof movieSortSchema>

/** What films are sorted by, most important key first; ties are broken by title, then by film id, so pages are stable. */
export const movieOrderSchema = z.array(movieSortSchema).min(1).max(sortKeys.length)
export type MovieOrder = readonly MovieSort[]

/** The dimension whose column this is; null for title, IMDb code, last run and film id. */
export function dimensionOfColumn(key: MovieSortKey): Exclude<DimensionId, SetId> | null
export function dimensionOfColumn(key: string): DimensionId | null
export function dimensionOfColumn(key: string): DimensionId | null {
  return dimensionIds.find((id) => dimensions[id].column.key === key) ?? null
}
