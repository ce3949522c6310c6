import { PanelLeft, PanelRight } from 'lucide-react'
import { type KeyboardEvent, useCallback, useRef, useState } from 'react'
import type { MovieRow } from '../../shared/contract/explore.ts'
import { IconButton, type MenuEntry, SplitPane, ToggleGroup } from '../components/index.ts'
import { useMembers } from '../filter/members.ts'
import { useFilter, useFilterStore } from '../filter/store.ts'
import { formatCount, formatInteger } from '../format.ts'
import { ColumnsButton } from '../grid/columns/columns-button.tsx'
import { DataGrid } from '../grid/data-grid.tsx'
import '../grid/grid.css'
import { type GridOrder, visibleOrder } from '../grid/columns/layout.ts'
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
import { filmChoices } from './film-choices.ts'
import { MovieFacets, NoMovies } from './movie-facets.tsx'
import { useFilmTarget } from './use-film-target.ts'
import { defaultMovieSort, useMovieSource } from './use-movie-source.ts'
import { Wall } from './wall/wall.tsx'
import { useWallSize, WallControls } from './wall/wall-controls.tsx'

const movieId = (row: MovieRow) => row.movieId

/** Every film of the catalogue: facets, the grid or the wall, and the inspector of the focused film. */
export default function MoviesPage({ param }: PageProps) {
  const filter = useFilter()
  const apply = useFilterStore((state) => state.apply)
  const layout = useGridLayout('movies', movieColumns)
  const source = useMovieSource(filter, layout.layout.sort, needsExtra(layout.layout.hidden))
  const { asOf } = filter
  const filmsNow = useGold('warehouse.status', undefined).data?.films ?? null
  // How many there were then, the published runs say.
  const published = useGold('runs.published', undefined, { enabled: asOf !== null }).data?.runs ?? []
  const films = asOf ? (published.find(({ runId }) => runId === asOf.runId)?.films ?? null) : filmsNow
  const { names } = useMembers()
  const narrow = useNarrow()
  const [facets, setFacets] = usePanel('movies.facets', !narrow)
  const [inspecting, setInspecting] = usePanel('movies.inspector', false)
  const [isWall, setWall] = usePanel('movies.wall', false)
  const [size, setSize] = useWallSize()
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

  const sort = layout.layout.sort ?? defaultMovieSort
  const filmMenu = (row: MovieRow, columnId: string): MenuEntry[] => [
    { label: inspecting ? 'Close the inspector' : 'Inspect', shortcut: 'Space', onSelect: toggleInspector },
    ...runMenu(runOfCell(row, columnId)),
    ...cellFilterMenu(cellFilters(row, columnId), apply),
  ]
  const exported = filmChoices({ filter, order: layout.layout.sort, films, names })
  const table = isWall ? (
    <Wall
      ref={grid}
      gridId="movies"
      columns={visibleOrder(layout.layout).flatMap((id) => movieColumns.find((column) => column.id === id) ?? [])}
      source={source}
      exported={exported}
      size={size}
      onSize={setSize}
      onActivate={open}
      onFocusRow={onFocusRow}
      onRowKey={onRowKey}
      onState={setState}
      menu={(row) => [...filmMenu(row, 'title'), ...cellFilterMenu(cellFilters(row, 'genres'), apply)]}
    />
  ) : (
    <DataGrid
      ref={grid}
      id="movies"
      label={asOf ? `Films as of run ${asOf.runId}` : 'Films'}
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
      exported={exported}
      cellMenu={filmMenu}
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
        <ViewMenu
          state={{ page: 'movies', filter, grid: viewGrid(layout.layout), ...(isWall ? { wall: size } : {}) }}
          fitted={fitted}
        />
        <span className="muted truncate" role="status">
          {state && countText(state, films, sort)}
        </span>
        <span className="spacer" />
        {isWall ? (
          <WallControls
            columns={movieColumns}
            sort={sort}
            onSort={(next) => layout.change((before) => ({ ...before, sort: next }))}
            size={size}
            onSize={setSize}
          />
        ) : (
          <ColumnsButton gridId="movies" columns={movieColumns} layout={layout} />
        )}
        <ToggleGroup
          small
          label="Films as"
          value={isWall ? 'wall' : 'grid'}
          options={[
            { value: 'grid', label: 'Grid' },
            { value: 'wall', label: 'Wall' },
          ]}
          onChange={(next) => setWall(next === 'wall')}
        />
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
