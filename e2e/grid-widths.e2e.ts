import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from './fixtures.ts'
import type { GridPart } from './pages/grid.ts'
import { MoviesPage } from './pages/movies.ts'
import { RunsPage } from './pages/runs.ts'
import { ShellPart } from './pages/shell.ts'
import { TablesPage } from './pages/tables.ts'

test.use({ appOptions: { synced: true, server: { films: 1500, quirks: 20 } } })

/** Longer texts may be cut: a catalogue has titles of hundreds of letters. */
const longest = 60

/** Pixels from the last column's end to the end of what the grid shows, and how many of a column's drawn texts are cut. */
function measured(grid: GridPart, column: string, most = longest) {
  return grid.root.evaluate(
    (root, { name, most }) => {
      const heads = [...root.querySelectorAll('[role="columnheader"]')]
      const index = heads.findIndex((head) => head.textContent?.startsWith(name))
      const end = heads.at(-1)?.getBoundingClientRect().right ?? 0
      const texts = [...root.querySelectorAll(`[data-column="${index}"] .grid-text`)]
      return {
        white: Math.round(root.getBoundingClientRect().left + root.clientWidth - end),
        cut: texts.filter((text) => text.scrollWidth > text.clientWidth && (text.textContent ?? '').length < most)
          .length,
        texts: texts.length,
        uncut: Math.max(0, ...texts.map((text) => text.scrollWidth)),
        wider: root.scrollWidth - root.clientWidth,
      }
    },
    { name: column, most },
  )
}
const widthOf = async (grid: GridPart, column: string) => (await grid.header(column).boundingBox())?.width ?? 0

test('columns take the width there is: no white beside cut titles and genres', async ({ app }) => {
  await app.resize(1920, 1080)
  const movies = new MoviesPage(app.window)
  await movies.open()
  const { grid } = movies
  await expect.poll(async () => (await measured(grid, 'Title')).white).toBe(0)
  expect(await measured(grid, 'Title')).toMatchObject({ cut: 0, wider: 0 })
  expect((await measured(grid, 'Genres')).texts).toBeGreaterThan(20)
  expect((await measured(grid, 'Genres')).cut).toBe(0)
  await app.screenshot('movies-widths-1920')
  // Scrolling to other rows moves no column, nor does a filter that leaves a few.
  const before = await Promise.all(['Title', 'Genres'].map((name) => widthOf(grid, name)))
  await grid.press('Control+End')
  await grid.ready()
  const widths = () => Promise.all(['Title', 'Genres'].map((name) => widthOf(grid, name)))
  expect(await widths()).toEqual(before)
  const search = new ShellPart(app.window).search
  await search.fill(await (await grid.cell((await grid.rowCount()) - 1, 'Title')).innerText())
  await expect.poll(() => grid.rowCount()).toBeLessThan(20)
  await grid.ready()
  expect(await widths()).toEqual(before)
  await search.fill('')

  const page = new TablesPage(app.window)
  const silver = await page.open('silver_movie', 'Silver: films')
  await expect.poll(async () => (await measured(silver, 'Title')).white).toBeLessThanOrEqual(0)
  await app.screenshot('tables-widths-1920')
})

test('no error of a run is cut beside white space, in Runs and in Tables', async ({ app, dataDir }) => {
  // As long as errors get: what the source answered stands in them.
  const error = `Page 12 was refused after 5 attempts: ${'the answer is no list of films but a page that asks for a sign-in; '.repeat(4)}`
  await app.close()
  const db = new Database(path.join(dataDir, 'warehouse.sqlite'))
  db.prepare("UPDATE run SET status = 'failed', error_message = ?").run(error)
  db.close()
  await app.launch()
  await app.resize(1920, 1080)
  const runs = new RunsPage(app.window)
  await runs.open()
  await runs.grid.ready()
  await expect(await runs.grid.cell(0, 'Error')).toHaveText(error.trim())
  const inRuns = () => measured(runs.grid, 'Error', 1_000)
  await expect.poll(async () => (await inRuns()).white).toBe(0)
  expect(await inRuns()).toMatchObject({ wider: 0 })
  expect((await inRuns()).uncut, 'the error is longer than three of its columns').toBeGreaterThan(3 * 208)
  // Nor is a title of the films that it added: nothing stands beside it.
  await expect(runs.changes.getByRole('listitem').first()).toBeVisible()
  const titles = await runs.changes.locator('.change-title').evaluateAll((all) =>
    all.map((title) => ({
      cut: title.scrollWidth > title.clientWidth,
      white: Math.round(
        (title.closest('button')?.getBoundingClientRect().right ?? 0) - title.getBoundingClientRect().right,
      ),
    })),
  )
  expect(titles.length).toBeGreaterThan(20)
  expect(titles.filter(({ cut, white }) => cut && white > 40)).toEqual([])
  await app.screenshot('runs-error-1920')
  for (const [width, height] of [
    [1280, 800],
    [900, 600],
  ] as const) {
    await app.resize(width, height)
    // What is cut has nothing white beside it.
    await expect.poll(async () => (await inRuns()).white).toBeLessThanOrEqual(0)
    await app.screenshot(`runs-error-${width}`)
  }
  await app.resize(1920, 1080)
  const table = await new TablesPage(app.window).open('run', 'Runs')
  await expect.poll(async () => (await measured(table, 'Error')).white).toBeLessThanOrEqual(0)
})

test('a small window scrolls sideways, and columns keep their own widths', async ({ app }) => {
  await app.resize(900, 600)
  const movies = new MoviesPage(app.window)
  await movies.open()
  expect((await measured(movies.grid, 'Title')).wider).toBeGreaterThan(50)
  expect(await widthOf(movies.grid, 'Title')).toBe(232)
  await app.screenshot('movies-widths-900')
})

test('a column is fitted to what is in it by double click, key and menu, and let go again', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  const { grid } = movies
  const edge = grid.header('Genres').locator('.grid-resize')
  expect((await measured(grid, 'Genres')).cut).toBeGreaterThan(0)
  await edge.dblclick()
  await expect.poll(async () => (await measured(grid, 'Genres')).cut).toBe(0)
  await expect(grid.header('Uploaded')).toHaveAttribute('aria-sort', 'descending')
  const fitted = await widthOf(grid, 'Genres')

  // By the keyboard: what fits already stays as it is.
  await grid.press('Control+Home', 'ArrowUp')
  for (let step = 0; step < 4; step++) await grid.press('ArrowRight')
  await grid.press('Alt+ArrowRight', 'Alt+ArrowRight')
  expect(await widthOf(grid, 'Genres')).toBe(fitted + 32)
  await grid.press('Alt+Enter')
  expect(await widthOf(grid, 'Genres')).toBe(fitted)

  await grid.header('Year').click({ button: 'right' })
  await app.window.getByRole('menuitem', { name: 'Fit to contents' }).click()
  const year = await widthOf(grid, 'Year')
  expect(year).toBeLessThan(80)
  expect((await measured(grid, 'Year')).cut).toBe(0)

  await expect.poll(async () => (await app.ask('ui.get')).state['grid.movies']).toMatchObject({ widths: { year } })
  await app.restart()
  const after = new MoviesPage(app.window)
  await after.open()
  expect(await widthOf(after.grid, 'Genres')).toBe(fitted)
  await after.grid.header('Genres').click({ button: 'right' })
  await app.window.getByRole('menuitem', { name: 'Automatic width' }).click()
  await expect.poll(() => widthOf(after.grid, 'Genres')).toBeLessThan(fitted)
})
