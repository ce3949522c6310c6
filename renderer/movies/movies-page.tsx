import { PanelLeft, PanelRight } from 'lucide-react'
import { type KeyboardEvent, useCallback, useRef, useState } from 'react'
import type { MovieRow } from '../../shared/contract/explore.ts'
import { IconButton, type MenuEntry, SplitPane } from '../components/index.ts'
import { useFilter, useFilterStore } from '../filter/store.ts'
import { formatCount, formatInteger } from '../format.ts'
import { ColumnsButton } from '../grid/columns/columns-button.tsx'
import { DataGrid } from '../grid/data-grid.tsx'
import '../grid/grid.css'
import type { GridOrder } from '../grid/columns/layout.ts'
import { orderText } from '../grid/columns/order.ts'
import { useGridLayout } from '../grid/columns/use-grid-layout.ts'
import type { GridHandle } from '../grid/grid-types.ts'
import type { WindowSnapshot } from '../grid/scroll/window-cache.ts'
import type { PageProps } from '../page-props.ts'
import { useNarrow, usePanel } from '../state/panels.ts'
import { useGold } from '../state/query.ts'
import { go } from '../state/route.ts'
import { ViewMenu } from '../views/view-menu.tsx'
import { cellFilterMenu, cellFilters } from './cell-filters.ts'
import { needsExtra, runOfCell } from './extra-columns.tsx'
import { Inspector } from './film/inspector.tsx'
import { movieColumns } from './movie-columns.tsx'
import './movies.css'
import { fitted, viewGrid } from '../views/film-grid.ts'
import { MovieFacets, NoMovies } from './movie-facets.tsx'
import { useFilmTarget } from './use-film-target.ts'
import { defaultMovieSort, useMovieSource } from './use-movie-source.ts'

const movieId = (row: MovieRow) => row.movieId

/** Every film of the catalogue: facets, the grid, and the inspector of the focused film. */
export default function MoviesPage({ param }: PageProps) {
  const filter = useFilter()
  const apply = useFilterStore((state) => state.apply)
  const layout = useGridLayout('movies', movieColumns)
  const source = useMovieSource(filter, layout.layout.sort, needsExtra(layout.layout.hidden))
  const films = useGold('warehouse.status', undefined).data?.films ?? null
  const narrow = useNarrow()
  const [facets, setFacets] = usePanel('movies.facets', !narrow)
  const [inspecting, setInspecting] = usePanel('movies.inspector', false)
  const [focused, setFocused] = useState<MovieRow | undefined>(undefined)
  const [state, setState] = useState<WindowSnapshot | null>(null)
  const grid = useRef<GridHandle>(null)
  const unread = useRef(true)

  // While a row is being read, an open inspector keeps the one before.
  const onFocusRow = useCallback((row: MovieRow | undefined) => {
    unread.current = row === undefined
    if (row) setFocused(row)
  }, [])
  const open = useCallback(() => {
    // Opened for a row that is not read yet, it waits for that row.
    if (unread.current) setFocused(undefined)
    setInspecting(true)
  }, [setInspecting])
  const toggleInspector = () => (inspecting ? setInspecting(false) : open())
  const onRowKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === ' ' && !event.ctrlKey && !event.altKey) {
      event.preventDefault()
      toggleInspector()
    }
  }
  useFilmTarget({ param, filter, source, state, grid, onFound: open })
  const close = () => {
    setInspecting(false)
    grid.current?.focus()
  }

  const table = (
    <DataGrid
      ref={grid}
      id="movies"
      label="Films"
      columns={movieColumns}
      layout={layout}
      defaultSort={defaultMovieSort}
      source={source}
      rowId={movieId}
      empty={<NoMovies />}
      onActivate={open}
      onFocusRow={onFocusRow}
      onRowKey={onRowKey}
      onState={setState}
      cellMenu={(row, columnId) => [
        { label: inspecting ? 'Close the inspector' : 'Inspect', shortcut: 'Space', onSelect: toggleInspector },
        ...runMenu(runOfCell(row, columnId)),
        ...cellFilterMenu(cellFilters(row, columnId), apply),
      ]}
    />
  )
  const shown = focused && state?.total !== 0 ? focused : null
  const reading = state === null || state.total === null || (state.total > 0 && state.busy)

  return (
    <div className="page movies">
      <div className="page-head">
        <IconButton
          label={facets ? 'Hide the facets' : 'Show the facets'}
          icon={<PanelLeft aria-hidden />}
          aria-expanded={facets}
          onClick={() => setFacets(!facets)}
        />
        <h1>Movies</h1>
        <ViewMenu state={{ page: 'movies', filter, grid: viewGrid(layout.layout) }} fitted={fitted} />
        <span className="muted truncate" role="status">
          {state && countText(state, films, layout.layout.sort ?? defaultMovieSort)}
        </span>
        <span className="spacer" />
        <ColumnsButton gridId="movies" columns={movieColumns} layout={layout} />
        <IconButton
          label={inspecting ? 'Hide the inspector' : 'Show the inspector'}
          shortcut="Space"
          icon={<PanelRight aria-hidden />}
          aria-expanded={inspecting}
          onClick={toggleInspector}
        />
      </div>
      <div className="movies-body">
        {facets ? <MovieFacets /> : null}
        <div className="movies-main">
          <SplitPane
            id={narrow ? 'movies.below' : 'movies.beside'}
            orientation={narrow ? 'vertical' : 'horizontal'}
            label="Size of the inspector"
            firstSize={narrow ? 55 : 64}
            firstMin={narrow ? '120px' : '280px'}
            secondMin={narrow ? '120px' : '300px'}
            first={table}
            second={
              inspecting ? (
                <Inspector
                  film={shown && { ...shown, year: shown.values.year }}
                  reading={reading}
                  besideGrid
                  onClose={close}
                  onStep={(by) => grid.current?.step(by)}
                  onLeave={() => grid.current?.focus()}
                />
              ) : null
            }
          />
        </div>
      </div>
    </div>
  )
}

/** The way from a cell that names a run to the run. */
function runMenu(run: number | null): MenuEntry[] {
  return run === null ? [] : [{ label: `Show run ${run}`, onSelect: () => go('/runs', run) }]
}

/** How many films of how many, and in which order they stand. */
function countText({ total, stale }: WindowSnapshot, films: number | null, sort: GridOrder): string {
  if (total === null) return ''
  const count =
    films === null || films === total
      ? formatCount(total, 'film')
      : `${formatInteger(total)} of ${formatCount(films, 'film')}`
  return `${count} · ${orderText(sort, movieColumns)}${stale ? ' · reading…' : ''}`
}
