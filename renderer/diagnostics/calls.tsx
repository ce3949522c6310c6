import { useState } from 'react'
import type { RecordedCall } from '../../shared/contract/diagnostics.ts'
import { ToggleGroup } from '../components/index.ts'
import { formatDuration, formatInteger, formatTime, unknownText } from '../format.ts'
import { ColumnHeads } from '../lists/column-heads.tsx'
import { type CallKind, callsOf, nothingText } from './call-kinds.ts'

/** The last calls that crossed a process, newest first. */
export function Calls({ calls, slowMs }: { calls: readonly RecordedCall[]; slowMs: number }) {
  const [kind, setKind] = useState<CallKind>('all')
  const shown = callsOf(calls, kind)
  return (
    <section>
      <div className="diagnostics-calls-head">
        <h2 id="diagnostics-calls">Last calls</h2>
        <ToggleGroup
          label="Which calls"
          value={kind}
          options={[
            { value: 'all', label: 'All' },
            { value: 'slow', label: 'Slow' },
            { value: 'failed', label: 'Failed' },
          ]}
          onChange={setKind}
        />
      </div>
      {shown.length === 0 ? (
        <p className="muted">{nothingText(kind, slowMs)}</p>
      ) : (
        <table className="plain-table diagnostics-calls" aria-labelledby="diagnostics-calls">
          <ColumnHeads
            columns={[
              { label: 'Time' },
              { label: 'Channel' },
              { label: 'From' },
              { label: 'To' },
              { label: 'Took', numeric: true },
              { label: 'Rows', numeric: true },
              { label: 'Outcome' },
            ]}
          />
          <tbody>
            {shown.map((call, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two calls may be alike in everything, and no row has a state
              <tr key={index}>
                <td className="muted">{formatTime(call.at)}</td>
                <td>
                  <code>{call.channel}</code>
                </td>
                <td className="muted">{call.from}</td>
                <td className="muted">{call.to}</td>
                <td className="num">{formatDuration(call.ms)}</td>
                <td className="num">{call.rows === null ? unknownText : formatInteger(call.rows)}</td>
                <td>
                  {call.outcome === 'ok' ? null : <span className="badge danger">{call.outcome}</span>}
                  {call.slow ? <span className="badge warn">slow</span> : null}
                  {call.outcome === 'ok' && !call.slow ? <span className="muted">ok</span> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
