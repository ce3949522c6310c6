import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import * as z from 'zod'

/** How many tests of a stage passed, failed and were skipped, and which failed. */
export type Tally = { passed: number; failed: number; skipped: number; failures: string[] }

/** Lines of a failure's message that are told once more at the end. */
const toldLines = 3
/** Lines of the page that a failed window test showed. */
const shownLines = 60

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string().default(''),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          status: z.string().default(''),
          fullName: z.string().default(''),
          failureMessages: z.array(z.string()).default([]),
        }),
      ),
    }),
  ),
})

const problem = z.object({ message: z.string().default('') })
const playwrightSuite = z.object({
  specs: z
    .array(
      z.object({
        title: z.string(),
        file: z.string(),
        tests: z.array(
          z.object({
            status: z.string(),
            results: z.array(
              z.object({
                errors: z.array(problem).default([]),
                attachments: z.array(z.object({ name: z.string(), path: z.string().optional() })).default([]),
              }),
            ),
          }),
        ),
      }),
    )
    .default([]),
  get suites() {
    return z.array(playwrightSuite).default([])
  },
})
type Suite = z.infer<typeof playwrightSuite>

const playwrightReport = z.object({
  suites: z.array(playwrightSuite).default([]),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(problem),
})

/**
 * Counts of vitest's JSON report. A file that failed before its first test (an import error) counts as one failure.
 *
 * @throws when the file is missing or is not such a report
 */
export async function readVitestReport(file: string): Promise<Tally> {
  const report = vitestReport.parse(JSON.parse(await readFile(file, 'utf8')))
  const broken = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  )
  const failures = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => failure(`${path.basename(name)}: ${fullName}`, failureMessages[0])),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [...failures, ...broken.map(({ name, message }) => failure(path.basename(name), message))],
  }
}

function failure(name: string, message = ''): string {
  const told = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, toldLines)
  return [name, ...told.map((line) => `    ${line.trim()}`)].join('\n')
}

/**
 * Counts of Playwright's JSON report. An error outside any test (a setup that failed) counts as one failure.
 *
 * @throws when the file is missing or is not such a report
 */
export async function readPlaywrightReport(file: string): Promise<Tally> {
  const { stats, errors, suites } = playwrightReport.parse(JSON.parse(await readFile(file, 'utf8')))
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: [
      ...(await Promise.all(suites.flatMap(failedSpecs))),
      ...errors.map(({ message }) => failure('outside any test', message)),
    ],
  }
}

function failedSpecs({ specs, suites }: Suite): Promise<string>[] {
  const own = specs
    .filter(({ tests }) => tests.some(({ status }) => status === 'unexpected' || status === 'flaky'))
    .map(async ({ file, title, tests }) => {
      const page = await shownPage(tests)
      return [failure(`${file}: ${title}`, firstMessage(tests)), ...page.map((line) => `    | ${line}`)].join('\n')
    })
  return [...own, ...suites.flatMap(failedSpecs)]
}

/**
 * What the window showed when the test failed: the first lines of Playwright's snapshot, which it takes where an expectation failed,
 * or else what the test's app was seen with last, and the end of its log. Often all that is left of a rare failure.
 */
async function shownPage(tests: Suite['specs'][number]['tests']): Promise<string[]> {
  const attached = tests.flatMap(({ results }) => results.flatMap(({ attachments }) => attachments))
  const linesOf = async (wanted: string): Promise<string[]> => {
    const file = attached.find(({ name }) => name === wanted)?.path
    const text = file === undefined ? '' : await readFile(file, 'utf8').catch(() => '')
    return /```yaml\n(.*?)\n```/s.exec(text)?.[1]?.split('\n') ?? []
  }
  const seen = await linesOf('last-seen')
  const logAt = seen.indexOf('# log')
  const page = await linesOf('error-context')
  const shown = page.length > 0 ? page : seen.slice(0, Math.max(logAt, 0))
  return [...shown.slice(0, shownLines), ...(logAt < 0 ? [] : seen.slice(logAt))]
}

function firstMessage(tests: Suite['specs'][number]['tests']): string {
  const messages = tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors.map(({ message }) => message)))
  return messages.find((message) => message !== '') ?? ''
}
