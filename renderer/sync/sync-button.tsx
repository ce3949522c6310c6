import { CircleAlert, Pause, RefreshCw } from 'lucide-react'
import { Button, IconButton } from '../components/index.ts'
import { useAppStore } from '../state/app-store.ts'
import { setShell, useShellStore } from '../state/shell-store.ts'
import { startSync } from './actions.ts'
import { buttonState } from './sync-view.ts'

/** Starts a load; while one runs, says how far it is and opens the cockpit. */
export function SyncButton() {
  const label = useAppStore((state) => buttonState(state.progress).label)
  const tone = useAppStore((state) => buttonState(state.progress).tone)
  const open = useShellStore((state) => state.cockpitOpen)
  const busy = tone === 'running' || tone === 'paused'
  return (
    <span className="sync-control">
      <Button
        className="sync-button"
        id="sync-button"
        data-state={tone}
        aria-expanded={busy ? open : undefined}
        onClick={() => (busy ? setShell({ cockpitOpen: !open }) : void startSync())}
      >
        {tone === 'running' ? <span className="spinner" aria-hidden /> : null}
        {tone === 'paused' ? <Pause aria-hidden /> : null}
        {tone === 'idle' || tone === 'failed' ? <RefreshCw aria-hidden /> : null}
        <span>{label}</span>
      </Button>
      {tone === 'failed' ? (
        <IconButton
          label="The last load did not complete: show why"
          icon={<CircleAlert aria-hidden className="danger-icon" />}
          onClick={() => setShell({ cockpitOpen: true })}
        />
      ) : null}
    </span>
  )
}
