import { useMemo } from 'react'
import type { MovieRow } from '../../shared/contract/explore.ts'
import type { MovieFilter } from '../../shared/filter/filter.ts'
import { type MovieOrder, type MovieSort, movieOrderSchema } from '../../shared/filter/sort.ts'
import { call } from '../api.ts'
import type { GridOrder } from '../grid/columns/layout.ts'
import type { GridSource } from '../grid/grid-types.ts'
import { useGoldKey } from '../state/query.ts'

/** Newest uploads first: what a person looks for after a sync. */
export const defaultMovieSort: MovieOrder = [{ key: 'uploaded', dir: 'desc' }]

/** The order that films stand in for what the grid was sorted by. */
export function movieOrderOf(sort: GridOrder | null): MovieOrder {
  const parsed = movieOrderSchema.safeParse(sort)
  return parsed.success ? parsed.data : defaultMovieSort
}

/**
 * The films that pass a filter, in an order, as the grid asks for them. Another published version is another key.
 *
 * @param extra whether rows have what is read only on request
 */
export function useMovieSource(filter: MovieFilter, sort: GridOrder | null, extra: boolean): GridSource<MovieRow> {
  const [, workspace, version, generation] = useGoldKey()
  const order = movieOrderOf(sort)
  const request = JSON.stringify({ filter, sort: order })
  return useMemo(() => {
    const input = JSON.parse(request) as { filter: MovieFilter; sort: MovieSort[] }
    const question = `${workspace} ${request}`
    return {
      question,
      key: `${question} ${version} ${generation}${extra ? ' extra' : ''}`,
      fetch: (offset, limit) => call('movies.page', { ...input, offset, limit, ...(extra ? { extra } : {}) }),
      locate: async (rowId) => (await call('movies.locate', { ...input, movieId: Number(rowId) })).index,
    }
  }, [request, workspace, version, generation, extra])
}
