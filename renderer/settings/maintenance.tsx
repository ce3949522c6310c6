import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api.ts'
import { AlertDialog, Button, toastError } from '../components/index.ts'
import { formatCount, formatDuration, formatInteger } from '../format.ts'
import { afterLoad } from '../state/after-load.ts'
import { isSyncing, useAppStore } from '../state/app-store.ts'
import { Setting } from './setting.tsx'

/** Checking the warehouse, and building it again from what was received. */
export function Maintenance() {
  const syncing = useAppStore((state) => isSyncing(state.progress))
  const [asking, setAsking] = useState(false)
  const verify = useMutation({
    mutationFn: () => afterLoad(() => call('maintenance.verify')),
    onError: (error) => toastError('The check could not run', error),
  })
  const rebuild = useMutation({
    mutationFn: () => afterLoad(() => call('maintenance.rebuild')),
    onError: (error) => toastError('The rebuild did not complete; what was published stays', error),
  })
  const busy = syncing || verify.isPending || rebuild.isPending
  return (
    <>
      <Setting
        name="Verify"
        description="Checks the file itself, every reference between tables, and every quality check."
      >
        <Button onClick={() => verify.mutate()} disabled={busy}>
          {verify.isPending ? 'Verifying…' : 'Verify'}
        </Button>
        <output className="small">{verify.data ? <VerifyResult result={verify.data} /> : null}</output>
      </Setting>
      <Setting
        name="Rebuild"
        description="Makes the silver and gold layers again from the pages as received. Needs no network; the old version is shown meanwhile."
      >
        <Button onClick={() => setAsking(true)} disabled={busy}>
          {rebuild.isPending ? 'Rebuilding…' : 'Rebuild…'}
        </Button>
        <output className="small">
          {rebuild.data
            ? `Rebuilt ${formatCount(rebuild.data.films, 'film')} in ${formatDuration(rebuild.data.durationMs)}.`
            : null}
        </output>
      </Setting>
      {syncing ? <p className="small muted">Both wait until the load has ended.</p> : null}
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title="Rebuild from the received pages?"
        description="No film is lost: everything is derived from pages that stay as they are. On a large catalogue this takes a minute or more."
        actions={[{ label: 'Rebuild', variant: 'primary', onSelect: () => rebuild.mutate() }]}
      />
    </>
  )
}

interface VerifyResultProps {
  result: { ok: boolean; integrity: string; foreignKeyViolations: number; failedChecks: string[] }
}

function VerifyResult({ result }: VerifyResultProps) {
  if (result.ok) return <span className="badge ok">Everything is in order</span>
  return (
    <span className="field-error">
      File: {result.integrity}. Broken references: {formatInteger(result.foreignKeyViolations)}. Failed checks:{' '}
      {result.failedChecks.length > 0 ? result.failedChecks.join(', ') : 'none'}.
    </span>
  )
}
