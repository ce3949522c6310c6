import { expect, test } from './fixtures.ts'
import { MoviesPage } from './pages/movies.ts'
import { ShellPart } from './pages/shell.ts'
import { axeFindings } from './support/accessibility.ts'

test.use({ appOptions: { synced: true } })

test('the search of the top bar takes titles without their signs, and marks them with their signs', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  const shell = new ShellPart(app.window)
  await movies.open()
  await shell.search.fill('mirelas recipe')
  await expect.poll(() => movies.grid.rowCount()).toBe(1)
  await movies.grid.ready()
  await expect((await movies.grid.cell(0, 'Title')).locator('mark')).toHaveText(["Mirela's", 'Recipe'])
  await shell.search.fill('saintelan')
  await expect.poll(() => movies.grid.rowCount()).toBe(4)
  await movies.grid.ready()
  await expect(movies.grid.root.locator('mark')).toHaveText(Array.from({ length: 4 }, () => 'Saint-Élan'))
  await app.screenshot('search-joined')
})

test('the address of a film at IMDb, pasted into the top bar, is told and finds the film', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  const shell = new ShellPart(app.window)
  await movies.open()
  await shell.search.fill('https://www.imdb.com/title/tt90000187/?ref_=fn_al_tt_1')
  await expect(shell.chips).toContainText(['tt90000187'])
  await expect(shell.chips.first()).toContainText('IMDb code')
  await expect.poll(() => movies.grid.rowCount()).toBe(1)
  await movies.grid.ready()
  await expect(await movies.grid.cell(0, 'Title')).toHaveText("Mirela's Recipe")
  await app.screenshot('search-imdb')
  await shell.search.press('Escape')
  await expect(shell.chips).toHaveCount(0)
})

test('the palette ranks the film that is named, and finds one by its IMDb code, by keyboard', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  const shell = new ShellPart(app.window)
  await movies.open()
  const palette = await shell.palette('mirelas')
  const films = palette.getByRole('group', { name: /^Films/ }).getByRole('option')
  // Of two titles that begin so, the better rated is first.
  await expect(films).toHaveText([/^Mirela's Recipe/, /^Mirela's Bridge/])
  await expect(films.first().locator('mark')).toHaveText("Mirela's")
  await app.screenshot('palette-ranked')
  expect(await axeFindings(app.window)).toEqual([])
  await palette.getByRole('combobox').fill('tt90000295')
  await expect(films).toHaveText([/^Mirela's Bridge/])
  await app.window.keyboard.press('Enter')
  await expect(movies.inspector).toHaveAccessibleName("Inspector: Mirela's Bridge")
})

test.describe('in a small dark window', () => {
  test.use({ appOptions: { synced: true, theme: 'dark', width: 900, height: 600 } })

  test('the palette says what it finds films by, and marks hits that axe can read', async ({ app }) => {
    await new MoviesPage(app.window).open()
    const shell = new ShellPart(app.window)
    const palette = await shell.palette('')
    await expect(
      palette.getByPlaceholder('Find a film by title or IMDb code, a command, a view or a table'),
    ).toBeVisible()
    await app.screenshot('palette-dark-900')
    await palette.getByRole('combobox').fill('saint elan')
    await expect(palette.getByRole('group', { name: /^Films/ }).getByRole('option')).toHaveCount(4)
    expect(await axeFindings(app.window)).toEqual([])
    await app.screenshot('palette-hits-dark-900')
  })
})
