import { expect, it } from 'vitest'
import { contract } from '../../../shared/contract/index.ts'
import { failureReport, isOther } from './view-failure.ts'

it('names the view, its innermost component and what was thrown', () => {
  const stack =
    '\n    at Plot (app://explorer/assets/shell.js:1:2)\n    at ChartFrame (app://explorer/assets/shell.js:1:9)'
  const report = failureReport('Films by genre', new RangeError('too many'), stack)
  expect(report).toMatchObject({ view: 'Films by genre', component: 'Plot', message: 'RangeError: too many' })
  expect(report.stack).toContain('view-failure.test')
})

it('takes whatever is thrown, of whatever length, into what the contract takes', () => {
  const long = 'x'.repeat(100_000)
  const thrown = [
    new Error(long),
    long,
    null,
    undefined,
    5,
    { toString: () => long },
    Object.assign(new Error('a'), { stack: long }),
  ]
  for (const error of thrown) {
    const report = failureReport(long, error, `at ${long}`)
    expect(contract['app.viewFailed'].input.safeParse(report).success).toBe(true)
  }
})

it('a view is drawn again once anything that it is drawn from is another', () => {
  const filter = {}
  expect(isOther([filter, 1, '/overview'], [filter, 1, '/overview'])).toBe(false)
  expect(isOther([filter, 1, '/overview'], [{}, 1, '/overview'])).toBe(true)
  expect(isOther([filter, 1, '/overview'], [filter, 2, '/overview'])).toBe(true)
  expect(isOther([filter, Number.NaN], [filter, Number.NaN])).toBe(false)
  expect(isOther([filter], [])).toBe(true)
})
