import { useMemo } from 'react'
import { EmptyState, LoadingState } from '../components/index.ts'
import { GenreFacet, LanguageFacet } from '../filter/member-facets.tsx'
import { RangeFacet } from '../filter/range-facet.tsx'
import { NoFilms } from '../overview/no-films.tsx'
import { useOverview } from '../overview/use-overview.ts'

/** The facet panel beside the films; each facet's counts leave its own clause aside. */
export function MovieFacets() {
  const { overview, stale } = useOverview()
  const genres = useMemo(
    () => overview && new Map(overview.genres.map((bucket) => [String(bucket.key), bucket.count])),
    [overview],
  )
  const languages = useMemo(
    () => overview && new Map(overview.languages.map((bucket) => [bucket.label, bucket.count])),
    [overview],
  )
  return (
    <aside className="movies-facets" aria-label="Facets">
      <GenreFacet stale={stale} {...(genres ? { counts: genres } : {})} />
      <LanguageFacet stale={stale} {...(languages ? { counts: languages } : {})} />
      <RangeFacet field="year" />
      <RangeFacet field="rating" />
      <RangeFacet field="runtime" />
    </aside>
  )
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
