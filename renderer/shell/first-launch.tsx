import { useMutation } from '@tanstack/react-query'
import { Download, FlaskConical } from 'lucide-react'
import { Button, toastError } from '../components/index.ts'
import { formatCount, formatInteger } from '../format.ts'
import { isSyncing, useAppStore } from '../state/app-store.ts'
import { useGold } from '../state/query.ts'
import { setShell, useShellStore } from '../state/shell-store.ts'
import { startSync } from '../sync/actions.ts'
import { arrivingText } from '../sync/sync-view.ts'
import { openWorkspace } from './workspace.ts'

/** Nothing was ever published: where the films come from is the person's choice. */
export function FirstLaunch() {
  const syncing = useAppStore((state) => isSyncing(state.progress))
  const workspace = useAppStore((state) => state.workspace)
  const cockpitOpen = useShellStore((state) => state.cockpitOpen)
  const lastRun = useGold('warehouse.status', undefined).data?.lastRun
  // A run that stopped midway: what it read waits for the next one.
  const begun = lastRun?.resumable ? lastRun : null
  const sample = useMutation({
    mutationFn: async () => {
      await openWorkspace('sample')
      await startSync()
    },
    onError: (error) => toastError('The sample catalogue could not be opened', error),
  })
  if (syncing) {
    return (
      <section className="first-launch" aria-label="First load">
        <h1>The first load is under way</h1>
        <p className="muted">
          The catalogue appears here as soon as the load is checked and published. You can pause it, or close the app
          and go on later: what has arrived is kept.
        </p>
        <Arriving />
        {cockpitOpen ? null : (
          <div className="state-actions">
            <Button onClick={() => setShell({ cockpitOpen: true })}>Show the progress</Button>
          </div>
        )}
      </section>
    )
  }
  return (
    <section className="first-launch" aria-label="Get started">
      <h1>{begun ? 'The first load is not finished' : 'No films yet'}</h1>
      <p className="muted">
        {begun
          ? `It stopped after ${formatCount(begun.pagesDone, 'page')} of ${formatInteger(begun.pagesPlanned)}. What has arrived is kept; the catalogue appears here when a load has read every page.`
          : 'YTS Explorer keeps a film catalogue in one file on this computer and lets you explore it offline. It holds descriptions and figures only, no videos.'}
      </p>
      <ul className="first-choices">
        <li>
          <Button variant="primary" onClick={() => void startSync()} disabled={sample.isPending}>
            <Download aria-hidden /> {begun ? 'Resume the load' : 'Sync from YTS'}
          </Button>
          <p className="muted">
            {workspace === 'sample'
              ? 'Loads the invented films of the bundled sample server.'
              : begun
                ? 'Goes on where the load stopped.'
                : 'Reads the whole catalogue, some 74,000 films, from the address in Settings. Later loads fetch only what is new.'}
          </p>
        </li>
        {workspace === 'sample' ? null : (
          <li>
            <Button onClick={() => sample.mutate()} disabled={sample.isPending}>
              <FlaskConical aria-hidden /> Try the sample catalogue
            </Button>
            <p className="muted">
              Invented films from a server inside the app: no network, kept apart from your own catalogue.
            </p>
          </li>
        )}
      </ul>
    </section>
  )
}

/** How many films are stored already, and when they will be there to see. */
function Arriving() {
  const text = useAppStore((state) => arrivingText(state.progress))
  return <p className="first-arriving">{text}</p>
}
