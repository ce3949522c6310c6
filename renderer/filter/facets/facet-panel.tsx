import { useMemo } from 'react'
import type { Overview } from '../../../shared/contract/explore.ts'
import { dimensionOf, isRange, type NamedId, shownIds } from '../../../shared/model/dimensions.ts'
import { MemberFacet } from './member-facets.tsx'
import { RangeFacet } from './range-facet.tsx'

interface FacetPanelProps {
  className: string
  /** The numbers of the charts, which count the facets too; null before the first answer. */
  overview: Overview | null
  /** They belong to an older filter or version. */
  stale: boolean
}

/** The dimensions that have a facet. */
const facets = shownIds.filter((id) => dimensionOf(id).facet)

/** The facets beside charts or films; each one's counts leave its own clause aside. */
export function FacetPanel({ className, overview, stale }: FacetPanelProps) {
  return (
    <aside className={className} aria-label="Facets">
      {facets.map((id) =>
        isRange(id) ? (
          <RangeFacet key={id} id={id} />
        ) : (
          <CountedFacet key={id} id={id} overview={overview} stale={stale} />
        ),
      )}
    </aside>
  )
}

/** A facet of members with the counts of its charts. */
function CountedFacet({ id, overview, stale }: { id: NamedId; overview: Overview | null; stale: boolean }) {
  const buckets = overview?.by[id]
  const counts = useMemo(() => buckets && new Map(buckets.map(({ key, count }) => [key, count])), [buckets])
  return <MemberFacet id={id} stale={stale} {...(counts ? { counts } : {})} />
}
