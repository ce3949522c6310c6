import { join } from 'node:path'
import { _electron, type Page } from '@playwright/test'
import { OverviewPage } from '../../e2e/pages/overview.ts'
import { playwrightLaunchOptions } from '../electron-runtime/index.ts'
import type { Figure } from './measure.ts'
import { recordTasks } from './renderer-tasks.ts'

/**
 * A brush drawn over a chart of the Overview, in many moves, until every chart follows it: no task of the page may be so long that
 * the hand feels it.
 *
 * @param dataDir a folder with a warehouse of `films` films; @param end ends the app
 */
export async function benchBrushing(
  films: number,
  dataDir: string,
  env: NodeJS.ProcessEnv,
  end: (electron: Awaited<ReturnType<typeof _electron.launch>>, page: Page) => Promise<void>,
): Promise<Figure[]> {
  const electron = await _electron.launch(await playwrightLaunchOptions({ dataDir, env }))
  const page = await electron.firstWindow()
  const overview = new OverviewPage(page)
  await overview.open()
  const tasks = await recordTasks(electron, join(dataDir, 'trace.json'), async () => {
    await overview.brush('Films by released year', 0.5, 0.9, 24)
    await overview.settled()
  })
  await end(electron, page)
  return [tasks('renderer', 50, `while a brush is drawn over ${films.toLocaleString('en-US')} films`)]
}
