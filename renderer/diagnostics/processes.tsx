import type { RunningProcess } from '../../shared/contract/diagnostics.ts'
import { formatBytes, formatPercent } from '../format.ts'
import { ColumnHeads } from '../lists/column-heads.tsx'

/** The processes of the app with what they use now. */
export function Processes({ processes }: { processes: readonly RunningProcess[] }) {
  return (
    <section>
      <h2 id="diagnostics-processes">Processes</h2>
      <table className="plain-table" aria-labelledby="diagnostics-processes">
        <ColumnHeads
          columns={[
            { label: 'Process' },
            { label: 'Memory', numeric: true },
            { label: 'Processor', numeric: true },
            { label: 'Process id', numeric: true },
          ]}
        />
        <tbody>
          {processes.map(({ name, pid, memoryBytes, processor }) => (
            <tr key={pid}>
              <td>{name}</td>
              <td className="num">{formatBytes(memoryBytes)}</td>
              <td className="num">{formatPercent(processor)}</td>
              <td className="num muted">{pid}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
