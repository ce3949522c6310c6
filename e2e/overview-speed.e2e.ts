import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createSyntheticWarehouse } from '../scripts/bench/synthetic-warehouse.ts'
import { expect, test } from './fixtures.ts'
import { OverviewPage } from './pages/overview.ts'

const films = 70_000

test.use({
  appOptions: {
    seed: (dataDir) => createSyntheticWarehouse(path.join(dataDir, 'warehouse.sqlite'), { films }),
  },
})

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  /** Microseconds of processor time; unlike wall time it does not grow with what else the machine does. */
  tdur?: number
  args?: { name?: string }
}

/** Milliseconds of processor time of every task of the page's main thread in a Chromium trace, longest first. */
function rendererTasks(file: string): number[] {
  const { traceEvents } = JSON.parse(readFileSync(file, 'utf8')) as { traceEvents: TraceEvent[] }
  const mains = new Set(
    traceEvents
      .filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  return traceEvents
    .filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && mains.has(`${event.pid} ${event.tid}`))
    .map((event) => (event.tdur ?? 0) / 1000)
    .sort((a, b) => b - a)
}

test('a brush over 70,000 films never holds the window for 50 ms', async ({ app }, info) => {
  const overview = new OverviewPage(app.window)
  await overview.open()
  expect(await overview.films()).toBe(films)
  await app.electron.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ['toplevel', '__metadata'], excluded_categories: ['*'] }),
  )
  await overview.brush('Films by released year', 0.5, 0.9, 24)
  await overview.settled()
  const file = info.outputPath('trace.json')
  await app.electron.evaluate(({ contentTracing }, target) => contentTracing.stopRecording(target), file)
  const tasks = rendererTasks(file)
  expect(tasks.length).toBeGreaterThan(100)
  info.annotations.push({ type: 'longest renderer task', description: `${tasks[0]?.toFixed(1)} ms of processor time` })
  expect(tasks[0]).toBeLessThan(50)
})
