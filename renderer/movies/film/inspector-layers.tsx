import { useMemo } from 'react'
import type { Inspection } from '../../../shared/contract/film.ts'
import { Button, EmptyState } from '../../components/index.ts'
import { memberLabel } from '../../filter/members.ts'
import { formatInteger, formatTimestamp, unknownText } from '../../format.ts'
import { go } from '../../state/route.ts'
import { jsonLines } from './json-lines.ts'
import { RatingDrawing } from './rating-drawing.tsx'

type Fields = Inspection['gold']
/** What the warehouse says of a value that came empty: nothing was changed by it. */
const emptyRule = 'empty_is_unknown'

interface LayerProps {
  film: Inspection
}

const isKey = ({ field }: Fields[number]) => field.endsWith('_key') || field === 'run_id'

/** Stands where a film would be that was removed, or never published. */
export function NotInGold() {
  return (
    <EmptyState title="Not in gold">
      The film was removed, or its load was not published. Silver and bronze still have it.
    </EmptyState>
  )
}

/** A film in the star schema: values first, then the keys that tie it to its dimensions. */
export function GoldLayer({ film }: LayerProps) {
  if (film.gold.length === 0) return <NotInGold />
  return (
    <>
      <FieldList fields={film.gold.filter((pair) => !isKey(pair))} />
      <h3>Genres</h3>
      <p className="inspector-genres">
        {film.genres.map((name) => memberLabel('genre', name)).join(', ') || 'None: counted as unknown'}
      </p>
      <h3>Keys</h3>
      <FieldList fields={film.gold.filter(isKey)} />
    </>
  )
}

/** A film as cleaned, with what the cleaning changed on top and marked in place. */
export function SilverLayer({ film }: LayerProps) {
  const changed = new Set(film.differences.map((difference) => difference.field))
  return (
    <>
      <Differences film={film} />
      <h3>Stored</h3>
      <FieldList fields={film.silver} marked={changed} />
    </>
  )
}

function Differences({ film }: LayerProps) {
  if (film.bronze.json === null) {
    return <p className="muted">Silver cannot be compared with what was received. {film.bronze.reason}</p>
  }
  if (film.differences.length === 0) return <p className="muted">Stored as received: the cleaning changed nothing.</p>
  const changed = film.differences.filter(({ rule }) => rule !== emptyRule)
  const empty = film.differences.filter(({ rule }) => rule === emptyRule)
  return (
    <>
      {changed.length > 0 ? <h3>Changed by the cleaning</h3> : null}
      <ChangeList
        changes={changed.map(({ field, received, stored, rule }) => ({
          key: field,
          field,
          before: received,
          after: stored,
          note: rule.replaceAll('_', ' '),
        }))}
      />
      {empty.length > 0 ? (
        <p className="muted">
          Received empty, stored as unknown: <span className="mono">{empty.map(({ field }) => field).join(', ')}</span>
        </p>
      ) : null}
    </>
  )
}

/** Differences that a rule made, not the mere absence of a value. */
export function realDifferences(film: Inspection): number {
  return film.differences.filter(({ rule }) => rule !== emptyRule).length
}

interface Change {
  key: string
  field: string
  before: string | null
  after: string | null
  /** Which rule, or when. */
  note: string
}

function ChangeList({ changes }: { changes: readonly Change[] }) {
  return (
    <ul className="inspector-changes">
      {changes.map(({ key, field, before, after, note }) => (
        <li key={key}>
          <span className="mono">{field}</span>
          <span className="muted">{note}</span>
          <p>
            <del>{shownText(before)}</del> <span className="faint">→</span> <ins>{shownText(after)}</ins>
          </p>
        </li>
      ))}
    </ul>
  )
}

/** The film as it came, read-only; changed fields are marked. */
export function BronzeLayer({ film }: LayerProps) {
  const { json, reason, truncated } = film.bronze
  const lines = useMemo(
    () => (json === null ? [] : jsonLines(json, new Set(film.differences.map((difference) => difference.field)))),
    [json, film.differences],
  )
  if (json === null) return <EmptyState title="Not in bronze">{reason ?? 'The page is not kept.'}</EmptyState>
  return (
    <>
      <p className="muted small">
        As received; download addresses and hashes are masked.{' '}
        {film.differences.length > 0 ? 'Marked lines were changed by the cleaning.' : ''}
      </p>
      {truncated ? (
        <p className="notice warn">
          Cut after {formatInteger(json.length)} characters: the film is longer than can be shown.
        </p>
      ) : null}
      <pre className="inspector-json">
        {lines.map(({ indent, key, rest, changed }, number) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no other identity
          <span key={number} className={changed ? 'changed' : undefined}>
            {indent}
            <b>{key}</b>
            {`${rest}\n`}
          </span>
        ))}
      </pre>
    </>
  )
}

/** What changed since the film first came, and where it came from. */
export function HistoryLayer({ film }: LayerProps) {
  const { firstRun, lastChangedRun, page, pageLimit, fetchedAt, sha256 } = film.provenance
  return (
    <>
      <RatingDrawing film={film} />
      <h3>Changes</h3>
      {film.changes.length === 0 ? (
        <p className="muted">No field has changed since run {firstRun} first brought the film.</p>
      ) : (
        <ChangeList
          changes={film.changes.map(({ field, old, new: after, runId, at }) => ({
            key: `${runId} ${field} ${at} ${after}`,
            field,
            before: old,
            after,
            note: `${formatTimestamp(at)}, run ${runId}`,
          }))}
        />
      )}
      <h3>Provenance</h3>
      <dl className="facts">
        <dt>First brought by</dt>
        <dd>
          <RunLink runId={firstRun} />
        </dd>
        <dt>Last changed by</dt>
        <dd>
          <RunLink runId={lastChangedRun} />
        </dd>
        <dt>Page</dt>
        <dd>
          {page === null ? 'no longer kept' : `${formatInteger(page)}, at ${formatInteger(pageLimit)} films a page`}
        </dd>
        <dt>Fetched</dt>
        <dd>{formatTimestamp(fetchedAt)}</dd>
        <dt>SHA-256</dt>
        <dd className="mono">{sha256 ?? unknownText}</dd>
      </dl>
    </>
  )
}

function RunLink({ runId }: { runId: number }) {
  return (
    <Button variant="quiet" className="inspector-link" onClick={() => go('/runs', runId)}>
      Run {runId}
    </Button>
  )
}

function FieldList({ fields, marked }: { fields: Fields; marked?: ReadonlySet<string> }) {
  return (
    <dl className="facts inspector-fields">
      {fields.map(({ field, value }) => (
        <div key={field} className={marked?.has(field) ? 'changed' : undefined}>
          <dt className="mono">{field}</dt>
          <dd className={value === null || value === '' ? 'faint' : undefined}>{shownText(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A stored value as text: null and empty are told apart. */
function shownText(value: string | number | null): string {
  if (value === null) return unknownText
  return value === '' ? '(empty)' : String(value)
}
