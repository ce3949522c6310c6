import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { startSampleApi } from '../../electron/sample/server.ts'
import { playwrightLaunchOptions } from '../electron-runtime/index.ts'
import { openDisplay } from '../lib/display.ts'
import { benchBrushing } from './brushing.ts'
import { benchColdStart } from './cold-start.ts'
import type { Figure } from './measure.ts'
import { recordTasks } from './renderer-tasks.ts'
import { benchScrolling } from './scrolling.ts'
import { createSyntheticWarehouse } from './synthetic/synthetic-warehouse.ts'

/**
 * The window itself, in the real Electron: start, tasks while a load runs, scrolling. Needs a built app (`npm run build`).
 *
 * @param options.films size of the warehouse the app is started on; @param options.rows of the one that is scrolled through
 */
export async function benchWindow(options: {
  films: number
  rows: number
  rounds: number
  say: (line: string) => void
}): Promise<Figure[]> {
  const { films, rows, rounds, say } = options
  const display = await openDisplay()
  const scratch = mkdtempSync(join(tmpdir(), 'yts-bench-window-'))
  try {
    const dataDir = join(scratch, 'data')
    mkdirSync(dataDir)
    say(`a warehouse of ${films} films for the window`)
    createSyntheticWarehouse(join(dataDir, 'warehouse.sqlite'), { films })
    const figures = await benchColdStart({ dataDir, films, scratch, rounds, env: display.env, say })
    say('a brush over the charts')
    figures.push(...(await benchBrushing(films, dataDir, display.env, end)))
    say('tasks while a load runs')
    figures.push(...(await tasksWhileSyncing(join(scratch, 'sync'), display.env)))
    say(`scrolling through ${rows} films`)
    figures.push(...(await benchScrolling(rows, join(scratch, 'scroll'), display.env, end)))
    return figures
  } finally {
    rmSync(scratch, { recursive: true, force: true })
    display.close()
  }
}

async function end(electron: ElectronApplication, page: Page): Promise<void> {
  const closed = electron.waitForEvent('close')
  await page.evaluate(() => void window.yts?.invoke['app.quit']({ decision: 'pause' })).catch(() => electron.close())
  await closed
}

/** The first load of a new folder, from the click to the charts. */
async function tasksWhileSyncing(dataDir: string, env: NodeJS.ProcessEnv): Promise<Figure[]> {
  const api = await startSampleApi({ films: 20_000 })
  try {
    await api.warm(50)
    mkdirSync(dataDir)
    writeFileSync(join(dataDir, 'config.yaml'), `yts_url: ${api.url}\nmax_workers: 8\n`)
    const electron = await _electron.launch(await playwrightLaunchOptions({ dataDir, env }))
    const page = await electron.firstWindow()
    const button = page.getByRole('button', { name: 'Sync from YTS' })
    await button.waitFor()
    const tasks = await recordTasks(electron, join(dataDir, 'trace.json'), async () => {
      await button.click()
      await page.getByText('Films by genre').first().waitFor({ timeout: 120_000 })
      await page.locator('.overview-charts:not(:has(.chart-loading))').waitFor()
    })
    await end(electron, page)
    const during = 'during a load of 20,000 films'
    return [tasks('renderer', 50, during), tasks('main', 20, during)]
  } finally {
    await api.close()
  }
}
