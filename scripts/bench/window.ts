import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { startSampleApi } from '../../e2e/sample-api/server.ts'
import { electronLaunchOptions, playwrightLaunchOptions } from '../electron-runtime/index.ts'
import { openDisplay } from '../lib/display.ts'
import { type Figure, median } from './measure.ts'
import { createSyntheticWarehouse } from './synthetic-warehouse.ts'

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  /** Microseconds: wall time, and time on a processor, which other programs do not stretch. */
  dur?: number
  tdur?: number
  args?: { name?: string }
}

/** The window itself, in the real Electron: start, tasks while a load runs. Needs a built app (`npm run build`). */
export async function benchWindow(options: {
  films: number
  rounds: number
  say: (line: string) => void
}): Promise<Figure[]> {
  const display = await openDisplay()
  const folder = mkdtempSync(join(tmpdir(), 'yts-bench-window-'))
  try {
    const dataDir = join(folder, 'data')
    mkdirSync(dataDir)
    options.say(`a warehouse of ${options.films} films for the window`)
    createSyntheticWarehouse(join(dataDir, 'warehouse.sqlite'), { films: options.films })
    const empty = emptyApp(folder)
    const ours: number[] = []
    const bare: number[] = []
    for (let round = 0; round < options.rounds; round++) {
      options.say(`cold start, round ${round + 1} of ${options.rounds}`)
      bare.push(await bareStart(empty, folder, display.env))
      ours.push(await appStart(dataDir, display.env))
    }
    options.say('renderer tasks while a load runs')
    return [
      { what: 'empty Electron window', value: median(bare), unit: 'ms' },
      {
        what: `cold start to interactive, ${options.films.toLocaleString('en-US')} films`,
        value: median(ours),
        unit: 'ms',
      },
      {
        what: 'cold start / empty window',
        value: median(ours) / median(bare),
        unit: '×',
        budget: { at: 'most', value: 1.5 },
      },
      ...(await tasksWhileSyncing(join(folder, 'sync'), display.env)),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
    display.close()
  }
}

/** The smallest app there is: one window, one line of text. */
function emptyApp(folder: string): string {
  const app = join(folder, 'empty')
  mkdirSync(app)
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'empty', version: '1.0.0', main: 'main.cjs' }))
  writeFileSync(join(app, 'page.html'), '<!doctype html><title>empty</title><h1>empty</h1>')
  writeFileSync(
    join(app, 'main.cjs'),
    "const { app, BrowserWindow } = require('electron')\napp.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile(require('node:path').join(__dirname, 'page.html')))\n",
  )
  return app
}

async function bareStart(app: string, folder: string, env: NodeJS.ProcessEnv): Promise<number> {
  const base = await electronLaunchOptions({ dataDir: folder, env })
  const started = performance.now()
  const electron = await _electron.launch({
    ...base,
    cwd: app,
    args: [...base.args.filter((arg) => arg.startsWith('--no-')), app],
  })
  const page = await electron.firstWindow()
  await page.getByRole('heading', { name: 'empty' }).waitFor()
  const ms = performance.now() - started
  await electron.close()
  return ms
}

/** Until the overview shows its figures and answers a click. */
async function appStart(dataDir: string, env: NodeJS.ProcessEnv): Promise<number> {
  const base = await electronLaunchOptions({ dataDir, env })
  const started = performance.now()
  const electron = await _electron.launch(base)
  const page = await electron.firstWindow()
  await page.getByText('Films by genre').first().waitFor()
  await page.getByRole('button', { name: /^Sync/ }).first().click({ trial: true })
  const ms = performance.now() - started
  await end(electron, page)
  return ms
}

async function end(electron: ElectronApplication, page: Page): Promise<void> {
  const closed = electron.waitForEvent('close')
  await page.evaluate(() => void window.yts?.invoke['app.quit']({ decision: 'pause' })).catch(() => electron.close())
  await closed
}

async function tasksWhileSyncing(dataDir: string, env: NodeJS.ProcessEnv): Promise<Figure[]> {
  const api = await startSampleApi({ films: 20_000 })
  try {
    await api.warm(50)
    mkdirSync(dataDir)
    writeFileSync(join(dataDir, 'config.yaml'), `yts_url: ${api.url}\nmax_workers: 8\n`)
    const electron = await _electron.launch(await playwrightLaunchOptions({ dataDir, env }))
    const page = await electron.firstWindow()
    await page.getByRole('button', { name: 'Sync from YTS' }).waitFor()
    await electron.evaluate(({ contentTracing }) =>
      contentTracing.startRecording({ included_categories: ['toplevel', '__metadata'], excluded_categories: ['*'] }),
    )
    await page.getByRole('button', { name: 'Sync from YTS' }).click()
    await page.getByText('Films by genre').first().waitFor({ timeout: 120_000 })
    const file = join(dataDir, 'trace.json')
    await electron.evaluate(({ contentTracing }, target) => contentTracing.stopRecording(target), file)
    await end(electron, page)
    const { traceEvents } = JSON.parse(readFileSync(file, 'utf8')) as { traceEvents: TraceEvent[] }
    return [
      taskFigure('renderer', 'CrRendererMain', 50, traceEvents),
      taskFigure('main', 'CrBrowserMain', 20, traceEvents),
    ]
  } finally {
    await api.close()
  }
}

function taskFigure(process: string, thread: string, most: number, events: readonly TraceEvent[]): Figure {
  const threads = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === thread)
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = events.filter(
    ({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && threads.has(`${pid} ${tid}`),
  )
  const longest = (pick: (event: TraceEvent) => number | undefined): number =>
    Math.max(0, ...tasks.map((task) => (pick(task) ?? 0) / 1000))
  return {
    what: `longest ${process} task during a load of 20,000 films (processor time)`,
    value: longest(({ tdur }) => tdur),
    unit: 'ms',
    budget: { at: 'most', value: most },
    note: `${tasks.length} tasks; longest by the wall clock ${Math.round(longest(({ dur }) => dur))} ms`,
  }
}
