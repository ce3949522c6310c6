import { formatCount, formatInteger } from '../format.ts'
import { ColumnHeads } from '../lists/column-heads.tsx'
import { useGold } from '../state/query.ts'
import type { RunDetails } from './run-detail.tsx'

const words: Readonly<Record<string, { word: string; tone: string }>> = {
  passed: { word: 'Passed', tone: 'ok' },
  failed: { word: 'Failed', tone: 'danger' },
  not_evaluated: { word: 'Not evaluated', tone: 'plain' },
  broken: { word: 'Broken', tone: 'danger' },
}

/** What the quality checks of a run found; each leads to its rows on the Quality page. */
export function RunChecks({ checks }: { checks: RunDetails['checks'] }) {
  const known = useGold('quality.summary', undefined).data
  if (checks.length === 0)
    return <p className="run-part muted">The run ended before its checks: they run just before a load is published.</p>
  const title = (name: string) => known?.checks.find((check) => check.name === name)?.title ?? name.replaceAll('_', ' ')
  const passed = checks.filter(({ status }) => status === 'passed').length
  return (
    <div className="run-part">
      <table className="plain-table">
        <caption>
          {formatInteger(passed)} of {formatCount(checks.length, 'check')} passed
        </caption>
        <ColumnHeads
          columns={[
            { label: 'Result' },
            { label: 'Check' },
            { label: 'Severity' },
            { label: 'Failed rows', numeric: true },
          ]}
        />
        <tbody>
          {checks.map(({ name, severity, status, failed }) => {
            const { word, tone } = words[status] ?? { word: status, tone: 'plain' }
            const isWarning = status === 'failed' && severity === 'warning'
            return (
              <tr key={name}>
                <td>
                  <span className={`badge ${isWarning ? 'warn' : tone}`}>{isWarning ? 'Warning' : word}</span>
                </td>
                <td>
                  <a href={`#/quality/check.${name}`}>{title(name)}</a>
                </td>
                <td className="muted">{severity}</td>
                <td className="num">
                  {status === 'broken' || status === 'not_evaluated' ? '—' : formatInteger(failed)}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
