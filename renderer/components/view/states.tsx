import { Progress as BaseProgress } from '@base-ui/react/progress'
import { CircleAlert, Inbox } from 'lucide-react'
import type { ReactNode } from 'react'
import { asApiError } from '../../api.ts'
import { Button } from '../button.tsx'

/** A bar from 0 to 1; null = under way, length unknown. */
export function Progress({ value, label }: { value: number | null; label: string }) {
  return (
    <BaseProgress.Root
      className="progress"
      value={value === null ? null : Math.round(value * 1000) / 10}
      aria-label={label}
    >
      <BaseProgress.Track className="progress-track">
        <BaseProgress.Indicator className="progress-fill" />
      </BaseProgress.Track>
    </BaseProgress.Root>
  )
}

/** A turning ring with a name for screen readers. */
export function Spinner({ label = 'Loading' }: { label?: string }) {
  return (
    <span role="status">
      <span className="spinner" aria-hidden />
      <span className="visually-hidden">{label}</span>
    </span>
  )
}

interface EmptyStateProps {
  title: string
  icon?: ReactNode
  children?: ReactNode
  actions?: ReactNode
}

/** Why there is nothing here, and what to do about it. */
export function EmptyState({ title, icon, children, actions }: EmptyStateProps) {
  return (
    <div className="state">
      {icon ?? <Inbox aria-hidden />}
      <div className="state-title">{title}</div>
      {children ? <p>{children}</p> : null}
      {actions ? <div className="state-actions">{actions}</div> : null}
    </div>
  )
}

/** What went wrong, in the contract's own sentence, and a way to try again. */
export function ErrorState({ error, onRetry, title }: { error: unknown; onRetry?: () => void; title?: string }) {
  return (
    <div className="state error" role="alert" aria-live="polite">
      <CircleAlert aria-hidden />
      <div className="state-title">{title ?? 'This could not be read'}</div>
      <p>{asApiError(error).message}</p>
      {onRetry ? (
        <div className="state-actions">
          <Button onClick={onRetry}>Retry</Button>
        </div>
      ) : null}
    </div>
  )
}

/** Above numbers that could not be renewed, in one line: they are still worth reading. */
export function OlderNumbers({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div className="older-numbers">
      <ErrorState title="These are older numbers: the new ones could not be read" error={error} onRetry={onRetry} />
    </div>
  )
}

/** A thin moving line over a view whose values are being read again; put it in a positioned parent. */
export function StaleBar({ active }: { active: boolean }) {
  return active ? <div className="stale-bar" aria-hidden /> : null
}

/** A grey line where text will be. Width as a CSS length. */
export function Skeleton({ width = '100%' }: { width?: string }) {
  return <span className="skeleton" style={{ width }} aria-hidden />
}

/** Lines of a view that is being read for the first time. */
export function LoadingState({ label, rows = 6 }: { label: string; rows?: number }) {
  const widths = ['72%', '56%', '64%', '48%', '68%', '60%']
  return (
    <div className="loading-state" role="status">
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical placeholder lines have no other identity
        <Skeleton key={row} width={widths[row % widths.length] ?? '60%'} />
      ))}
    </div>
  )
}
