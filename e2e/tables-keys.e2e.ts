import { expect, test } from './fixtures.ts'
import { GridPart } from './pages/grid.ts'
import { MoviesPage } from './pages/movies.ts'
import { TablesPage } from './pages/tables.ts'
import { clickMenu } from './support/native-menu.ts'

test.use({ appOptions: { synced: true, server: { films: 800, quirks: 20 } } })

test('the first look is at the fact; a table that was chosen is the one after a restart', async ({ app }) => {
  await app.window.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Tables' }).click()
  await new GridPart(app.window, 'Facts: films').ready()
  await new TablesPage(app.window).open('dim_language', 'Language')
  await app.restart()
  await new GridPart(app.window, 'Language').ready()
})

test('a search says how many it found of all', async ({ app }) => {
  const grid = await new TablesPage(app.window).open('fact_movies', 'Facts: films')
  const status = app.window.getByRole('main').getByRole('status')
  await expect(status.first()).toContainText('800 rows')
  await app.window.getByRole('textbox', { name: 'Search Facts: films' }).fill('tt00')
  await expect.poll(() => grid.rowCount()).toBeLessThan(800)
  await expect(status.first()).toContainText(`${await grid.rowCount()} of 800 rows`)
  await app.resize(900, 600)
  const count = status.first().locator('span').first()
  await expect(count).toHaveText(`${await grid.rowCount()} of 800 rows`)
  const whole = () =>
    count.evaluate((part) => {
      const room = part.parentElement?.getBoundingClientRect().right ?? 0
      return part.scrollWidth <= part.clientWidth + 1 && part.getBoundingClientRect().right <= room + 1
    })
  await expect.poll(whole).toBe(true)
})

test('a key leads to its member by mouse, in the order of that table, and going back returns', async ({ app }) => {
  const page = new TablesPage(app.window)
  const languages = await page.open('dim_language', 'Language')
  await languages.header('Language').click()
  await languages.ready()
  const fact = await page.open('fact_movies', 'Facts: films')
  const key = await (await fact.cell(5, 'Language key')).innerText()
  await (await fact.cell(5, 'Language key')).getByRole('button').click()
  await languages.ready()
  await expect(languages.root).toBeFocused()
  const row = languages.root.getByRole('row').filter({ has: app.window.locator('.focused') })
  await expect(row.getByRole('gridcell').first()).toHaveText(key)
  await expect(languages.active()).toBeInViewport()
  expect(await app.window.evaluate(() => location.hash)).toBe('#/tables/dim_language')
  await clickMenu(app, 'history.back')
  await fact.ready()
  await expect(fact.root).toBeFocused()
  await expect(fact.row(5).locator('.focused')).toBeVisible()
})

test('Enter follows the key of its cell, the unknown member too, and Alt+← returns', async ({ app }) => {
  const page = new TablesPage(app.window)
  const runtimes = await page.open('dim_runtime', 'Runtime')
  await runtimes.header('Runtime key').click()
  await runtimes.ready()
  const last = (await runtimes.rowCount()) - 1
  const fact = await page.open('fact_movies', 'Facts: films')
  await fact.header('Runtime key').click()
  await fact.ready()
  await fact.press('ArrowDown')
  await expect(fact.active()).toHaveText('0')
  await fact.press('Enter')
  await runtimes.ready()
  await expect(runtimes.root).toBeFocused()
  await expect(runtimes.row(last).locator('.focused')).toHaveText('0')
  await expect(runtimes.active()).toBeInViewport()
  await app.window.keyboard.press('Alt+ArrowLeft')
  await fact.ready()
  await expect(fact.root).toBeFocused()
  await expect(fact.row(0).locator('.focused')).toHaveText('0')
  await app.window.keyboard.press('Alt+ArrowRight')
  await runtimes.ready()
  await expect(runtimes.row(last).locator('.focused')).toHaveText('0')
})

test('a junction leads to the member by its key, to the film by its id, and a search is there again', async ({
  app,
}) => {
  const page = new TablesPage(app.window)
  const junction = await page.open('genre_junction', 'Genre junction')
  const search = app.window.getByRole('textbox', { name: 'Search Genre junction' })
  await search.fill('12')
  await expect.poll(async () => (await junction.rowCount()) < 1000).toBe(true)
  await junction.ready()
  const found = await junction.rowCount()
  await junction.root.focus()
  await junction.press('ArrowDown', 'ArrowRight')
  const key = await junction.active().innerText()
  await junction.press('Enter')
  const genres = new GridPart(app.window, 'Genre')
  await genres.ready()
  await expect(genres.active()).toHaveText(key)
  await app.window.keyboard.press('Alt+ArrowLeft')
  await expect(search).toHaveValue('12')
  await junction.ready()
  expect(await junction.rowCount()).toBe(found)
  await expect(junction.root).toBeFocused()
  await expect(junction.row(1).locator('.focused')).toHaveText(key)
  await junction.press('ArrowLeft', 'Enter')
  await expect(new MoviesPage(app.window).inspector).toBeVisible()
})

test('a row that is not there is said, and its table shown', async ({ app }) => {
  await app.window.evaluate(() => {
    location.hash = '#/tables/dim_language/987654'
  })
  await expect(app.window.getByText('dim_language has no row 987654')).toBeVisible()
  await new GridPart(app.window, 'Language').ready()
  expect(await app.window.evaluate(() => location.hash)).toBe('#/tables/dim_language')
})
