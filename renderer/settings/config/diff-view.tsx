import { useMemo } from 'react'
import { diffRows } from './diff-rows.ts'

/** What changes from one text to another, line by line; long stretches without a change are folded. */
export function DiffView({ before, after, label }: { before: string; after: string; label: string }) {
  const rows = useMemo(() => diffRows(before, after), [before, after])
  if (rows.length === 0) return <p className="muted">The texts are the same.</p>
  return (
    <section className="diff" aria-label={label}>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows of one diff never move
        <div key={index} className={`diff-row ${row.kind}`}>
          <span className="diff-sign">{row.kind === 'added' ? '+' : row.kind === 'removed' ? '−' : ''}</span>
          <span className="visually-hidden">
            {row.kind === 'added' ? 'Added: ' : row.kind === 'removed' ? 'Removed: ' : ''}
          </span>
          <code>{row.text}</code>
        </div>
      ))}
    </section>
  )
}
