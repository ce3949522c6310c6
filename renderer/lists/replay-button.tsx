import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { call } from '../api.ts'
import { Button, toast, toastError } from '../components/index.ts'
import { formatCount, formatInteger } from '../format.ts'
import { afterLoad } from '../state/actions/after-load.ts'
import { isSyncing, useAppStore } from '../state/app-store.ts'

interface ReplayButtonProps {
  /** Rows in quarantine. */
  rows: number
  small?: boolean
  /** Hears that rows may have left the quarantine; queries are read again without it. */
  onDone?: () => void
}

/** Tries refused rows again, for instance after the cleaning rules of a new version. Waits for a load to end. */
export function ReplayButton({ rows, small = false, onDone }: ReplayButtonProps) {
  const syncing = useAppStore((state) => isSyncing(state.progress))
  const queries = useQueryClient()
  const replay = useMutation({
    mutationFn: () => afterLoad(() => call('quarantine.replay', { quarantineIds: null })),
    onSuccess: ({ replayed, stillRefused }) => {
      toast('Refused rows were tried again', replayed > 0 ? 'success' : 'info', {
        description: `${formatCount(replayed, 'row')} accepted, ${formatInteger(stillRefused)} still refused.`,
      })
      void queries.invalidateQueries({ queryKey: ['gold'] })
      onDone?.()
    },
    onError: (thrown) => toastError('The refused rows were not tried again', thrown),
  })
  return (
    <Button
      small={small}
      disabled={syncing || replay.isPending || rows === 0}
      {...(syncing ? { title: 'Not while a load runs' } : {})}
      onClick={() => replay.mutate()}
    >
      <RotateCcw aria-hidden />
      {replay.isPending ? 'Trying again…' : 'Try again'}
    </Button>
  )
}
