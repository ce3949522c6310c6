import type { CheckResult, RuleResult } from '../../shared/contract/warehouse.ts'
import { formatCount, formatInteger, unknownText } from '../format.ts'
import { type Snoozes, snoozeOf } from './snooze.ts'

export type Tone = 'ok' | 'warn' | 'danger' | 'plain'

/** What a run keeps of a check. */
export type CheckOutcome = Pick<CheckResult, 'name' | 'severity' | 'status' | 'failed'>

/** The result of a check as a word and a colour: a check that could not run is not one that failed. */
export function checkState({ status, severity }: Pick<CheckResult, 'status' | 'severity'>): {
  word: string
  tone: Tone
} {
  switch (status) {
    case 'passed':
      // A warning is named for what it looks for: "Language unknown: passed" would say two things.
      return { word: severity === 'error' ? 'Passed' : 'None found', tone: 'ok' }
    case 'failed':
      return severity === 'error' ? { word: 'Failed', tone: 'danger' } : { word: 'Warning', tone: 'warn' }
    case 'broken':
      return { word: 'Broken', tone: 'danger' }
    case 'not_evaluated':
      return { word: 'Not evaluated', tone: 'plain' }
  }
}

/** `0 of 70,613 failed`; `found` where the check only warns, since such rows may be right; a dash for a check that has no result. */
export function failedText(check: Pick<CheckResult, 'status' | 'severity' | 'failed' | 'total'>): string {
  const { status, failed, total } = check
  if (status === 'not_evaluated' || status === 'broken') return unknownText
  return `${formatInteger(failed)} of ${formatInteger(total)} ${check.severity === 'warning' ? 'found' : 'failed'}`
}

/** Whether a check found something that may be right, and keeps no load from being published. */
export function isWarning({ status, severity }: Pick<CheckResult, 'status' | 'severity'>): boolean {
  return status === 'failed' && severity === 'warning'
}

function weight(check: CheckResult): number {
  if (check.status === 'broken') return 1
  if (check.status === 'failed') return check.severity === 'error' ? 0 : 2
  return check.status === 'not_evaluated' ? 3 : 4
}

/** What needs attention first: failed, broken, warnings, snoozed, not evaluated, passed; otherwise in the order of the list. */
export function byUrgency(checks: readonly CheckResult[], snoozes: Snoozes = {}): CheckResult[] {
  const place = (check: CheckResult) => (snoozeOf(check, snoozes) ? 2.5 : weight(check))
  return checks.toSorted((a, b) => place(a) - place(b))
}

/** Rules that have touched or refused something first, otherwise in the order of the list. */
export function touchedFirst(rules: readonly RuleResult[]): RuleResult[] {
  return rules.toSorted((a, b) => Number(b.current > 0) - Number(a.current > 0))
}

/** All checks in one sentence: what failed before what is only worth a look, `none failed` when nothing did. */
export function summaryText(checks: readonly CheckOutcome[], snoozes: Snoozes = {}): string {
  const awake = checks.filter((check) => snoozeOf(check, snoozes) === null)
  const count = (matches: (check: CheckOutcome) => boolean) => awake.filter(matches).length
  const failed = count((check) => check.status === 'failed' && !isWarning(check))
  const evaluated = checks.some(({ status }) => status !== 'not_evaluated')
  const told = (number: number, text: string) => (number > 0 ? text : '')
  const counted = (number: number, word: string) => told(number, `${formatInteger(number)} ${word}`)
  const warnings = count(isWarning)
  const parts = [
    failed === 0 && evaluated ? 'none failed' : counted(failed, 'failed'),
    counted(
      count(({ status }) => status === 'broken'),
      'broken',
    ),
    told(warnings, formatCount(warnings, 'warning')),
    counted(checks.length - awake.length, 'snoozed'),
    counted(
      count(({ status }) => status === 'passed'),
      'passed',
    ),
    counted(
      count(({ status }) => status === 'not_evaluated'),
      'not evaluated',
    ),
  ]
  return [formatCount(checks.length, 'check'), parts.filter(Boolean).join(', ')].filter(Boolean).join(': ')
}

export interface TrendPoint {
  runId: number
  value: number
}

/** How the last value stands to the one before: `+3 since run 4`, `same as run 4`; empty without a run before or anything to tell. */
export function trendText(points: readonly TrendPoint[]): string {
  const last = points.at(-1)
  const before = points.at(-2)
  if (!last || !before || points.every(({ value }) => value === 0)) return ''
  const by = last.value - before.value
  if (by === 0) return `same as run ${before.runId}`
  return `${by > 0 ? '+' : '−'}${formatInteger(Math.abs(by))} since run ${before.runId}`
}

/** The whole trend in words, for who cannot see the bars. */
export function trendSentence(points: readonly TrendPoint[]): string {
  return points.map(({ runId, value }) => `run ${runId}: ${formatInteger(value)}`).join(', ')
}

export interface Subject {
  kind: 'check' | 'rule'
  name: string
}

/** The check or rule that a route names: `check.title_missing`; null for anything else. */
export function subjectOf(param: string | null): Subject | null {
  const [, kind, name] = /^(check|rule)\.(\w{1,100})$/.exec(param ?? '') ?? []
  return name === undefined ? null : { kind: kind === 'rule' ? 'rule' : 'check', name }
}
