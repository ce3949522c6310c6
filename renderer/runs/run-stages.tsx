import { largest } from '../../shared/extremes.ts'
import { formatBytes, formatCount, formatDuration, formatInteger, formatPercent, unknownText } from '../format.ts'
import { ColumnHeads } from '../lists/column-heads.tsx'
import { RetryPage } from '../sync/failed-pages.tsx'
import type { RunDetails } from './run-details.ts'
import { driftText, stageOf } from './run-text.ts'

/** Where the time of a run went, which pages failed, and how its data differed from what was known. */
export function RunStages({ detail }: { detail: RunDetails }) {
  return (
    <div className="run-part">
      <Stages stages={detail.stages} />
      <Pages detail={detail} />
      <Drift drift={detail.drift} />
    </div>
  )
}

function Stages({ stages }: { stages: RunDetails['stages'] }) {
  if (stages.length === 0) return <p className="muted">The run ended before its first stage did.</p>
  const whole = stages.reduce((sum, { ms }) => sum + ms, 0)
  const longest = largest(
    stages.map(({ ms }) => ms),
    1,
  )
  return (
    <table className="plain-table">
      <caption>Stages</caption>
      <ColumnHeads
        columns={[
          { label: 'Stage' },
          { label: 'In', numeric: true },
          { label: 'Out', numeric: true },
          { label: 'Refused', numeric: true },
          { label: 'Time' },
        ]}
      />
      <tbody>
        {stages.map(({ stage, rowsIn, rowsOut, refused, ms }) => (
          <tr key={stage}>
            <th scope="row">
              {stageOf(stage).label} <span className="faint">({stageOf(stage).unit})</span>
            </th>
            <td className="num">{formatInteger(rowsIn)}</td>
            <td className="num">{formatInteger(rowsOut)}</td>
            <td className={refused > 0 ? 'num refused' : 'num'}>{formatInteger(refused)}</td>
            <td className="stage-time">
              <span className="stage-track" aria-hidden>
                <span className="stage-bar" style={{ width: `${(ms / longest) * 100}%` }} />
              </span>
              <span className="nowrap">
                {formatDuration(ms)} <span className="faint">{formatPercent(whole > 0 ? ms / whole : 0)}</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Pages({ detail: { run, pages, failedPages } }: { detail: RunDetails }) {
  return (
    <section>
      <h3>Pages</h3>
      <p>
        {formatCount(pages.ok, 'page')} read in {formatCount(pages.attempts, 'attempt')}, {formatBytes(pages.bytes)}{' '}
        kept in bronze. {pages.failed === 0 ? 'None failed.' : `${formatCount(pages.failed, 'page')} failed.`}
      </p>
      {failedPages.length > 0 ? (
        <table className="plain-table">
          <caption>
            Failed pages
            {pages.failed > failedPages.length ? ` (the first ${formatInteger(failedPages.length)})` : ''}
          </caption>
          <ColumnHeads
            columns={[
              { label: 'Page', numeric: true },
              { label: 'Attempts', numeric: true },
              { label: 'Why' },
              ...(run.resumable ? [{ label: 'Try again' }] : []),
            ]}
          />
          <tbody>
            {failedPages.map(({ page, attempts, error }) => (
              <tr key={page}>
                <td className="num">{formatInteger(page)}</td>
                <td className="num">{formatInteger(attempts)}</td>
                <td>{error}</td>
                {run.resumable ? (
                  <td>
                    <RetryPage run={run} page={page} />
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  )
}

function Drift({ drift }: { drift: RunDetails['drift'] }) {
  if (drift.length === 0) return <p className="muted">Every field arrived as it is known: no schema drift.</p>
  return (
    <table className="plain-table">
      <caption>Schema drift: the source sent something else than before</caption>
      <ColumnHeads
        columns={[{ label: 'Field' }, { label: 'What' }, { label: 'Films', numeric: true }, { label: 'Example' }]}
      />
      <tbody>
        {drift.map(({ field, kind, count, sample }) => (
          <tr key={`${field} ${kind}`}>
            <td className="mono">{field}</td>
            <td>{driftText(kind)}</td>
            <td className="num">{formatInteger(count)}</td>
            <td className="mono wrap">{sample || unknownText}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
