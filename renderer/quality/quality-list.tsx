import { type KeyboardEvent, useState } from 'react'
import type { CheckResult, RuleResult } from '../../shared/contract/warehouse.ts'
import { formatInteger } from '../format.ts'
import { ColumnHeads } from '../lists/column-heads.tsx'
import { type LineProps, useLines } from '../lists/lines.ts'
import { Sparkline } from './profiles/sparkline.tsx'
import type { QualitySummary } from './quality-summary.ts'
import { byUrgency, checkState, failedText, type Subject, touchedFirst } from './quality-text.ts'
import { type Snooze, snoozeOf, useSnoozes } from './snooze.ts'
import { SnoozeDialog } from './snooze-dialog.tsx'

interface QualityListProps {
  summary: QualitySummary
  /** Leaves out what found nothing. */
  findingsOnly: boolean
  current: Subject | null
  onOpen: (subject: Subject) => void
}

/** Checks and cleaning rules, one line each; arrows and J/K move, Enter opens the rows behind one, S snoozes or wakes a check. */
export function QualityList({ summary, findingsOnly, current, onOpen }: QualityListProps) {
  const { snoozes, wake } = useSnoozes()
  const [snoozing, setSnoozing] = useState<CheckResult | null>(null)
  const checks = byUrgency(summary.checks, snoozes).filter(({ status }) => !findingsOnly || status !== 'passed')
  const rules = touchedFirst(summary.rules).filter(({ current: rows }) => !findingsOnly || rows > 0)
  const lines = useLines<HTMLDivElement>(checks.length + rules.length)
  const isOpen = (kind: Subject['kind'], name: string) => current?.kind === kind && current.name === name
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const line = event.target instanceof HTMLElement ? event.target.dataset.check : undefined
    const check = checks.find(({ name }) => name === line)
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey
    if (plain && event.key.toLowerCase() === 's' && check?.status === 'failed') {
      event.preventDefault()
      if (snoozeOf(check, snoozes)) wake(check.name)
      else setSnoozing(check)
    } else lines.onKeyDown(event)
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys move between the buttons inside */}
      <div className="quality-list" ref={lines.box} onKeyDown={onKeyDown}>
        <table aria-label="Checks">
          <ColumnHeads
            columns={[{ label: 'Check' }, { label: 'Result' }, { label: 'Rows', numeric: true }, { label: 'By run' }]}
          />
          <tbody>
            {checks.map((check, index) => (
              <CheckRow
                key={check.name}
                check={check}
                snooze={snoozeOf(check, snoozes)}
                open={isOpen('check', check.name)}
                onOpen={() => onOpen({ kind: 'check', name: check.name })}
                line={lines.line(index)}
              />
            ))}
          </tbody>
        </table>
        {checks.length === 0 ? <p className="quality-none ok">Every check passed.</p> : null}
        <table aria-label="Cleaning rules">
          <ColumnHeads
            columns={[
              { label: 'Cleaning rule' },
              { label: 'Last load', numeric: true },
              { label: 'Now', numeric: true },
              { label: 'By run' },
            ]}
          />
          <tbody>
            {rules.map((rule, index) => (
              <RuleRow
                key={rule.name}
                rule={rule}
                open={isOpen('rule', rule.name)}
                onOpen={() => onOpen({ kind: 'rule', name: rule.name })}
                line={lines.line(checks.length + index)}
              />
            ))}
          </tbody>
        </table>
        {rules.length === 0 ? <p className="quality-none">No rule had anything to clean.</p> : null}
      </div>
      {/* Outside: its keys are text, not ways through the list. */}
      {snoozing ? <SnoozeDialog check={snoozing} onClose={() => setSnoozing(null)} /> : null}
    </>
  )
}

interface RowProps {
  open: boolean
  onOpen: () => void
  line: LineProps
}

function CheckRow({ check, snooze, open, onOpen, line }: RowProps & { check: CheckResult; snooze: Snooze | null }) {
  const { word, tone } = checkState(check)
  return (
    <tr className={open ? 'current' : undefined}>
      <th scope="row">
        <button
          type="button"
          className="quality-open truncate"
          aria-current={open || undefined}
          title={snooze ? `${check.description} Snoozed: ${snooze.reason}` : check.description}
          data-check={check.name}
          aria-keyshortcuts={check.status === 'failed' ? 'S' : undefined}
          onClick={onOpen}
          {...line}
        >
          {check.title}
        </button>
      </th>
      <td>{snooze ? <span className="badge plain">Snoozed</span> : <span className={`badge ${tone}`}>{word}</span>}</td>
      <td className={`num nowrap ${check.status === 'passed' ? 'quality-clean' : ''}`}>{failedText(check)}</td>
      <td>
        <Sparkline
          what={check.severity === 'warning' ? 'Rows found' : 'Failed rows'}
          points={check.trend.map(({ runId, failed }) => ({ runId, value: failed }))}
        />
      </td>
    </tr>
  )
}

function RuleRow({ rule, open, onOpen, line }: RowProps & { rule: RuleResult }) {
  return (
    <tr className={open ? 'current' : undefined}>
      <th scope="row">
        <button
          type="button"
          className="quality-open truncate"
          aria-current={open || undefined}
          title={rule.description}
          onClick={onOpen}
          {...line}
        >
          {rule.title}
        </button>
      </th>
      <td className={rule.lastRun === 0 ? 'num faint' : 'num'}>{formatInteger(rule.lastRun)}</td>
      <td className={rule.current === 0 ? 'num faint' : 'num'}>{formatInteger(rule.current)}</td>
      <td>
        <Sparkline what="Rows cleaned" points={rule.trend.map(({ runId, count }) => ({ runId, value: count }))} />
      </td>
    </tr>
  )
}
