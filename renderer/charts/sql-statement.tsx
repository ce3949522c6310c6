import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ApiError } from '../api.ts'
import { Button, Dialog, ErrorState, LoadingState } from '../components/index.ts'
import { copyText } from './files/copy-text.ts'

interface SqlStatementProps {
  title: string
  /** What the statement gives, in a sentence. */
  text: string
  answer: Pick<UseQueryResult<{ sql: string }, ApiError>, 'data' | 'error' | 'refetch' | 'isPlaceholderData'>
  /** What else is known of it, above the statement. */
  children?: ReactNode
  onClose: () => void
}

/** A dialog with a statement, to read and to copy. */
export function SqlStatement({ title, text, answer, children, onClose }: SqlStatementProps) {
  const { data, error, refetch, isPlaceholderData } = answer
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={text}
      actions={
        data && (
          <Button variant="primary" onClick={() => copyText(data.sql, 'SQL')}>
            Copy
          </Button>
        )
      }
    >
      {children}
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <section
          className={isPlaceholderData || error ? 'chart-sql is-stale' : 'chart-sql'}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard
          tabIndex={0}
          aria-label={isPlaceholderData ? 'SQL of the version before' : 'SQL'}
        >
          <pre>{data.sql}</pre>
        </section>
      ) : error ? null : (
        <LoadingState label="Reading the SQL" />
      )}
    </Dialog>
  )
}
