import { Pause, Play, RefreshCw, Square, X } from 'lucide-react'
import { Button, IconButton, Menu, Progress } from '../components/index.ts'
import { formatTimestamp } from '../format.ts'
import { isSyncing, useAppStore } from '../state/app-store.ts'
import { useNow } from '../state/clock.ts'
import { useGold } from '../state/query.ts'
import { setShell, useShellStore } from '../state/shell-store.ts'
import { cancelSync, pauseOrResume, startSync } from './actions.ts'
import { FailedPages } from './failed-pages.tsx'
import { PageMap } from './page-map.tsx'
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
        <Controls />
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
            No load has run since the app was opened. <em>Sync</em> reads what is new; a full refresh reads every page
            again and notices films that changed or were removed.
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

/** The buttons that fit the state of the load; Cancel is there for as long as one runs. */
function Controls() {
  const status = useAppStore((state) => state.progress.status)
  if (status === 'running' || status === 'paused') {
    return (
      <div className="cockpit-controls">
        <Button onClick={() => void pauseOrResume()}>
          {status === 'running' ? <Pause aria-hidden /> : <Play aria-hidden />}
          {status === 'running' ? 'Pause' : 'Resume'}
        </Button>
        <Button onClick={() => void cancelSync()}>
          <Square aria-hidden /> Cancel
        </Button>
      </div>
    )
  }
  return (
    <div className="cockpit-controls">
      <Button onClick={() => void startSync()}>
        <RefreshCw aria-hidden /> Sync
      </Button>
      <Button onClick={() => void startSync({ mode: 'full' })}>Full refresh</Button>
      <Menu
        trigger={<Button variant="quiet">Dry run…</Button>}
        entries={[
          { kind: 'label', label: 'Reads and counts, writes nothing' },
          { label: 'What is new', onSelect: () => void startSync({ dryRun: true }) },
          { label: 'The whole catalogue', onSelect: () => void startSync({ dryRun: true, mode: 'full' }) },
        ]}
      />
    </div>
  )
}
