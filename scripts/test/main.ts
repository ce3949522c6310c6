// `npm test`: types, lint and format, unit and integration tests, build, packaging, then Playwright in a real Electron.
// A stage that fails does not stop the later ones. The last line counts everything.
import { mkdir, rm } from 'node:fs/promises'
import { checks, passes } from '../check/checks.ts'
import { inProject, projectRoot } from '../lib/paths.ts'
import { prepareElectron } from '../lib/prepare.ts'
import { runInTerminal } from '../lib/run.mjs'
import { runMain, say, step } from '../lib/say.mjs'
import { readPlaywrightReport, readVitestReport, type Tally } from './reports.ts'

const total: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] }
const summary: string[] = []

function add(name: string, tally: Tally): void {
  total.passed += tally.passed
  total.failed += tally.failed
  total.skipped += tally.skipped
  total.failures.push(...tally.failures)
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''
  summary.push(`  ${tally.failed > 0 ? '✗' : '✓'} ${name}: ${tally.passed} passed, ${tally.failed} failed${skipped}`)
}

/** A stage that passes or fails as a whole. */
async function one(name: string, work: () => Promise<boolean>): Promise<void> {
  const ok = await step(name, work).catch((error: unknown) => {
    say(`  ${error instanceof Error ? error.message : String(error)}`)
    return false
  })
  if (!ok) say(`✗ ${name}`)
  add(name, { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, failures: [] })
}

/** A stage that writes a report of many tests. A program that fails although its report shows no failure is one. */
async function many(name: string, file: string, args: string[], read: (file: string) => Promise<Tally>): Promise<void> {
  await rm(file, { force: true })
  const code = await step(name, () => runInTerminal(process.execPath, args, { cwd: projectRoot }))
  const tally = await read(file).catch(() => ({
    passed: 0,
    failed: 1,
    skipped: 0,
    failures: [`${name}: no report was written`],
  }))
  if (code !== 0 && tally.failed === 0) tally.failed = 1
  add(name, tally)
}

async function script(name: string): Promise<boolean> {
  return (await runInTerminal(process.execPath, [inProject('scripts', name, 'main.ts')], { cwd: projectRoot })) === 0
}

await runMain(async () => {
  await mkdir(inProject('out'), { recursive: true })
  for (const check of checks) await one(check.name, () => passes(check))

  const vitestReport = inProject('out/vitest-report.json')
  await many(
    'unit and integration tests',
    vitestReport,
    [
      inProject('node_modules/vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${vitestReport}`,
    ],
    readVitestReport,
  )

  await one('Electron runtime', async () => {
    const runtime = await prepareElectron()
    say(`  Electron ${runtime.version} (${runtime.kind})`)
    return true
  })
  await one('build', () => script('build'))
  await one('package', () => script('package'))

  const e2eReport = inProject('out/e2e-report.json')
  await many(
    'e2e in the real Electron',
    e2eReport,
    [inProject('node_modules/@playwright/test/cli.js'), 'test'],
    readPlaywrightReport,
  )

  // Once more at the end, where whoever reads only that finds them.
  for (const failure of total.failures) say(`\n✗ ${failure}`)
  say(`\n${summary.join('\n')}`)
  if (total.skipped > 0) say(`  (${total.skipped} skipped: see above for what was absent)`)
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
  return total.failed > 0 ? 1 : 0
})
