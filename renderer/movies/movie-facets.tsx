import { EmptyState, LoadingState } from '../components/index.ts'
import { FacetPanel } from '../filter/facets/facet-panel.tsx'
import { NoFilms } from '../overview/no-films.tsx'
import { useOverview } from '../overview/use-overview.ts'

/** The facet panel beside the films. */
export function MovieFacets() {
  const { overview, stale } = useOverview()
  return <FacetPanel className="movies-facets" overview={overview} stale={stale} />
}

/** Why the grid has no films: none in the catalogue, or all filtered out, with what to relax. */
export function NoMovies() {
  const { overview, stale } = useOverview()
  if (!overview || (stale && overview.matched > 0)) return <LoadingState label="Looking for what to relax" rows={3} />
  if (overview.total === 0) {
    return <EmptyState title="The catalogue has no films yet">Sync to load them.</EmptyState>
  }
  return (
    <div className="movies-none">
      <NoFilms relax={overview.relax} />
    </div>
  )
}
