import { movieOrderSchema } from '../../shared/filter/sort.ts'
import type { ViewState } from '../../shared/views/view-state.ts'
import { defaultLayout, type GridLayout, restoreLayout } from '../grid/columns/layout.ts'
import { movieColumns } from '../movies/movie-columns.tsx'

const untouched = JSON.stringify(defaultLayout(movieColumns))

/** The films grid as a view holds it; null = as it is by default. */
export function viewGrid(layout: GridLayout): Extract<ViewState, { page: 'movies' }>['grid'] {
  if (JSON.stringify(layout) === untouched) return null
  const sort = movieOrderSchema.safeParse(layout.sort)
  return { ...layout, sort: sort.success ? sort.data : null }
}

/** A saved state of the grid with the columns there are today, as restoring it shows them. */
export function fitted(state: ViewState): ViewState {
  return state.page === 'movies' ? { ...state, grid: viewGrid(restoreLayout(state.grid, movieColumns)) } : state
}
