import { expect, test } from './fixtures.ts'
import { MoviesPage } from './pages/movies.ts'
import { OverviewPage } from './pages/overview.ts'
import { axeFindings } from './support/accessibility.ts'

test.use({ appOptions: { server: { films: 1200, quirks: 5 }, synced: true } })

test('a long facet opens in place, by keyboard too; only the panel scrolls', async ({ app }) => {
  await new MoviesPage(app.window).open()
  const panel = app.window.getByRole('complementary', { name: 'Facets' })
  const genres = panel.getByRole('listbox', { name: 'Genres' })
  const options = genres.getByRole('option')
  await expect(options).toHaveCount(10)
  const scrollers = () =>
    panel.evaluate((aside) =>
      [aside, ...aside.querySelectorAll('*')]
        .filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowY))
        .map((element) => element.className),
    )
  expect(await scrollers()).toEqual(['movies-facets'])

  await genres.focus()
  await app.window.keyboard.press('Tab')
  await expect(panel.getByRole('button', { name: /^Show all \d+ genres$/ })).toBeFocused()
  await app.window.keyboard.press('Enter')
  await expect(panel.getByRole('button', { name: 'Show fewer genres' })).toHaveAttribute('aria-expanded', 'true')
  const { genre: members } = await app.ask('facets.members')
  await expect(options).toHaveCount(members.length)
  expect(await scrollers()).toEqual(['movies-facets'])
  expect(await axeFindings(app.window)).toEqual([])
  await app.screenshot('facets-open')

  // The last of the list is brought into view by the one scroller, and can be chosen.
  await genres.focus()
  await app.window.keyboard.press('End')
  await expect(options.last()).toBeInViewport()
  await app.window.keyboard.press('Space')
  await expect(options.first()).toHaveAttribute('aria-selected', 'true')

  // Text searches all members, those that are not shown too.
  await panel.getByRole('button', { name: 'Show fewer genres' }).click()
  await panel.getByRole('textbox', { name: 'Find in genres' }).fill('film-n')
  await expect(options.filter({ hasText: 'Film-Noir' })).toBeVisible()
})

test('Esc in a facet closes what is open and clears nothing', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  const panel = app.window.getByRole('complementary', { name: 'Facets' })
  const chips = app.window.getByRole('list', { name: 'Active filters' }).getByRole('listitem')
  const genres = panel.getByRole('listbox', { name: 'Genres' })
  await genres.getByRole('option').first().click()
  await expect(chips).toHaveCount(1)
  await panel.getByRole('button', { name: /^Show all \d+ genres$/ }).click()
  const fewer = panel.getByRole('button', { name: 'Show fewer genres' })
  await expect(fewer).toBeVisible()
  await genres.focus()
  await app.window.keyboard.press('Escape')
  await expect(fewer).toBeHidden()
  const search = panel.getByRole('textbox', { name: 'Find in genres' })
  await search.fill('dra')
  // What is chosen stays in sight beside what is found.
  await expect(genres.getByRole('option')).toHaveCount(2)
  await search.press('Escape')
  await expect(search).toHaveValue('')
  // Nothing is open any more: it still clears nothing.
  await search.press('Escape')
  await genres.press('Escape')
  await expect(genres).toBeFocused()
  await expect(chips).toHaveCount(1)
  await expect(genres.getByRole('option', { selected: true })).toHaveCount(1)
})

test('Enter applies a number, Esc takes back what was typed', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  const chips = app.window.getByRole('list', { name: 'Active filters' }).getByRole('listitem')
  const from = app.window.getByRole('textbox', { name: 'Rating from', exact: true })
  await from.fill('6,5')
  await from.press('Enter')
  await expect(from).toHaveValue('6.5')
  await expect(chips).toHaveText([/6\.5/])
  await from.fill('8')
  await from.press('Escape')
  await expect(from).toHaveValue('6.5')
  await expect(chips).toHaveText([/6\.5/])
  // Nothing is typed: Esc is not the field's, and nothing is cleared.
  await from.press('Escape')
  await expect(from).toHaveValue('6.5')
  await expect(chips).toHaveCount(1)
  await from.fill('six')
  await expect(from).toHaveAttribute('aria-invalid', 'true')
  await from.press('Enter')
  await expect(chips).toHaveText([/6\.5/])
  await from.press('Escape')
  await expect(from).toHaveAttribute('aria-invalid', 'false')
})

