import { expect, test } from './fixtures.ts'
import { MoviesPage } from './pages/movies.ts'
import { TablesPage } from './pages/tables.ts'
import { disturb } from './support/channel-faults.ts'

test.use({ appOptions: { synced: true, server: { films: 1500 } } })

const last = 1499

test('Space on a row that is still being read opens the inspector at once, and the film comes when it is read', async ({
  app,
}) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  const release = await disturb(app, ['movies.page'], 'hangs')
  await movies.grid.press('Control+End')
  await expect(movies.grid.row(last)).toHaveAttribute('aria-busy', 'true')
  await movies.grid.press(' ')
  await expect(movies.inspector).toContainText('Reading the film')
  await app.screenshot('movies-unread-inspector')
  await release()
  await movies.grid.ready()
  await movies.inspected(last)
  await movies.grid.press(' ')
  await expect(movies.inspector).toBeHidden()
})

test('Space on a header sorts, also while rows are being read', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  await movies.grid.press('Control+Home', 'ArrowUp', ' ')
  await expect(movies.grid.header('Title')).toHaveAttribute('aria-sort', 'ascending')
  await expect(movies.inspector).toBeHidden()
})

/** What leads to a row's film, or to its menu. */
const presses: {
  name: string
  press: (movies: MoviesPage) => Promise<void>
  shows: (movies: MoviesPage) => Promise<void>
}[] = [
  { name: 'Enter', press: ({ grid }) => grid.press('Enter'), shows: (movies) => movies.inspected(last) },
  {
    name: 'a double click',
    press: ({ grid }) => grid.row(last).getByRole('gridcell').first().dblclick(),
    shows: (movies) => movies.inspected(last),
  },
  {
    name: 'a menu',
    press: ({ grid }) => grid.press('Shift+F10'),
    shows: async ({ grid }) => {
      for (const name of ['Inspect', 'Copy with headers'])
        await expect(grid.page.getByRole('menuitem', { name })).toBeVisible()
    },
  },
]
for (const { name, press, shows } of presses) {
  test(`${name} on a row that is still being read is done once it is read`, async ({ app }) => {
    const movies = new MoviesPage(app.window)
    await movies.open()
    const { grid } = movies
    const release = await disturb(app, ['movies.page'], 'hangs')
    await grid.press('Control+End')
    await expect(grid.row(last)).toHaveAttribute('aria-busy', 'true')
    await press(movies)
    await release()
    await grid.ready()
    await shows(movies)
  })
}

test('a press on a row that is still being read is dropped by what the person does next', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  const release = await disturb(app, ['movies.page'], 'hangs')
  await movies.grid.press('Control+End', 'Enter', 'ArrowUp', 'ArrowDown')
  await release()
  await movies.grid.ready()
  await expect(movies.grid.row(last)).toBeVisible()
  await expect(movies.inspector).toBeHidden()
})

test('Enter on a table row that is still being read leads to its film', async ({ app }) => {
  const page = new TablesPage(app.window)
  const silver = await page.open('silver_movie', 'Silver: films')
  const release = await disturb(app, ['tables.page'], 'hangs')
  await silver.press('Control+End')
  await expect(silver.row(last)).toHaveAttribute('aria-busy', 'true')
  // The first column is the film; the last one is a run, and leads to that.
  await silver.press('Home', 'Enter')
  await release()
  const movies = new MoviesPage(app.window)
  await expect(movies.inspector).toBeVisible()
  await expect(movies.grid.active()).toBeVisible()
})
