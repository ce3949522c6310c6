import type { ReactNode } from 'react'
import { asApiError } from '../api.ts'
import { Button, ErrorState } from '../components/index.ts'
import type { RowSpan } from './scroll/scaled-scroll.ts'
import type { WindowCache, WindowSnapshot } from './scroll/window-cache.ts'

interface GridNoticesProps<Row> {
  cache: WindowCache<Row>
  snapshot: WindowSnapshot
  visible: RowSpan
  /** Shown when the result has no rows. */
  empty: ReactNode
}

/** What lies over the rows: why there are none, or why some could not be read. */
export function GridNotices<Row>({ cache, snapshot, visible, empty }: GridNoticesProps<Row>) {
  const { total, stale, error } = snapshot
  const retry = () => cache.retry()
  if (error !== null) {
    return (
      <div className="grid-over">
        <ErrorState error={error} onRetry={retry} />
      </div>
    )
  }
  if (total === 0 && !stale) return <div className="grid-over">{empty}</div>
  const failure = total === null ? null : (cache.failureAt(visible.first) ?? cache.failureAt(visible.end - 1))
  if (failure === null) return null
  return (
    <div className="notice danger grid-failure" role="alert" aria-live="polite">
      <span>These rows could not be read. {asApiError(failure).message}</span>
      <Button small onClick={retry}>
        Retry
      </Button>
    </div>
  )
}
