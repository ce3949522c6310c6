import { tables } from '../shared/tables.ts'
import { expect, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'
import { GridPart } from './pages/grid.ts'
import { MoviesPage } from './pages/movies.ts'
import { TablesPage } from './pages/tables.ts'
import { axeFindings } from './support/accessibility.ts'

test.use({ appOptions: { synced: true, server: { films: 800, quirks: 20 } } })

test('every table opens and shows as many rows as it is said to have', async ({ app }) => {
  const page = new TablesPage(app.window)
  const { counts } = await app.ask('tables.counts')
  for (const { key, label, columns } of tables) {
    const grid = await page.open(key, label)
    const rows = counts.find(({ table }) => table === key)?.rows
    expect(await grid.rowCount(), key).toBe(rows)
    expect(await grid.root.getAttribute('aria-colcount'), key).toBe(String(columns.length))
    if (rows === 0) await expect(app.window.getByText('This table has no rows')).toBeVisible()
  }
})

test('a member leads to its films, by mouse and by keyboard', async ({ app }) => {
  const page = new TablesPage(app.window)
  const grid = await page.open('dim_genre', 'Genre')
  await app.screenshot('tables-dim-genre')
  const drama = grid.root.getByRole('row').filter({ hasText: 'Drama' })
  const films = (await drama.getByRole('button').innerText()).replaceAll(',', '')
  await drama.getByRole('button').click()
  const movies = new MoviesPage(app.window)
  await movies.grid.ready()
  await expect.poll(() => movies.grid.rowCount()).toBe(Number(films))
  await expect(app.window.locator('.filter-chips')).toContainText('Genre is: Drama')

  const years = await page.open('dim_released_year', 'Released year')
  await years.press('ArrowDown', 'ArrowDown')
  const year = await (await years.cell(2, 'Year')).innerText()
  await years.press('Enter')
  await expect(app.window.locator('.filter-chips')).toContainText(`Released: ${year}`)
})

test('a row about one film opens that film, also when a filter hid it', async ({ app }) => {
  const page = new TablesPage(app.window)
  const genres = await page.open('dim_genre', 'Genre')
  await genres.root.getByRole('row').filter({ hasText: 'Drama' }).getByRole('button').click()
  const silver = await page.open('silver_movie', 'Silver: films')
  await silver.press('ArrowDown', 'ArrowDown', 'ArrowDown')
  const title = await (await silver.cell(3, 'Title')).innerText()
  await silver.press('Enter')
  const movies = new MoviesPage(app.window)
  await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${title}`)
  await expect(movies.grid.active()).toBeVisible()
})

test('the unknown member has a name and its films', async ({ app }) => {
  const page = new TablesPage(app.window)
  const grid = await page.open('dim_runtime', 'Runtime')
  await expect(await grid.cell(0, 'Band')).toHaveText('Unknown')
  const films = Number((await (await grid.cell(0, 'Films')).innerText()).replaceAll(',', ''))
  expect(films).toBeGreaterThan(0)
  await grid.press('Enter')
  const movies = new MoviesPage(app.window)
  await expect.poll(() => movies.grid.rowCount()).toBe(films)
  await expect(await movies.grid.cell(0, 'Runtime min')).toHaveText('—')
})

test('beside the sync panel of a narrow window the list folds into a choice, and the grid has the width', async ({
  app,
}) => {
  await app.resize(900, 600)
  const page = new TablesPage(app.window)
  const genres = await page.open('dim_genre', 'Genre')
  await new CockpitPart(app.window).start()
  await expect(page.list).toBeHidden()
  expect((await genres.root.boundingBox())?.width).toBeGreaterThan(500)
  await page.choice.focus()
  await page.choice.press('Enter')
  await app.window.getByRole('option', { name: 'dim_language' }).click()
  await new GridPart(app.window, 'Language').ready()
  await expect(page.choice).toContainText('dim_language')
})

test('search and sort go over the whole table', async ({ app }) => {
  const page = new TablesPage(app.window)
  const grid = await page.open('dim_date', 'Upload date')
  await app.window.getByRole('textbox', { name: 'Search Upload date' }).fill('Sunday')
  await expect.poll(() => grid.rowCount()).toBeLessThan(400)
  await grid.header('Films').click()
  await grid.ready()
  const films = async (row: number) => Number((await (await grid.cell(row, 'Films')).innerText()).replaceAll(',', ''))
  expect(await films(0)).toBeGreaterThanOrEqual(await films(5))
  await app.window.getByRole('textbox', { name: 'Search Upload date' }).fill('no such day')
  await expect(app.window.getByText('No row contains “no such day”')).toBeVisible()
  await app.window.getByRole('button', { name: 'Clear the search' }).click()
  await expect.poll(() => grid.rowCount()).toBeGreaterThan(400)
})

test('refused films stand in quarantine and can be replayed', async ({ app, api }) => {
  api.setFaults(['negative-ids=2'])
  api.catalogue.append(3)
  await app.sync({ mode: 'full' })
  const page = new TablesPage(app.window)
  const grid = await page.open('quarantine', 'Refused films')
  expect(await grid.rowCount()).toBeGreaterThan(0)
  await app.screenshot('tables-quarantine')
  await app.window.getByRole('button', { name: 'Try again' }).click()
  await expect(app.window.getByText(/still refused/)).toBeVisible()
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { synced: true, server: { films: 400, quirks: 20 }, theme } })

    test('axe finds nothing', async ({ app }) => {
      const page = new TablesPage(app.window)
      for (const [key, label] of [
        ['dim_language', 'Language'],
        ['run', 'Runs'],
        ['movie_change', 'Change history'],
      ] as const) {
        const grid = await page.open(key, label)
        await grid.press('ArrowDown')
        await app.screenshot(`tables-${key}-${theme}`)
        expect(await axeFindings(app.window), key).toEqual([])
      }
    })
  })
}
