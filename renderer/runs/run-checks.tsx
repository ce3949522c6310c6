import { formatInteger, unknownText } from '../format.ts'
import { ColumnHeads } from '../lists/column-heads.tsx'
import { checkState, summaryText } from '../quality/quality-text.ts'
import { useGold } from '../state/query.ts'
import type { RunDetails } from './run-details.ts'

/** What the quality checks of a run found; each leads to its rows on the Quality page. */
export function RunChecks({ checks }: { checks: RunDetails['checks'] }) {
  const known = useGold('quality.summary', undefined).data
  if (checks.length === 0)
    return <p className="run-part muted">The run ended before its checks: they run just before a load is published.</p>
  const title = (name: string) => known?.checks.find((check) => check.name === name)?.title ?? name.replaceAll('_', ' ')
  return (
    <div className="run-part">
      <table className="plain-table">
        <caption>{summaryText(checks)}</caption>
        <ColumnHeads
          columns={[{ label: 'Result' }, { label: 'Check' }, { label: 'Severity' }, { label: 'Rows', numeric: true }]}
        />
        <tbody>
          {checks.map((check) => {
            const { name, severity, status, failed } = check
            const { word, tone } = checkState(check)
            return (
              <tr key={name}>
                <td>
                  <span className={`badge ${tone}`}>{word}</span>
                </td>
                <td>
                  <a href={`#/quality/check.${name}`}>{title(name)}</a>
                </td>
                <td className="muted">{severity}</td>
                <td className="num">
                  {status === 'broken' || status === 'not_evaluated' ? unknownText : formatInteger(failed)}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
