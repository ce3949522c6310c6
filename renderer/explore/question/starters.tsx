import { Grid3x3 } from 'lucide-react'
import type { ExploreSpec } from '../../../shared/explore-spec.ts'
import { emptySpec } from '../../../shared/explore-spec.ts'
import { Button, EmptyState } from '../../components/index.ts'
import { StartViewButtons } from '../../views/start-view-buttons.tsx'
import { specTitle } from '../words.ts'
import { changeSpec } from './spec-store.ts'

const genre = { dimension: 'genre' } as const
const decade = { dimension: 'year', bucket: 'decade' } as const

const starters: readonly ExploreSpec[] = [
  { ...emptySpec, rows: [genre], columns: [decade], measures: ['median_runtime'] },
  { ...emptySpec, rows: [decade], measures: ['films', 'mean_rating', 'p10_rating', 'p90_rating'] },
  { ...emptySpec, rows: [{ dimension: 'language' }, genre], measures: ['films', 'mean_rating'], top: 10 },
]

/** What there is to see before anything is asked: three questions to begin with, and the start views. */
export function Starters() {
  return (
    <div className="starters">
      <EmptyState
        icon={<Grid3x3 aria-hidden />}
        title="Any measure by any dimension"
        actions={starters.map((spec) => (
          <Button key={JSON.stringify(spec)} onClick={() => changeSpec(() => spec)}>
            {specTitle(spec, spec.measures.slice(0, 2))}
          </Button>
        ))}
      >
        Put a dimension on rows or columns, or begin with one of these. Every number, totals too, is worked out from its
        own films.
      </EmptyState>
      <StartViewButtons />
    </div>
  )
}
