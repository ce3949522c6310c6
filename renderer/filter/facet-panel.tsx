import { useMemo } from 'react'
import type { Overview } from '../../shared/contract/explore.ts'
import { GenreFacet, LanguageFacet } from './member-facets.tsx'
import { RangeFacet } from './range-facet.tsx'

interface FacetPanelProps {
  className: string
  /** The numbers of the charts, which count the facets too; null before the first answer. */
  overview: Overview | null
  /** They belong to an older filter or version. */
  stale: boolean
}

/** The facets beside charts or films; each one's counts leave its own clause aside. */
export function FacetPanel({ className, overview, stale }: FacetPanelProps) {
  const genres = useMemo(
    () => overview && new Map(overview.genres.map((bucket) => [String(bucket.key), bucket.count])),
    [overview],
  )
  const languages = useMemo(
    () => overview && new Map(overview.languages.map((bucket) => [bucket.label, bucket.count])),
    [overview],
  )
  return (
    <aside className={className} aria-label="Facets">
      <GenreFacet stale={stale} {...(genres ? { counts: genres } : {})} />
      <LanguageFacet stale={stale} {...(languages ? { counts: languages } : {})} />
      <RangeFacet field="year" />
      <RangeFacet field="rating" />
      <RangeFacet field="runtime" />
    </aside>
  )
}
