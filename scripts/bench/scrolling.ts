import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, type Page } from '@playwright/test'
import { playwrightLaunchOptions } from '../electron-runtime/index.ts'
import type { Figure } from './measure.ts'
import { recordTasks } from './renderer-tasks.ts'
import { createSyntheticWarehouse } from './synthetic/synthetic-warehouse.ts'

/** Turns of the wheel, and pixels of each: twenty rows. */
const turns = 60
const step = 560

/**
 * The wheel over the Movies grid of many films: tasks of the renderer, then, in a second pass whose looking is not among those
 * tasks, frames in which a row of the view shows nothing.
 *
 * @param folder an empty folder for the data; @param end ends the app
 */
export async function benchScrolling(
  films: number,
  folder: string,
  env: NodeJS.ProcessEnv,
  end: (electron: Awaited<ReturnType<typeof _electron.launch>>, page: Page) => Promise<void>,
): Promise<Figure[]> {
  mkdirSync(folder)
  createSyntheticWarehouse(join(folder, 'warehouse.sqlite'), { films })
  const electron = await _electron.launch(await playwrightLaunchOptions({ dataDir: folder, env }))
  const page = await electron.firstWindow()
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Movies' }).click()
  const grid = page.getByRole('grid', { name: 'Films', exact: true })
  const ready = () =>
    page.locator('[role="grid"][aria-busy="false"]:not(:has([role="row"][aria-busy="true"]))').waitFor()
  await ready()
  await grid.hover()
  const scroll = async (by: number) => {
    for (let turn = 0; turn < turns; turn++) await page.mouse.wheel(0, by)
    await ready()
  }
  const tasks = await recordTasks(electron, join(folder, 'trace.json'), () => scroll(step))
  const frames = await grid.evaluateHandle(watchFrames)
  await scroll(-step)
  await scroll(step)
  const seen = await frames.evaluate((watch) => watch.end())
  await end(electron, page)
  const over = `while the wheel turns over ${films.toLocaleString('en-US')} films`
  return [
    tasks('renderer', 50, over),
    {
      what: `blank frames ${over}`,
      value: seen.blank,
      unit: 'frames',
      budget: { at: 'most', value: 0 },
      note: `of ${seen.frames} frames`,
    },
  ]
}

/** Runs in the page: looks at every frame until `end`, whether each line of the grid's view lies in a row. */
function watchFrames(grid: Element) {
  const seen = { frames: 0, blank: 0 }
  let running = true
  const look = () => {
    if (!running) return
    const box = grid.getBoundingClientRect()
    const rows = [...grid.querySelectorAll('[role="row"]')].map((row) => row.getBoundingClientRect())
    seen.frames += 1
    for (let y = box.top + 44; y < box.bottom - 16; y += 14) {
      if (rows.some((row) => row.top <= y && row.bottom >= y)) continue
      seen.blank += 1
      break
    }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  return {
    end: () => {
      running = false
      return seen
    },
  }
}
