import { Bell, BellOff, CircleAlert, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import type { CheckResult, RuleResult } from '../../shared/contract/warehouse.ts'
import { Button, EmptyState, ErrorState, LoadingState } from '../components/index.ts'
import { formatCount, formatTimestamp } from '../format.ts'
import { FilmPanel } from '../lists/film-panel.tsx'
import { useLines } from '../lists/lines.ts'
import { MoreRows } from '../lists/more-rows.tsx'
import { useWindows, type WindowRow } from '../lists/use-windows.ts'
import type { QualitySummary } from './quality-summary.ts'
import { checkState, failedText, type Subject } from './quality-text.ts'
import { snoozeOf, useSnoozes } from './snooze.ts'
import { SnoozeDialog } from './snooze-dialog.tsx'

type Offender = WindowRow<'quality.offenders'>

interface OffendersProps {
  subject: Subject
  summary: QualitySummary
}

/** The rows behind a check or a cleaning rule. Enter opens a film, J and K walk with it open. */
export function Offenders({ subject, summary }: OffendersProps) {
  const check = subject.kind === 'check' ? summary.checks.find(({ name }) => name === subject.name) : undefined
  const rule = subject.kind === 'rule' ? summary.rules.find(({ name }) => name === subject.name) : undefined
  const about = check ?? rule
  if (!about) {
    return <EmptyState title={`There is no ${subject.kind} of that name`}>Choose one in the list.</EmptyState>
  }
  return (
    <section className="offenders" aria-label={about.title}>
      <header className="offenders-head">
        <h2>{about.title}</h2>
        <p>{about.description}</p>
        {check ? <CheckLine check={check} /> : null}
        {check ? <SnoozeLine check={check} /> : null}
      </header>
      <OffenderRows subject={subject} about={about} clean={check?.status === 'passed'} />
    </section>
  )
}

function CheckLine({ check }: { check: CheckResult }) {
  const { word, tone } = checkState(check)
  const effect =
    check.severity === 'error' ? 'A failure keeps a load from being published.' : 'A warning never stops a load.'
  return (
    <p className="small muted">
      <span className={`badge ${tone}`}>{word}</span> {failedText(check)}
      {check.runId === null ? '' : `, run ${check.runId}`}. {effect}
    </p>
  )
}

/** Lets a finding rest with a reason, or says since when and why it does. */
function SnoozeLine({ check }: { check: CheckResult }) {
  const { snoozes, wake } = useSnoozes()
  const [asking, setAsking] = useState(false)
  const snooze = snoozeOf(check, snoozes)
  if (check.status !== 'failed') return null
  return (
    <div className="snooze-line small">
      {snooze ? (
        <span className="muted truncate" title={snooze.reason}>
          Snoozed {formatTimestamp(snooze.at)}: {snooze.reason}
        </span>
      ) : null}
      <Button small onClick={() => (snooze ? wake(check.name) : setAsking(true))}>
        {snooze ? <Bell aria-hidden /> : <BellOff aria-hidden />}
        {snooze ? 'Wake' : 'Snooze…'}
      </Button>
      {asking ? <SnoozeDialog check={check} onClose={() => setAsking(false)} /> : null}
    </div>
  )
}

interface RowsProps {
  subject: Subject
  about: CheckResult | RuleResult
  clean: boolean
}

function OffenderRows({ subject, about, clean }: RowsProps) {
  const windows = useWindows('quality.offenders', subject)
  const [film, setFilm] = useState<Offender | null>(null)
  const rows = windows.rows ?? []
  const lines = useLines<HTMLUListElement>(rows.length)
  const close = () => {
    setFilm(null)
    lines.focus()
  }
  const step = (by: 1 | -1) => {
    const next = rows[lines.step(by)]
    if (next?.movieId != null) setFilm(next)
  }
  if (windows.rows === null) {
    return windows.error ? (
      <ErrorState error={windows.error} onRetry={windows.retry} />
    ) : (
      <LoadingState label="Reading the rows" />
    )
  }
  if (rows.length === 0) return <NoRows about={about} clean={clean} />
  return (
    <div className="offenders-rows">
      <p className="small muted offenders-count">{formatCount(windows.total, 'row')}. Enter opens the film.</p>
      <ul
        aria-label={`Rows of ${about.title}`}
        ref={lines.box}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && film) close()
          else lines.onKeyDown(event)
        }}
      >
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one film may stand in several rows with equal words; rows are only appended
          <li key={index}>
            {row.movieId === null ? (
              <a className="line-button offender" href="#/tables/quarantine" {...lines.line(index)}>
                <OffenderText row={row} />
              </a>
            ) : (
              <button
                type="button"
                className="line-button offender"
                aria-current={row === film || undefined}
                onClick={() => setFilm(row)}
                {...lines.line(index)}
              >
                <OffenderText row={row} />
              </button>
            )}
          </li>
        ))}
      </ul>
      <MoreRows windows={windows} word="row" />
      {film?.movieId == null ? null : (
        <FilmPanel film={{ movieId: film.movieId, title: film.label }} onClose={close} onStep={step} />
      )}
    </div>
  )
}

function OffenderText({ row }: { row: Offender }) {
  return (
    <>
      <span className="truncate offender-label">{row.label}</span>
      <span className="truncate muted" title={row.detail}>
        {row.detail}
      </span>
    </>
  )
}

function NoRows({ about, clean }: Omit<RowsProps, 'subject'>) {
  if ('status' in about && (about.status === 'broken' || about.status === 'not_evaluated')) {
    return about.status === 'broken' ? (
      <EmptyState title="The check itself could not run" icon={<CircleAlert aria-hidden />}>
        This says nothing about the data. Verify the warehouse in Settings; the log has the details.
      </EmptyState>
    ) : (
      <EmptyState title="Not evaluated yet">The checks run just before a load is published.</EmptyState>
    )
  }
  const title = 'total' in about && clean ? `0 of ${formatCount(about.total, 'row')} failed` : 'No rows'
  return (
    <EmptyState title={title} icon={<CircleCheck aria-hidden className="quality-clean" />}>
      {clean ? 'Nothing to look at.' : 'The rule had nothing to do in the films there are now.'}
    </EmptyState>
  )
}
