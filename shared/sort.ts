import * as z from 'zod'

/** Columns of the films grid, in their default order. `key` is also the sort id. */
export const movieColumnKeys = [
  'title',
  'year',
  'rating',
  'runtime',
  'genres',
  'language',
  'uploaded',
  'imdb_code',
  'movie_id',
] as const

/** Unknown values always come last, whichever the direction; ties are broken by film id, so pages are stable. */
export const movieSortSchema = z.object({
  key: z.enum(movieColumnKeys).exclude(['genres']),
  dir: z.enum(['asc', 'desc']),
})
export type MovieSort = z.infer<typeof movieSortSchema>
