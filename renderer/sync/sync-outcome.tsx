import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { SyncProgress, SyncSummary } from '../../shared/progress.ts'
import type { AppError } from '../../shared/result.ts'
import { call } from '../api.ts'
import { Button, toastError } from '../components/index.ts'
import { isSyncing } from '../state/app-store.ts'
import { go } from '../state/route.ts'
import { startSync } from './actions.ts'
import { adviceFor, newAddress } from './sync-view.ts'

interface SyncOutcomeProps {
  progress: SyncProgress
  summary: SyncSummary | null
}

/** What went wrong and what to do about it, and what the load wants the person to know. */
export function SyncOutcome({ progress, summary }: SyncOutcomeProps) {
  const error = progress.error ?? (isSyncing(progress) ? undefined : summary?.error)
  const warnings = isSyncing(progress) ? [] : (summary?.warnings ?? [])
  return (
    <>
      {error ? <SyncError error={error} /> : null}
      {warnings.map((warning) => (
        <p key={warning} className="notice warn">
          <TriangleAlert aria-hidden /> {warning}
        </p>
      ))}
    </>
  )
}

function SyncError({ error }: { error: AppError }) {
  const queries = useQueryClient()
  const advice = adviceFor(error)
  const address = newAddress(error)
  const accept = useMutation({
    mutationFn: async (url: string) => {
      await call('config.acceptAddress', { url })
      await queries.invalidateQueries({ queryKey: ['config'] })
      await startSync()
    },
    onError: (failure) => toastError('The new address was not accepted', failure),
  })
  const act = () => {
    if (advice.action === 'accept' && address) accept.mutate(address)
    else if (advice.action === 'retry') void startSync()
    else if (advice.action === 'full') void startSync({ mode: 'full' })
    else if (advice.action !== 'none' && advice.action !== 'accept') go(`/${advice.action}`)
  }
  return (
    <div className="notice danger" role="alert">
      <CircleAlert aria-hidden />
      <div className="notice-text">
        <p>{error.message}</p>
        {address && !error.message.includes(address) ? (
          <p>
            New address: <code className="selectable">{address}</code>
          </p>
        ) : null}
        {advice.text ? <p className="muted">{advice.text}</p> : null}
        {advice.action === 'none' ? null : (
          <Button small onClick={act} disabled={accept.isPending}>
            {advice.label}
          </Button>
        )}
      </div>
    </div>
  )
}
