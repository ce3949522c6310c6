import { mkdtemp, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readPlaywrightReport, readVitestReport } from './reports.ts'

async function fileWith(value: unknown): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'yts-report-'))
  const file = path.join(folder, 'report.json')
  await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value))
  return file
}

test('a test file that broke before its first test counts as a failure', async () => {
  const file = await fileWith({
    numPassedTests: 10,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 0,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed', fullName: 'fine' }] },
      {
        name: '/somewhere/a.test.ts',
        status: 'failed',
        assertionResults: [
          {
            status: 'failed',
            fullName: 'a thing works',
            failureMessages: ['\u001b[31mexpected 1\u001b[39m\n\nto be 2'],
          },
        ],
      },
      { name: '/somewhere/b.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] },
    ],
  })
  expect(await readVitestReport(file)).toEqual({
    passed: 10,
    failed: 2,
    skipped: 2,
    failures: ['a.test.ts: a thing works\n    expected 1\n    to be 2', 'b.test.ts\n    Cannot find module'],
  })
})

test('a flaky test and an error outside any test count as failures', async () => {
  const spec = (title: string, status: string, message: string) => ({
    title,
    file: 'grid.e2e.ts',
    tests: [{ status, results: [{ errors: message === '' ? [] : [{ message }] }] }],
  })
  const file = await fileWith({
    suites: [
      {
        specs: [spec('scrolls', 'expected', '')],
        suites: [{ specs: [spec('sorts', 'unexpected', 'too slow'), spec('copies', 'flaky', '')] }],
      },
    ],
    stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 3 },
    errors: [{ message: 'no display' }],
  })
  expect(await readPlaywrightReport(file)).toEqual({
    passed: 5,
    failed: 3,
    skipped: 3,
    failures: ['grid.e2e.ts: sorts\n    too slow', 'grid.e2e.ts: copies', 'outside any test\n    no display'],
  })
})

test('a report that is missing or cut is no report', async () => {
  await expect(readVitestReport('/nowhere/report.json')).rejects.toThrow()
  await expect(readPlaywrightReport(await fileWith('{"stats": {'))).rejects.toThrow()
})

test('a failed window test tells what its window showed', async () => {
  const context = await fileWith(
    '# Error\n\n# Page snapshot\n\n```yaml\n- heading "Overview"\n- alert: Nothing was read\n```\n',
  )
  const result = { errors: [{ message: 'not visible' }], attachments: [{ name: 'error-context', path: context }] }
  const spec = { title: 'reads', file: 'grid.e2e.ts', tests: [{ status: 'unexpected', results: [result] }] }
  const file = await fileWith({
    suites: [{ specs: [spec] }],
    stats: { expected: 0, unexpected: 1, flaky: 0, skipped: 0 },
    errors: [],
  })
  expect((await readPlaywrightReport(file)).failures).toEqual([
    'grid.e2e.ts: reads\n    not visible\n    | - heading "Overview"\n    | - alert: Nothing was read',
  ])
})

test('one that failed before anything was expected tells what the window showed last, and the end of the log', async () => {
  const context = await fileWith('# Error details\n\nno snapshot here\n')
  const seen = await fileWith('```yaml\n- heading "Opening"\n# log\nerror reader: timeout\n```\n')
  const attachments = [
    { name: 'error-context', path: context },
    { name: 'last-seen', path: seen },
  ]
  const result = { errors: [{ message: 'no button' }], attachments }
  const spec = { title: 'starts', file: 'shell.e2e.ts', tests: [{ status: 'unexpected', results: [result] }] }
  const file = await fileWith({
    suites: [{ specs: [spec] }],
    stats: { expected: 0, unexpected: 1, flaky: 0, skipped: 0 },
    errors: [],
  })
  expect((await readPlaywrightReport(file)).failures).toEqual([
    'shell.e2e.ts: starts\n    no button\n    | - heading "Opening"\n    | # log\n    | error reader: timeout',
  ])
})
