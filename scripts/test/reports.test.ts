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
      { status: 'passed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
    ],
  })
  expect(await readVitestReport(file)).toEqual({ passed: 10, failed: 2, skipped: 2 })
})

test('a flaky test and an error outside any test count as failures', async () => {
  const file = await fileWith({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 3 }, errors: [{}] })
  expect(await readPlaywrightReport(file)).toEqual({ passed: 5, failed: 3, skipped: 3 })
})

test('a report that is missing or cut is no report', async () => {
  await expect(readVitestReport('/nowhere/report.json')).rejects.toThrow()
  await expect(readPlaywrightReport(await fileWith('{"stats": {'))).rejects.toThrow()
})
