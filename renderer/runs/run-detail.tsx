import { CircleAlert, Filter, History, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { RunRow } from '../../shared/contract/sync.ts'
import { Button, Tabs, Tooltip } from '../components/index.ts'
import { setAsOf, setRun } from '../filter/reducers.ts'
import { useFilterStore } from '../filter/store.ts'
import { formatBytes, formatCount, formatDuration, formatInteger, formatTimestamp } from '../format.ts'
import { ReadView } from '../lists/read-view.tsx'
import { isWarning } from '../quality/quality-text.ts'
import { isSyncing, useAppStore } from '../state/app-store.ts'
import { useGold } from '../state/query.ts'
import { go } from '../state/route.ts'
import { startSync } from '../sync/actions.ts'
import { RunChanges } from './run-changes.tsx'
import { RunChecks } from './run-checks.tsx'
import { StatusBadge } from './run-columns.tsx'
import type { RunDetails } from './run-details.ts'
import { RunStages } from './run-stages.tsx'
import { modeText, nextStep, statusOf, triggerText } from './run-text.ts'

type Part = 'changes' | 'stages' | 'checks'

/** One run: how it went, what it changed, where its time went, what its checks found. */
export function RunDetail({ runId }: { runId: number }) {
  const detail = useGold('runs.detail', { runId })
  return (
    <section className="run-detail" aria-label={`Run ${runId}`}>
      <ReadView query={detail} label={`Reading run ${runId}`}>
        {(data) => <Loaded detail={data} />}
      </ReadView>
    </section>
  )
}

function Loaded({ detail }: { detail: RunDetails }) {
  const { run } = detail
  const [part, setPart] = useState<Part>('changes')
  const troubles = detail.pages.failed + detail.drift.length
  const findings = detail.checks.filter(({ status }) => status !== 'passed')
  const warns = findings.every((check) => check.status === 'not_evaluated' || isWarning(check))
  return (
    <div className="run-loaded">
      <RunHead run={run} />
      <RunPublications publications={detail.publications} />
      <Tabs
        className="run-tabs"
        label="Parts of the run"
        value={part}
        onChange={setPart}
        tabs={[
          { value: 'changes', label: 'What changed' },
          { value: 'stages', label: withCount('Stages and pages', troubles) },
          { value: 'checks', label: withCount('Checks', findings.length, warns ? 'warn' : 'danger') },
        ]}
      >
        {part === 'changes' ? <RunChanges key={run.runId} run={run} /> : null}
        {part === 'stages' ? <RunStages detail={detail} /> : null}
        {part === 'checks' ? <RunChecks checks={detail.checks} /> : null}
      </Tabs>
    </div>
  )
}

/** The destinations that were shown what this run published. */
function RunPublications({ publications }: Pick<RunDetails, 'publications'>) {
  if (publications.length === 0) return null
  return (
    <p className="small muted run-publications">
      {'Published to '}
      {publications.map(({ destination, version }, index) => (
        <span key={destination}>
          {index > 0 ? ', ' : ''}
          <a href={`#/destinations/${encodeURIComponent(destination)}`}>{destination}</a> as version {version}
        </span>
      ))}
    </p>
  )
}

function withCount(label: string, count: number, tone: 'warn' | 'danger' = 'warn') {
  return count > 0 ? (
    <>
      {label} <span className={`badge ${tone}`}>{formatInteger(count)}</span>
    </>
  ) : (
    label
  )
}

function RunHead({ run }: { run: RunRow }) {
  const facts = [
    `${modeText(run.mode)}, ${triggerText(run.trigger)}`,
    formatTimestamp(run.startedAt),
    run.durationMs === null ? null : formatDuration(run.durationMs),
    `${formatCount(run.fetched, 'film')} in ${formatInteger(run.pagesDone)} of ${formatCount(run.pagesPlanned, 'page')}`,
    formatCount(run.requests, 'request'),
    run.retries > 0 ? formatCount(run.retries, 'retry', 'retries') : null,
    formatBytes(run.bytes),
    run.isSample ? 'sample catalogue' : run.sourceHost,
  ].filter(Boolean)
  return (
    <header className="run-head">
      <div className="run-title">
        <h2>Run {run.runId}</h2>
        <StatusBadge status={run.status} />
        <span className="spacer" />
        <RunActions run={run} />
      </div>
      <p className="small muted truncate">{facts.join(' · ')}</p>
      {run.status === 'complete' ? null : <RunTrouble run={run} />}
    </header>
  )
}

function RunTrouble({ run }: { run: RunRow }) {
  const tone = run.status === 'failed' ? 'danger' : run.status === 'partial' ? 'warn' : ''
  return (
    <div className={`notice ${tone}`}>
      {tone ? <CircleAlert aria-hidden /> : null}
      <p>{run.errorMessage ?? statusOf(run.status).meaning}</p>
    </div>
  )
}

function RunActions({ run }: { run: RunRow }) {
  const apply = useFilterStore((state) => state.apply)
  const syncing = useAppStore((state) => isSyncing(state.progress))
  const newest = useGold('warehouse.status', undefined).data?.lastRun?.runId
  // A paused load of this session is resumed in the cockpit; one that an earlier session left, here.
  const step = syncing && run.status === 'paused' ? null : nextStep(run, newest === run.runId)
  const touched = run.inserted + run.updated
  return (
    <>
      {step ? (
        <Tooltip text={syncing ? 'A load is running.' : step.reason}>
          <Button small disabled={syncing} onClick={() => void startSync({ mode: run.mode })}>
            <RotateCcw aria-hidden />
            {step.label}
          </Button>
        </Tooltip>
      ) : null}
      {run.status === 'complete' && run.finishedAt !== null ? (
        <Tooltip text="The films as they were after this run, on Overview, Explore and Movies.">
          <Button
            small
            onClick={() => {
              apply(setAsOf({ runId: run.runId, at: run.finishedAt ?? 0 }))
              go('/overview')
            }}
          >
            <History aria-hidden />
            Catalogue as of this run
          </Button>
        </Tooltip>
      ) : null}
      <Tooltip text={touched > 0 ? 'Only the films this run added or changed, everywhere.' : 'It changed no film.'}>
        <Button
          small
          disabled={touched === 0}
          focusableWhenDisabled
          onClick={() => {
            apply(setRun({ runId: run.runId, kind: 'touched' }))
            go('/movies')
          }}
        >
          <Filter aria-hidden />
          Filter the app by this run
        </Button>
      </Tooltip>
    </>
  )
}
