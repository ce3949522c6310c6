import { Pause, Play, Square } from 'lucide-react'
import { Button, Progress } from '../components/index.ts'
import { formatCount, formatRate } from '../format.ts'
import { isSyncing, useAppStore } from '../state/app-store.ts'
import { useNow } from '../state/clock.ts'
import { setShell } from '../state/shell-store.ts'
import { cancelSync, pauseOrResume } from '../sync/actions.ts'
import { fraction, percentText, phaseText, pulse } from '../sync/sync-view.ts'

/** The load under way in one line, above the history; nothing while none runs. */
export function LiveRun() {
  const progress = useAppStore((state) => state.progress)
  const busy = isSyncing(progress)
  const now = useNow(busy)
  if (!busy) return null
  const state = pulse(progress, now)
  const figures = [
    percentText(progress),
    formatCount(progress.films.fetched, 'film'),
    progress.status === 'running' ? formatRate(progress.rowsPerSecond, 'films') : '',
  ].filter(Boolean)
  return (
    <section className="live-run" aria-label="Load under way">
      <Progress value={fraction(progress)} label="Pages read" />
      <div className="live-run-line">
        <strong>{progress.dryRun || progress.runId === null ? 'Dry run' : `Run ${progress.runId}`}</strong>
        <span className="truncate">{state.kind === 'fine' ? phaseText(progress) : state.text}</span>
        <span className="muted nowrap">{figures.join(' · ')}</span>
        <span className="spacer" />
        <Button small onClick={() => void pauseOrResume()}>
          {progress.status === 'running' ? <Pause aria-hidden /> : <Play aria-hidden />}
          {progress.status === 'running' ? 'Pause' : 'Resume'}
        </Button>
        <Button small onClick={() => void cancelSync()}>
          <Square aria-hidden /> Cancel
        </Button>
        <Button small variant="quiet" onClick={() => setShell({ cockpitOpen: true })}>
          Details
        </Button>
      </div>
    </section>
  )
}
