import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CheckResult } from '../../shared/contract/warehouse.ts'
import { byUrgency, checkState, failedText, subjectOf, summaryText, trendSentence, trendText } from './quality-text.ts'

const check = (name: string, status: CheckResult['status'], severity: CheckResult['severity'] = 'error') =>
  ({ name, status, severity, failed: status === 'failed' ? 3 : 0, total: 70_613 }) as CheckResult

it('keeps passed, failed, warned, broken and not evaluated apart', () => {
  const words = [
    check('a', 'passed'),
    check('b', 'failed'),
    check('c', 'failed', 'warning'),
    check('d', 'broken'),
    check('e', 'not_evaluated'),
  ].map((result) => checkState(result).word)
  expect(new Set(words).size).toBe(5)
})

it('never says passed of a check that is named for what it looks for: "Language unknown: passed" would say two things', () => {
  for (const status of ['passed', 'failed', 'broken', 'not_evaluated'] as const) {
    const { word } = checkState({ status, severity: 'warning' })
    expect(word, status).not.toMatch(/pass|fail/i)
  }
  expect(checkState({ status: 'passed', severity: 'warning' }).word).toBe('None found')
  expect(checkState({ status: 'passed', severity: 'error' }).word).toBe('Passed')
})

it('never says 0 of a check without a result', () => {
  expect(failedText(check('a', 'passed'))).toBe('0 of 70,613 failed')
  expect(failedText(check('a', 'failed'))).toBe('3 of 70,613 failed')
  expect(failedText(check('a', 'failed', 'warning')), 'a warning is no failure').toBe('3 of 70,613 found')
  expect(failedText(check('a', 'broken'))).toBe('—')
  expect(failedText(check('a', 'not_evaluated'))).toBe('—')
})

it('puts what needs attention first and loses no check', () => {
  const result = fc.record({
    name: fc.string(),
    status: fc.constantFrom('passed', 'failed', 'not_evaluated', 'broken'),
    severity: fc.constantFrom('error', 'warning'),
  }) as fc.Arbitrary<CheckResult>
  fc.assert(
    fc.property(fc.array(result), (checks) => {
      const sorted = byUrgency(checks)
      expect(sorted).toHaveLength(checks.length)
      const firstPassed = sorted.findIndex(({ status }) => status === 'passed')
      if (firstPassed >= 0) expect(sorted.slice(firstPassed).every(({ status }) => status === 'passed')).toBe(true)
    }),
  )
})

it('sums up', () => {
  expect(summaryText([check('a', 'passed'), check('b', 'passed'), check('c', 'failed', 'warning')])).toBe(
    '3 checks: none failed, 1 warning, 2 passed',
  )
  expect(summaryText([check('a', 'failed'), check('b', 'failed', 'warning'), check('c', 'failed', 'warning')])).toBe(
    '3 checks: 1 failed, 2 warnings',
  )
  expect(summaryText([check('a', 'not_evaluated')]), 'nothing was tried').toBe('1 check: 1 not evaluated')
})

it('tells a trend in words', () => {
  const points = [
    { runId: 3, value: 10 },
    { runId: 4, value: 12 },
  ]
  expect(trendText(points)).toBe('+2 since run 3')
  expect(trendText(points.toReversed())).toBe('−2 since run 4')
  expect(trendText(points.slice(0, 1))).toBe('')
  expect(trendText(points.map(({ runId }) => ({ runId, value: 0 })))).toBe('')
  expect(trendSentence(points)).toBe('run 3: 10, run 4: 12')
})

it('reads a subject out of a route, and nothing else', () => {
  expect(subjectOf('rule.rating_zero')).toEqual({ kind: 'rule', name: 'rating_zero' })
  expect(subjectOf('check.x y')).toBeNull()
  expect(subjectOf('other.x')).toBeNull()
  expect(subjectOf(null)).toBeNull()
})

it('counts a snoozed finding apart and puts it after those that still call', () => {
  const checks = [check('a', 'failed', 'warning'), check('b', 'failed', 'warning'), check('c', 'passed')]
  const snoozes = { a: { reason: 'known', at: 0, failed: 3 } }
  expect(summaryText(checks, snoozes)).toBe('3 checks: none failed, 1 warning, 1 snoozed, 1 passed')
  expect(byUrgency(checks, snoozes).map(({ name }) => name)).toEqual(['b', 'a', 'c'])
})
