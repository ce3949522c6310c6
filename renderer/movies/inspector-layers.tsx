import { useMemo } from 'react'
import type { Inspection } from '../../shared/contract/explore.ts'
import { Button, EmptyState } from '../components/index.ts'
import { genreLabel } from '../filter/members.ts'
import { formatInteger, formatTimestamp, unknownText } from '../format.ts'
import { go } from '../state/route.ts'
import { jsonLines } from './json-lines.ts'

type Fields = Inspection['gold']
interface LayerProps {
  film: Inspection
}

const isKey = ({ field }: Fields[number]) => field.endsWith('_key') || field === 'run_id'

/** A film in the star schema: values first, then the keys that tie it to its dimensions. */
export function GoldLayer({ film }: LayerProps) {
  if (film.gold.length === 0) {
    return (
      <EmptyState title="Not in gold">
        The film is no longer listed by the source, or its load was not promoted. Silver and bronze still have it.
      </EmptyState>
    )
  }
  return (
    <>
      <FieldList fields={film.gold.filter((pair) => !isKey(pair))} />
      <h3>Genres</h3>
      <p className="inspector-genres">{film.genres.map(genreLabel).join(', ') || 'None: counted as unknown'}</p>
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
  return (
    <>
      <h3>Changed by the cleaning</h3>
      <table className="inspector-table">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Received</th>
            <th scope="col">Stored</th>
            <th scope="col">Rule</th>
          </tr>
        </thead>
        <tbody>
          {film.differences.map(({ field, received, stored, rule }) => (
            <tr key={field}>
              <th scope="row" className="mono">
                {field}
              </th>
              <td>
                <del>{shownText(received)}</del>
              </td>
              <td>
                <ins>{shownText(stored)}</ins>
              </td>
              <td className="muted">{rule.replaceAll('_', ' ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
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
      <h3>Changes</h3>
      {film.changes.length === 0 ? (
        <p className="muted">No field has changed since run {firstRun} first brought the film.</p>
      ) : (
        <table className="inspector-table">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Old</th>
              <th scope="col">New</th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody>
            {film.changes.map((change) => (
              <tr key={`${change.runId} ${change.field} ${change.at} ${change.new}`}>
                <th scope="row" className="mono">
                  {change.field}
                </th>
                <td>
                  <del>{shownText(change.old)}</del>
                </td>
                <td>
                  <ins>{shownText(change.new)}</ins>
                </td>
                <td className="muted">
                  {formatTimestamp(change.at)}, run {change.runId}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
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
    <Button small variant="quiet" className="inspector-link" onClick={() => go('/runs', runId)}>
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
