import { commands } from '../../shared/commands.ts'
import { exploreArrangementSchema } from '../../shared/explore-arrangement.ts'
import { emptySpec } from '../../shared/explore-spec.ts'
import { gridArrangementSchema, type ViewState } from '../../shared/views/view-state.ts'
import { wallSizeFrom } from '../movies/wall/wall-layout.ts'
import { countModeFrom } from '../overview/count-mode.ts'
import { restoredUi } from '../state/ui-state.ts'

/** Pages that views are of. */
export type ViewPage = ViewState['page']

/** What people call the page of a view. */
export function pageName(page: ViewPage): string {
  return commands[`go.${page}`].label
}

/** Where each page keeps its arrangement, see `ui-state.ts`. */
export const keysOfPage = {
  overview: ['overview.countMode'],
  explore: ['explore'],
  movies: ['grid.movies', 'movies.wall', 'movies.wall.size'],
} as const satisfies Record<ViewPage, readonly string[]>

/** A state without its filter: how its page is arranged. */
type Arrangement<Page extends ViewPage> = Extract<ViewState, { page: Page }>

/** What a page keeps of a view, by its keys; a key that is not there stays as it is. */
export function keptOf(state: ViewState): Readonly<Record<string, unknown>> {
  if (state.page === 'overview') return { 'overview.countMode': state.count }
  if (state.page === 'explore') return { explore: state.explore }
  const { grid, wall } = state
  return {
    'grid.movies': grid,
    'movies.wall': wall !== undefined,
    ...(wall === undefined ? {} : { 'movies.wall.size': wall }),
  }
}

/** The state of a page that is not in sight, by what it keeps. */
export function keptState(page: ViewPage, filter: ViewState['filter']): ViewState {
  if (page === 'overview') return { page, filter, count: countModeFrom(restoredUi('overview.countMode')) }
  if (page === 'explore') {
    const read = exploreArrangementSchema.safeParse(restoredUi('explore'))
    return { page, filter, explore: read.success ? read.data : emptyExplore }
  }
  const grid = gridArrangementSchema.safeParse(restoredUi('grid.movies'))
  const wall = restoredUi('movies.wall') === true ? { wall: wallSizeFrom(restoredUi('movies.wall.size')) } : {}
  return { page, filter, grid: grid.success ? grid.data : null, ...wall }
}

const emptyExplore: Arrangement<'explore'>['explore'] = { spec: emptySpec, view: 'both' }

/** A page as nobody has arranged it yet. */
export function plainState(page: ViewPage, filter: ViewState['filter']): ViewState {
  if (page === 'overview') return { page, filter, count: 'films' }
  return page === 'explore' ? { page, filter, explore: emptyExplore } : { page, filter, grid: null }
}

/** Equal text for arrangements that show the same. */
export function arrangementKey(state: ViewState): string {
  return JSON.stringify(keptOf(state), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
