import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../api.ts'
import { Button, ErrorState, ToggleGroup, toast, toastError } from '../components/index.ts'
import { formatBytes, formatCount } from '../format.ts'
import { Setting } from '../settings/setting.tsx'
import { useChoosePosters, usePosters } from './use-posters.ts'

const options = [
  { value: 'off', label: 'Off' },
  { value: 'visible', label: 'While looking' },
] as const

/** Whether posters may be fetched, from where, and what is kept of them. */
export function PosterSetting() {
  const posters = usePosters()
  const choose = useChoosePosters()
  const queries = useQueryClient()
  const clear = useMutation({
    mutationFn: () => call('posters.clear'),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['posters'] })
      toast('Posters cleared', 'success')
    },
    onError: (error) => toastError('The posters were not cleared', error),
  })
  if (posters.isError) return <ErrorState error={posters.error} onRetry={() => void posters.refetch()} />
  const status = posters.data
  if (status?.state === 'drawn') {
    return (
      <Setting name="Posters" description="Those of the sample’s films are drawn by the app. Nothing is fetched." />
    )
  }
  const host = status?.host ?? status?.offer ?? null
  return (
    <>
      <Setting name="Posters" description={description(host, status?.state === 'visible')}>
        <ToggleGroup
          label="Posters"
          value={status?.state ?? 'off'}
          options={host === null ? options.slice(0, 1) : options}
          onChange={(show) => {
            if (show === 'off') void choose({ show })
            else if (host !== null) void choose({ show, host })
          }}
        />
      </Setting>
      <Setting name="Kept posters" description="Those not looked at for longest make room for others.">
        <output className="small">
          {status
            ? `${formatCount(status.posters, 'poster')}, ${formatBytes(status.bytes)} of ${formatBytes(status.maxBytes)}`
            : null}
        </output>
        <Button onClick={() => clear.mutate()} disabled={clear.isPending || !status}>
          Clear posters
        </Button>
      </Setting>
    </>
  )
}

function description(host: string | null, isOn: boolean): string {
  if (host === null) return 'No film names a host that posters could be fetched from.'
  const when = isOn ? 'are fetched' : 'would be fetched'
  return `On the wall and on a film’s card. They ${when} from ${host}, which sees your address and which films you look at.`
}