test('a number beyond either end becomes that end in both fields of a range when Enter applies it', async ({ app }) => {
  await new MoviesPage(app.window).open()
  const panel = app.window.getByRole('complementary', { name: 'Facets' })
  const chips = app.window.getByRole('list', { name: 'Active filters' }).getByRole('listitem')
  const field = (name: string) => panel.getByRole('textbox', { name, exact: true })
  const apply = async (name: string, typed: string) => {
    await field(name).fill(typed)
    await field(name).press('Enter')
  }
  // The lowest end of a rating, and its highest, are what an empty field stands for.
  // biome-ignore format: a list reads better in rows
  const typed: [name: string, typed: string, field: string, chip: RegExp][] = [
    ['Rating from', '99', '10', /Rating.*\b10\b/],
    ['Rating from', '-1', '', /Rating.*\b0–10\b/],
    ['Rating to', '99', '', /Rating.*\b0–10\b/],
    ['Rating to', '-1', '0', /Rating.*\b0\b/],
    ['Runtime from', '-1', '1', /Runtime.*\b1 min or more\b/],
    ['Runtime from', '99999', '1000', /Runtime.*\b1000 min or more\b/],
    ['Runtime to', '99999', '1000', /Runtime.*\b0–1000 min\b/],
    ['Runtime to', '-1', '1', /Runtime.*\b0–1 min\b/],
  ]
  for (const [name, text, shown, chip] of typed) {
    await apply(name, text)
    await expect(field(name), `${text} in ${name}`).toHaveValue(shown)
    await expect(field(name)).toHaveAttribute('aria-invalid', 'false')
    await expect(chips).toHaveText([chip])
    await panel.getByRole('button', { name: 'Clear', exact: true }).click()
    await expect(chips).toHaveCount(0)
  }
  // Both together: the higher end stays the higher one.
  await apply('Rating from', '99')
  await expect(field('Rating from')).toHaveValue('10')
  await apply('Rating to', '-1')
  await expect(chips).toHaveText([/\b0–10\b/])
})

test('an MPA rating is chosen in its facet and by its bar: the same films either way', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  const option = app.window
    .getByRole('complementary', { name: 'Facets' })
    .getByRole('listbox', { name: 'MPA ratings' })
    .getByRole('option', { name: /^R / })
  const films = Number(/\d[\d,]*/.exec((await option.textContent()) ?? '')?.[0]?.replaceAll(',', ''))
  expect(films).toBeGreaterThan(10)
  await option.click()
  const chips = app.window.getByRole('list', { name: 'Active filters' }).getByRole('listitem')
  await expect(chips).toHaveText(['MPA rating is: R'])
  await expect.poll(() => movies.grid.rowCount()).toBe(films)

  const overview = new OverviewPage(app.window)
  await overview.open()
  await expect(chips).toHaveCount(1)
  expect(await overview.films()).toBe(films)
  await app.window.getByRole('button', { name: 'Clear all' }).click()
  await expect(chips).toHaveCount(0)
  await overview.settled()
  await overview.marks('Films by MPA rating').focus()
  // The most common one that is known stands first or second: the cursor says which.
  await app.window.keyboard.press('Home')
  const mark = overview.activeMark('Films by MPA rating')
  for (let step = 0; step < 6 && !/^R\b/.test((await mark.textContent()) ?? ''); step++) {
    await app.window.keyboard.press('ArrowDown')
  }
  await expect(mark).toHaveText(/^R\b/)
  await app.window.keyboard.press('Enter')
  await expect(chips).toHaveText(['MPA rating is: R'])
  expect(await overview.films()).toBe(films)
})
