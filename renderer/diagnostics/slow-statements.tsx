import type { RecordedStatement } from '../../shared/contract/diagnostics.ts'
import { formatCount, formatDuration, formatTime } from '../format.ts'

interface SlowStatementsProps {
  statements: readonly RecordedStatement[]
  slowMs: number
}

/** The slowest statements of reader and loader; each opens to its SQL and its plan. */
export function SlowStatements({ statements, slowMs }: SlowStatementsProps) {
  return (
    <section>
      <h2>Slow statements</h2>
      {statements.length === 0 ? (
        <p className="muted">No statement took longer than {formatDuration(slowMs)} since the app started.</p>
      ) : (
        <ul className="slow-statements">
          {statements.map((statement) => (
            <li key={`${statement.process} ${statement.sql}`}>
              <Statement {...statement} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Statement({ process, sql, times, ms, rows, at, plan }: RecordedStatement) {
  return (
    <details className="slow-statement">
      <summary>
        <span className="slow-time">{formatDuration(ms)}</span>
        <span className="slow-process muted">{process}</span>
        <span className="slow-times muted">{formatCount(times, 'time')}</span>
        <code className="truncate">{sql}</code>
      </summary>
      <p className="muted">
        {`The slowest was at ${formatTime(at)}${rows === null ? '' : `, ${formatCount(rows, 'row')}`}.`}
      </p>
      <pre className="selectable">{sql}</pre>
      <h3>Plan</h3>
      {plan.length === 0 ? (
        <p className="muted">SQLite gives no plan for this statement.</p>
      ) : (
        <pre className="selectable">{plan.join('\n')}</pre>
      )}
    </details>
  )
}
