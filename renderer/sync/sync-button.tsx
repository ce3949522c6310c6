import { CircleAlert, Pause, Play, RefreshCw } from 'lucide-react'
import { Button, IconButton, onFirstPress } from '../components/index.ts'
import { useAppStore } from '../state/app-store.ts'
import { setShell, useShellStore } from '../state/shell-store.ts'
import { startSync } from './actions.ts'
import { inputToResume, interruptedText, useResumable } from './resumable.ts'
import { buttonState } from './sync-view.ts'

/** Starts a load; while one runs, says how far it is and opens the cockpit. */
export function SyncButton() {
  const label = useAppStore((state) => buttonState(state.progress).label)
  const tone = useAppStore((state) => buttonState(state.progress).tone)
  const open = useShellStore((state) => state.cockpitOpen)
  const busy = tone === 'running' || tone === 'paused'
  const resumable = useResumable()
  return (
    <span className="sync-control">
      <Button
        className="sync-button"
        id="sync-button"
        data-state={tone}
        aria-expanded={busy ? open : undefined}
        {...(resumable ? { title: interruptedText(resumable) } : {})}
        onClick={onFirstPress(() =>
          busy ? setShell({ cockpitOpen: !open }) : void startSync(inputToResume(resumable)),
        )}
      >
        {tone === 'running' ? <span className="spinner" aria-hidden /> : null}
        {tone === 'paused' ? <Pause aria-hidden /> : null}
        {resumable ? <Play aria-hidden /> : null}
        {!resumable && (tone === 'idle' || tone === 'failed') ? <RefreshCw aria-hidden /> : null}
        <span>{resumable ? 'Resume' : label}</span>
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
