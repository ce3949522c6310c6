import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { call } from '../api.ts'
import { Button, toast, toastError } from '../components/index.ts'
import { formatCount, formatInteger } from '../format.ts'
import { afterLoad } from '../state/after-load.ts'
import { isSyncing, useAppStore } from '../state/app-store.ts'
import { useGold } from '../state/query.ts'

/** Refused rows: how many wait in quarantine, the way to them, and another try. */
export function QuarantineLine() {
  const status = useGold('warehouse.status', undefined).data
  const syncing = useAppStore((state) => isSyncing(state.progress))
  const queries = useQueryClient()
  const replay = useMutation({
    mutationFn: () => afterLoad(() => call('quarantine.replay', { quarantineIds: null })),
    onSuccess: ({ replayed, stillRefused }) => {
      toast('Quarantine replayed', replayed > 0 ? 'success' : 'info', {
        description: `${formatCount(replayed, 'row')} accepted, ${formatInteger(stillRefused)} still refused.`,
      })
      void queries.invalidateQueries({ queryKey: ['gold'] })
    },
    onError: (thrown) => toastError('The quarantine was not replayed', thrown),
  })
  if (!status) return null
  const { quarantined } = status
  return (
    <div className="quarantine-line">
      {quarantined === 0 && status.goldVersion === 0 && !status.lastRun?.fetched ? (
        <span className="muted">Nothing has been loaded yet: no row has arrived that could be refused.</span>
      ) : quarantined === 0 ? (
        <span>
          <span className="quality-clean">Quarantine is empty.</span>{' '}
          <span className="muted">No row that arrived was refused.</span>
        </span>
      ) : (
        <>
          <span className="truncate">
            <a href="#/tables/quarantine">{formatCount(quarantined, 'row')} in quarantine</a>{' '}
            <span className="muted">refused by a rule, kept with their reason and never dropped.</span>
          </span>
          <span className="spacer" />
          <Button small disabled={syncing || replay.isPending} onClick={() => replay.mutate()}>
            <RotateCcw aria-hidden />
            {replay.isPending ? 'Replaying…' : 'Replay'}
          </Button>
        </>
      )}
    </div>
  )
}
