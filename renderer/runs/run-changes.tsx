import { ChevronDown, ChevronRight, Equal, Minus, Plus, RotateCcw, TrendingUp } from 'lucide-react'
import { useState } from 'react'
import type { RunRow } from '../../shared/contract/sync.ts'
import type { RunChange } from '../../shared/contract/warehouse.ts'
import { EmptyState, ErrorState, LoadingState, ToggleGroup } from '../components/index.ts'
import { formatCount, formatDecimal, formatInteger, formatTimestamp } from '../format.ts'
import { FilmPanel } from '../lists/film-panel.tsx'
import { type LineProps, useLines } from '../lists/lines.ts'
import { MoreRows } from '../lists/more-rows.tsx'
import { useWindows } from '../lists/use-windows.ts'
import { type ChangeLine, changedText, changeLines, driftSummary, smallDrift } from './changes.ts'

type Kind = 'all' | 'added' | 'updated' | 'removed'

/** What a run added, changed (old → new) and removed. J and K move, Enter opens the film with its history. */
export function RunChanges({ run }: { run: RunRow }) {
  const [kind, setKind] = useState<Kind>('all')
  const windows = useWindows('runs.changes', { runId: run.runId, kind })
  const [driftOpen, setDriftOpen] = useState(false)
  const [film, setFilm] = useState<RunChange | null>(null)
  const list = changeLines(windows.rows ?? [], driftOpen)
  const lines = useLines<HTMLUListElement>(list.length)
  const close = () => {
    setFilm(null)
    lines.focus()
  }
  const step = (by: 1 | -1) => {
    const line = list[lines.step(by)]
    if (line?.kind === 'film') setFilm(line.change)
  }
  return (
    <div className="run-changes">
      <div className="run-changes-head">
        <ToggleGroup
          small
          label="Which changes"
          value={kind}
          onChange={setKind}
          options={[
            { value: 'all', label: 'All' },
            { value: 'added', label: `Added ${formatInteger(run.inserted)}` },
            { value: 'updated', label: `Changed ${formatInteger(run.updated)}` },
            { value: 'removed', label: `Removed ${formatInteger(run.removed)}` },
          ]}
        />
        <span className="small muted truncate">
          {formatInteger(run.unchanged)} unchanged, {formatInteger(run.quarantined)} refused,{' '}
          {formatCount(run.duplicates, 'duplicate')}
        </span>
      </div>
      {windows.rows === null ? (
        windows.error ? (
          <ErrorState error={windows.error} onRetry={windows.retry} />
        ) : (
          <LoadingState label="Reading what changed" />
        )
      ) : list.length === 0 ? (
        <EmptyState title={nothingTitle(kind)} icon={<Equal aria-hidden />}>
          {nothingReason(run)}
        </EmptyState>
      ) : (
        <div className="run-changes-list">
          <ul
            aria-label="Changed films"
            ref={lines.box}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && film) close()
              else lines.onKeyDown(event)
            }}
          >
            {list.map((line, index) => (
              <li key={line.key}>
                {line.kind === 'film' ? (
                  <FilmLine
                    change={line.change}
                    open={film?.movieId === line.change.movieId}
                    onOpen={() => setFilm(line.change)}
                    line={lines.line(index)}
                  />
                ) : (
                  <DriftLine
                    group={line}
                    whole={!windows.hasMore}
                    onToggle={() => setDriftOpen(!driftOpen)}
                    line={lines.line(index)}
                  />
                )}
              </li>
            ))}
          </ul>
          <MoreRows windows={windows} word="film" />
        </div>
      )}
      {film ? <FilmPanel film={film} onClose={close} onStep={step} /> : null}
    </div>
  )
}

const signs = {
  added: { word: 'Added', icon: <Plus aria-hidden /> },
  updated: { word: 'Changed', icon: <TrendingUp aria-hidden /> },
  removed: { word: 'Removed', icon: <Minus aria-hidden /> },
  returned: { word: 'Back again', icon: <RotateCcw aria-hidden /> },
} as const

interface FilmLineProps {
  change: RunChange
  /** The film is open beside the list. */
  open: boolean
  onOpen: () => void
  line: LineProps
}

function FilmLine({ change, open, onOpen, line }: FilmLineProps) {
  const { word, icon } = signs[change.kind]
  return (
    <button
      type="button"
      className="line-button change-line"
      aria-current={open || undefined}
      onClick={onOpen}
      {...line}
    >
      <span className={`change-kind ${change.kind}`}>
        {icon}
        {word}
      </span>
      <span className="change-title truncate">{change.title}</span>
      <span className="change-fields truncate">
        {change.fields.map(({ field, old, new: next }) => (
          <span key={field} className="change-field">
            <span className="muted">{field.replaceAll('_', ' ')}</span> <del>{changedText(field, old)}</del> →{' '}
            <ins>{changedText(field, next)}</ins>
          </span>
        ))}
      </span>
    </button>
  )
}

interface DriftLineProps {
  group: Extract<ChangeLine, { kind: 'drift' }>
  /** Every change has been read. */
  whole: boolean
  onToggle: () => void
  line: LineProps
}

function DriftLine({ group, whole, onToggle, line }: DriftLineProps) {
  return (
    <button
      type="button"
      className="line-button change-line drift"
      aria-expanded={group.open}
      onClick={onToggle}
      {...line}
    >
      <span className="change-kind">
        {group.open ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
        Drift
      </span>
      <span>
        {formatCount(group.films.length, 'rating')} moved by at most {formatDecimal(smallDrift)}
        {whole ? '' : ' so far'} <span className="muted">({driftSummary(group.films)})</span>
      </span>
    </button>
  )
}

function nothingTitle(kind: Kind): string {
  if (kind === 'added') return 'No film was added'
  if (kind === 'updated') return 'No film was changed'
  return kind === 'removed' ? 'No film was removed' : 'No changes'
}

function nothingReason(run: RunRow): string {
  if (run.status === 'running' || run.status === 'paused') return 'The changes are listed when the load ends.'
  if (run.status !== 'complete') return 'The run did not complete, so it never marks a film as removed.'
  return `The catalogue was the same at ${formatTimestamp(run.startedAt)} as before.`
}
