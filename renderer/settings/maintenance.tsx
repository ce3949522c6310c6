import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api.ts'
import { AlertDialog, Button, toastError } from '../components/index.ts'
import { formatCount, formatDuration } from '../format.ts'
import { afterLoad } from '../state/actions/after-load.ts'
import {
  useVerifyResult,
  useVerifyStore,
  type VerifyResult,
  verifyText,
  verifyWarehouse,
} from '../state/actions/verify.ts'
import { isSyncing, useAppStore } from '../state/app-store.ts'
import { Setting } from './setting.tsx'

/** Checking the warehouse, and building it again from what was received. */
export function Maintenance() {
  const syncing = useAppStore((state) => isSyncing(state.progress))
  const [asking, setAsking] = useState(false)
  const verifying = useVerifyStore((state) => state.running)
  const verified = useVerifyResult()
  const rebuild = useMutation({
    mutationFn: () => afterLoad(() => call('maintenance.rebuild')),
    onError: (error) => toastError('The rebuild did not complete; what was published stays', error),
  })
  const busy = syncing || verifying || rebuild.isPending
  return (
    <>
      <Setting
        name="Verify"
        description="Checks the file itself, every reference between tables, and every quality check."
      >
        <Button onClick={() => void verifyWarehouse(false)} disabled={busy}>
          {verifying ? 'Verifying…' : 'Verify'}
        </Button>
        <output className="small">{verified ? <Verified result={verified} /> : null}</output>
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

function Verified({ result }: { result: VerifyResult }) {
  return <span className={result.ok ? 'badge ok' : 'field-error'}>{verifyText(result)}</span>
}
