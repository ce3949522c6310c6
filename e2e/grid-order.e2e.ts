import { emptyFilter } from '../shared/filter/filter.ts'
import { expect, test } from './fixtures.ts'
import { MoviesPage } from './pages/movies.ts'
import { TablesPage } from './pages/tables.ts'
import { axeFindings } from './support/accessibility.ts'

test.use({ appOptions: { synced: true, server: { films: 1500, quirks: 20 } } })

test('Shift sorts by several columns, by mouse and by keyboard, and everything follows', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  const { grid } = movies
  const head = app.window.locator('.page-head').getByRole('status')
  await grid.header('Rating').click()
  await grid.header('Language').click({ modifiers: ['Shift'] })
  await expect(head).toContainText('Rating descending, then Language ascending')
  await expect(grid.header('Rating')).toHaveAttribute('aria-sort', 'descending')
  await expect(grid.header('Rating')).toHaveAccessibleDescription('Key 1 of 2, descending')
  await expect(grid.header('Language')).toHaveAttribute('aria-sort', 'none')
  await expect(grid.header('Language')).toHaveAccessibleDescription('Key 2 of 2, ascending')
  await expect(grid.header('Language').locator('.grid-sort-place')).toHaveText('2')
  // The header has the keyboard after the click: turned in its place, taken out, put back.
  await grid.press('Shift+Enter')
  await expect(head).toContainText('Rating descending, then Language descending')
  await grid.press('Shift+Enter')
  await expect(head).toContainText('Rating descending')
  await expect(head).not.toContainText('then')
  await grid.press('Shift+Enter')
  await expect(head).toContainText('Rating descending, then Language ascending')
  await grid.ready()
  const order = [
    { key: 'rating', dir: 'desc' },
    { key: 'language', dir: 'asc' },
  ] as const
  const { rows } = await app.ask('movies.page', { filter: emptyFilter(), sort: [...order], offset: 0, limit: 12 })
  for (const [index, row] of rows.entries()) await expect(await grid.cell(index, 'Title')).toHaveText(row.title)
  await app.screenshot('movies-two-keys')
  expect(await axeFindings(app.window)).toEqual([])

  await grid.press('Control+Home', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Control+c')
  const clipboard = () => app.electron.evaluate((electron) => electron.clipboard.readText())
  await expect
    .poll(async () => (await clipboard()).split('\n').map((line) => line.replace(/^'/, '')))
    .toEqual(rows.slice(0, 3).map(({ title }) => title))

  await expect.poll(async () => (await app.ask('ui.get')).state['grid.movies']).toMatchObject({ sort: order })
  await app.restart()
  const after = new MoviesPage(app.window)
  await after.open()
  await expect(app.window.locator('.page-head').getByRole('status')).toContainText(
    'Rating descending, then Language ascending',
  )
  await expect(await after.grid.cell(0, 'Title')).toHaveText(rows[0]?.title ?? '')
})

test('every column says whether it sorts, and its menu adds it to the order', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  const { grid } = movies
  await expect(grid.header('Genres')).not.toHaveAttribute('aria-sort')
  await expect(grid.header('Genres')).toHaveAccessibleDescription(/does not sort/)
  await expect(grid.header('Genres')).toHaveAttribute('title', /does not sort/)
  await expect(grid.header('Year')).toHaveAttribute('aria-sort', 'none')
  await grid.header('Genres').click({ button: 'right' })
  const none = app.window.getByRole('menuitem', { name: /^Sort/ })
  await expect(none).toHaveAttribute('aria-disabled', 'true')
  await expect(none).toContainText('does not sort')
  await app.screenshot('movies-menu-does-not-sort')
  await app.window.keyboard.press('Escape')
  await grid.header('Year').click({ button: 'right' })
  await app.window.getByRole('menuitem', { name: 'Then highest first' }).click()
  const head = app.window.locator('.page-head').getByRole('status')
  await expect(head).toContainText('Uploaded descending, then Year descending')
  await grid.header('Uploaded').click({ button: 'right' })
  await app.window.getByRole('menuitem', { name: 'Take out of the order' }).click()
  await expect(head).toContainText('Year descending')
  await expect(head).not.toContainText('then')
})

test('a table is sorted by several columns too', async ({ app }) => {
  const page = new TablesPage(app.window)
  const grid = await page.open('silver_movie', 'Silver: films')
  await grid.header('Year').click()
  await grid.header('Rating').click({ modifiers: ['Shift'] })
  await expect(app.window.locator('.page-head').getByRole('status')).toContainText(
    'Year ascending, then Rating ascending',
  )
  await grid.ready()
  const { rows } = await app.ask('tables.page', {
    table: 'silver_movie',
    sort: [
      { key: 'year', dir: 'asc' },
      { key: 'rating', dir: 'asc' },
    ],
    search: '',
    offset: 0,
    limit: 5,
  })
  for (const [index, row] of rows.entries())
    await expect(grid.row(index).getByRole('gridcell').first()).toHaveText(String(row[0]))
})
