import { Button, ErrorState } from '../components/index.ts'
import { formatCount, formatInteger } from '../format.ts'
import { type Windows, windowRows } from './use-windows.ts'

interface MoreRowsProps {
  windows: Windows<unknown>
  /** What a row is: `film`. */
  word: string
}

/** The end of a long list: how much of it is shown, and the next hundred. Nothing is cut off in silence. */
export function MoreRows({ windows, word }: MoreRowsProps) {
  const { rows, total, error, busy, hasMore } = windows
  if (rows === null) return null
  if (error) return <ErrorState title="The next rows could not be read" error={error} onRetry={windows.retry} />
  if (!hasMore) return null
  return (
    <div className="more-rows">
      <span className="muted">
        {formatInteger(rows.length)} of {formatCount(total, word)} shown
      </span>
      <Button small disabled={busy} onClick={windows.more}>
        {busy ? 'Reading…' : `Show ${formatInteger(Math.min(windowRows, total - rows.length))} more`}
      </Button>
    </div>
  )
}
