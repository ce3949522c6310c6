import type { CheckResult, RuleResult } from '../../shared/contract/warehouse.ts'
import { formatInteger } from '../format.ts'
import { type LineProps, useLines } from '../lists/lines.ts'
import type { QualitySummary } from './quality-page.tsx'
import { byUrgency, checkState, failedText, type Subject, touchedFirst } from './quality-text.ts'
import { Sparkline } from './sparkline.tsx'

interface QualityListProps {
  summary: QualitySummary
  /** Leaves out what found nothing. */
  findingsOnly: boolean
  current: Subject | null
  onOpen: (subject: Subject) => void
}

/** Checks and cleaning rules, one line each; arrows and J/K move, Enter opens the rows behind one. */
export function QualityList({ summary, findingsOnly, current, onOpen }: QualityListProps) {
  const checks = byUrgency(summary.checks).filter(({ status }) => !findingsOnly || status !== 'passed')
  const rules = touchedFirst(summary.rules).filter(({ current: rows }) => !findingsOnly || rows > 0)
  const lines = useLines<HTMLDivElement>(checks.length + rules.length)
  const isOpen = (kind: Subject['kind'], name: string) => current?.kind === kind && current.name === name
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys move between the buttons inside
    <div className="quality-list" ref={lines.box} onKeyDown={lines.onKeyDown}>
      <table aria-label="Checks">
        <thead>
          <tr>
            <th scope="col">Check</th>
            <th scope="col">Result</th>
            <th scope="col" className="num">
              Rows
            </th>
            <th scope="col">By run</th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check, index) => (
            <CheckRow
              key={check.name}
              check={check}
              open={isOpen('check', check.name)}
              onOpen={() => onOpen({ kind: 'check', name: check.name })}
              line={lines.line(index)}
            />
          ))}
        </tbody>
      </table>
      {checks.length === 0 ? <p className="quality-none ok">Every check passed.</p> : null}
      <table aria-label="Cleaning rules">
        <thead>
          <tr>
            <th scope="col">Cleaning rule</th>
            <th scope="col" className="num">
              Last load
            </th>
            <th scope="col" className="num">
              Now
            </th>
            <th scope="col">By run</th>
          </tr>
        </thead>
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
  )
}

interface RowProps {
  open: boolean
  onOpen: () => void
  line: LineProps
}

function CheckRow({ check, open, onOpen, line }: RowProps & { check: CheckResult }) {
  const { word, tone } = checkState(check)
  return (
    <tr className={open ? 'current' : undefined}>
      <th scope="row">
        <button
          type="button"
          className="quality-open truncate"
          aria-current={open || undefined}
          title={check.description}
          onClick={onOpen}
          {...line}
        >
          {check.title}
        </button>
      </th>
      <td>
        <span className={`badge ${tone}`}>{word}</span>
      </td>
      <td className={`num nowrap ${check.status === 'passed' ? 'quality-clean' : ''}`}>{failedText(check)}</td>
      <td>
        <Sparkline what="Failed rows" points={check.trend.map(({ runId, failed }) => ({ runId, value: failed }))} />
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
