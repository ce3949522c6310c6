import { Pause, Play, RefreshCw, Square, X } from 'lucide-react'
import type { RunRow } from '../../shared/contract/sync.ts'
import { Button, IconButton, Menu, onFirstPress, Progress } from '../components/index.ts'
import { formatTimestamp } from '../format.ts'
import { isSyncing, useAppStore } from '../state/app-store.ts'
import { useNow } from '../state/clock.ts'
import { useGold } from '../state/query.ts'
import { setShell, useShellStore } from '../state/shell-store.ts'
import { cancelSync, pauseOrResume, startFull, startSync } from './actions.ts'
import { FailedPages } from './failed-pages.tsx'
import { PageMap } from './page-map.tsx'
import { inputToResume, interruptedText, useResumable } from './resumable.ts'
import { SyncFigures } from './sync-figures.tsx'
import { SyncOutcome } from './sync-outcome.tsx'
import { fraction, hasRun, percentText, phaseText, pulse } from './sync-view.ts'

/** The load in full: what it does, how far it is, what stands in its way, and every control over it. */
export function Cockpit() {
  const open = useShellStore((state) => state.cockpitOpen)
  return open ? <CockpitPanel /> : null
}

function CockpitPanel() {
  const progress = useAppStore((state) => state.progress)
  const summary = useAppStore((state) => state.summary)
  const status = useGold('warehouse.status', undefined)
  const busy = isSyncing(progress)
  const now = useNow(busy)
  const state = pulse(progress, now)
  const resumable = useResumable()
  return (
    <aside
      className="cockpit"
      aria-label="Sync"
      onKeyDown={(event) => {
        if (event.key === 'Escape') closeCockpit()
      }}
    >
      <div className="cockpit-head">
        <h2>Sync</h2>
        <span className="spacer" />
        <IconButton label="Close" icon={<X aria-hidden />} onClick={closeCockpit} />
      </div>
      <div className="cockpit-body">
        <Controls resumable={resumable} />
        {hasRun(progress) ? (
          <section className="cockpit-section" aria-label="Progress">
            <div className="cockpit-line">
              <span>{phaseText(progress)}</span>
              <span className="spacer" />
              <span>{busy ? percentText(progress) : ''}</span>
            </div>
            {busy ? <Progress value={fraction(progress)} label="Pages read" /> : null}
            {progress.dryRun && busy ? <p className="small muted">Dry run: nothing will be written.</p> : null}
            {state.kind === 'fine' ? null : (
              <p className={state.kind === 'held' ? 'notice' : 'notice warn'}>{state.text}</p>
            )}
          </section>
        ) : (
          <p className="muted">
            {resumable
              ? `${interruptedText(resumable)} Resume goes on from there.`
              : 'No load has run since the app was opened. Sync reads what is new.'}{' '}
            A full refresh reads every page again and notices films that changed or were removed.
          </p>
        )}
        <SyncOutcome progress={progress} summary={summary} />
        <FailedPages progress={progress} />
        {progress.pageMap.cells.length > 0 ? <PageMap progress={progress} /> : null}
        {hasRun(progress) ? <SyncFigures progress={progress} /> : null}
        {status.data && status.data.goldVersion > 0 ? (
          <p className="small faint">
            {busy ? 'Meanwhile every page shows' : 'Every page shows'} the version published{' '}
            <span className="nowrap">{formatTimestamp(status.data.publishedAt)}</span>.
          </p>
        ) : null}
      </div>
    </aside>
  )
}

/** Closes the panel; the focus goes back to the button it belongs to. */
function closeCockpit(): void {
  setShell({ cockpitOpen: false })
  document.getElementById('sync-button')?.focus()
}

/**
 * Every control over a load, each always in its place: what is not possible now is greyed. One that took another's place would be pressed
 * by a hand that is still on its way to the other.
 */
function Controls({ resumable }: { resumable: RunRow | null }) {
  const status = useAppStore((state) => state.progress.status)
  const busy = status === 'running' || status === 'paused'
  const paused = status === 'paused'
  return (
    <div className="cockpit-controls">
      <div className="cockpit-row">
        <Button {...greyed(busy)} onClick={onFirstPress(() => void startSync(inputToResume(resumable)))}>
          {resumable ? <Play aria-hidden /> : <RefreshCw aria-hidden />} {resumable ? 'Resume' : 'Sync'}
        </Button>
        <Button {...greyed(busy)} onClick={() => void startFull()}>
          Full refresh
        </Button>
        <Menu
          trigger={
            <Button disabled={busy} variant="quiet">
              Dry run…
            </Button>
          }
          entries={[
            { kind: 'label', label: 'Reads and counts, writes nothing' },
            { label: 'What is new', onSelect: () => void startSync({ dryRun: true }) },
            { label: 'The whole catalogue', onSelect: () => void startFull({ dryRun: true }) },
          ]}
        />
      </div>
      <div className="cockpit-row">
        <Button {...greyed(!busy)} className="cockpit-pause" onClick={onFirstPress(() => void pauseOrResume())}>
          {paused ? <Play aria-hidden /> : <Pause aria-hidden />}
          {paused ? 'Resume' : 'Pause'}
        </Button>
        <Button {...greyed(!busy)} onClick={() => void cancelSync()}>
          <Square aria-hidden /> Cancel
        </Button>
      </div>
    </div>
  )
}

/** Not to be pressed now, though the focus may stay: it would be lost with the end of each load. */
function greyed(disabled: boolean): { disabled: boolean; focusableWhenDisabled: true } {
  return { disabled, focusableWhenDisabled: true }
}
