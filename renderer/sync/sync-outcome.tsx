import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { SyncProgress, SyncSummary } from '../../shared/ipc/progress.ts'
import type { AppError } from '../../shared/ipc/result.ts'
import { call } from '../api.ts'
import { AlertDialog, Button, toastError } from '../components/index.ts'
import { isSyncing } from '../state/app-store.ts'
import { go } from '../state/route.ts'
import { startSync } from './actions.ts'
import { adviceFor, isAboutAddress, newAddress } from './sync-view.ts'

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
      {!isSyncing(progress) && summary?.pendingRemovals ? <AgreeToRemovals label="Agree to removals…" /> : null}
      {!isSyncing(progress) && summary?.missingFields ? <AgreeToMissingFields fields={summary.missingFields} /> : null}
    </>
  )
}

function SyncError({ error }: { error: AppError }) {
  const queries = useQueryClient()
  const advice = adviceFor(error)
  const address = newAddress(error)
  const accept = useMutation({
    mutationFn: async () => {
      // Main knows what was offered; a page cannot say otherwise.
      await call('config.acceptAddress')
      await queries.invalidateQueries({ queryKey: ['config'] })
      await startSync()
    },
    onError: (failure) => toastError('The new address was not accepted', failure),
  })
  const act = () => {
    if (advice.action === 'accept') accept.mutate()
    else if (advice.action === 'retry') void startSync()
    else if (advice.action === 'settings' || advice.action === 'quality' || advice.action === 'runs')
      go(`/${advice.action}`)
  }
  return (
    // What a person asked for is no fault.
    <div className={error.kind === 'cancelled' ? 'notice' : 'notice danger'} role="alert" aria-live="polite">
      {error.kind === 'cancelled' ? <Info aria-hidden /> : <CircleAlert aria-hidden />}
      <div className="notice-text">
        <Sentence text={error.message} address={address} />
        {advice.text ? <p className="muted">{advice.text}</p> : null}
        {advice.action === 'removals' ? <AgreeToRemovals label={advice.label} /> : null}
        {advice.action === 'none' || advice.action === 'removals' ? null : (
          <Button small onClick={act} disabled={accept.isPending}>
            {advice.label}
          </Button>
        )}
        {isAboutAddress(error) && advice.action !== 'settings' ? (
          <Button small variant="quiet" onClick={() => go('/settings')}>
            Open Settings
          </Button>
        ) : null}
      </div>
    </div>
  )
}

/** What an error says; an address that it offers is shown so that its host cannot be overlooked. */
function Sentence({ text, address }: { text: string; address: string | null }) {
  if (address === null || !URL.canParse(address)) return <p>{text}</p>
  const { protocol, host } = new URL(address)
  const shown = (
    <code className="selectable offered">
      {`${protocol}//`}
      <strong>{host}</strong>
      {address.slice(address.indexOf(host) + host.length)}
    </code>
  )
  const [before, ...after] = text.split(address)
  if (after.length > 0) {
    return (
      <p>
        {before}
        {shown}
        {after.join(address)}
      </p>
    )
  }
  return (
    <>
      <p>{text}</p>
      <p>New address: {shown}</p>
    </>
  )
}

/** Many films are removed only after this question. */
function AgreeToRemovals({ label }: { label: string }) {
  const [isAsking, ask] = useState(false)
  return (
    <>
      <Button small onClick={() => ask(true)}>
        {label}
      </Button>
      <AlertDialog
        open={isAsking}
        onOpenChange={ask}
        title="Remove films that are missing from the source?"
        description="A full load follows. Films that two full loads in a row did not meet leave the catalogue. Their history stays, and they return when the source lists them again."
        actions={[
          {
            label: 'Load and remove',
            variant: 'danger',
            onSelect: () => void startSync({ mode: 'full', acceptRemovals: true }),
          },
        ]}
      />
    </>
  )
}

/** What is known of a field is dropped only after this question, when the source stops sending it. */
function AgreeToMissingFields({ fields }: { fields: readonly string[] }) {
  const [isAsking, ask] = useState(false)
  return (
    <>
      <Button small onClick={() => ask(true)}>
        Drop the values…
      </Button>
      <AlertDialog
        open={isAsking}
        onOpenChange={ask}
        title="Drop the values that the source no longer sends?"
        description={`A full load follows. The known values of ${fields.join(', ')} become unknown for the films that come without them. Each film's history keeps the old values, and they return when the source sends them again.`}
        actions={[
          {
            label: 'Load and drop',
            variant: 'danger',
            onSelect: () => void startSync({ mode: 'full', acceptMissingFields: true }),
          },
        ]}
      />
    </>
  )
}
