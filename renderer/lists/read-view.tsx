import type { UseQueryResult } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ApiError } from '../api.ts'
import { Button, ErrorState, LoadingState, StaleBar } from '../components/index.ts'
import './lists.css'

interface ReadViewProps<T> {
  query: UseQueryResult<T, ApiError>
  /** What is being read, for screen readers: "Reading the runs". */
  label: string
  children: (data: T) => ReactNode
}

/** What was read, in whatever state it is: first loading, failed with a way to try again, old while newer is read. */
export function ReadView<T>({ query, label, children }: ReadViewProps<T>) {
  const { data, error, isFetching, isPlaceholderData } = query
  const retry = () => void query.refetch()
  if (data === undefined) {
    return error ? <ErrorState error={error} onRetry={retry} /> : <LoadingState label={label} />
  }
  return (
    <div className="read-view">
      <StaleBar active={isFetching} />
      {error ? (
        <div className="notice warn" role="alert" aria-live="polite">
          <TriangleAlert aria-hidden />
          <p>These are the last values that could be read. {error.message}</p>
          <span className="spacer" />
          <Button small onClick={retry}>
            Retry
          </Button>
        </div>
      ) : null}
      <div className={isPlaceholderData ? 'read-body is-stale' : 'read-body'}>{children(data)}</div>
    </div>
  )
}
