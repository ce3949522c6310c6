import { readFile } from 'node:fs/promises'
import { z } from 'zod'

/** How many tests of a stage passed, failed and were skipped. */
export type Tally = { passed: number; failed: number; skipped: number }

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
})

/**
 * Counts of vitest's JSON report. A file that failed before its first test (an import error) counts as one failure.
 *
 * @throws when the file is missing or is not such a report
 */
export async function readVitestReport(file: string): Promise<Tally> {
  const report = vitestReport.parse(JSON.parse(await readFile(file, 'utf8')))
  const brokenFiles = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  ).length
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/**
 * Counts of Playwright's JSON report. An error outside any test (a setup that failed) counts as one failure.
 *
 * @throws when the file is missing or is not such a report
 */
export async function readPlaywrightReport(file: string): Promise<Tally> {
  const { stats, errors } = playwrightReport.parse(JSON.parse(await readFile(file, 'utf8')))
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped }
}
