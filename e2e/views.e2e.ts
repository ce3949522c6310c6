import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from './fixtures.ts'
import { ExplorePage } from './pages/explore.ts'
import { MoviesPage } from './pages/movies.ts'
import { OverviewPage } from './pages/overview.ts'
import { ShellPart } from './pages/shell.ts'
import { dismissToasts, toastsOf } from './pages/toasts.ts'
import { ViewsPart } from './pages/views.ts'
import { axeFindings } from './support/accessibility.ts'

test.use({ appOptions: { synced: true, server: { films: 3000 } } })

test('without a mouse: a question is saved, changed, reverted, opened from another page, and there after a restart', async ({
  app,
}) => {
  const { keyboard } = app.window
  const shell = new ShellPart(app.window)
  const explore = new ExplorePage(app.window)
  const views = () => new ViewsPart(app.window)
  await explore.open()
  await explore.chooseByKeys(explore.pill('Add a dimension to rows'), 'Genre')
  await explore.settled()
  await views().shows('Views')
  await views().chooseByKeys('Save as…')
  await views().giveName('By genre')
  await views().shows('View: By genre')

  await explore.chooseByKeys(explore.pill('Add a dimension to columns'), 'Released decade')
  await views().shows('View: By genre, changed')
  await views().chooseByKeys('Revert')
  await views().shows('View: By genre')
  await expect(explore.pill('Columns: Released decade')).toHaveCount(0)
  // A change is saved over its view only when that is asked.
  await explore.chooseByKeys(explore.pill('Add a measure'), 'Mean rating')
  await views().chooseByKeys('Save')
  await views().shows('View: By genre')
  await views().chooseByKeys('Rename…')
  await views().giveName('Genres')
  await views().shows('View: Genres')
  // A name that is there already is refused beside the field, and nothing is overwritten.
  await views().chooseByKeys('Save as…')
  await views().giveName('genres')
  await expect(app.window.getByText('There is a view of this name already. Choose another name.')).toBeVisible()
  await keyboard.press('Escape')
  await expect(app.window.getByRole('dialog')).toHaveCount(0)

  await explore.chooseByKeys(app.window.getByRole('button', { name: 'More for this table' }), 'Begin anew')
  await shell.visit('Runs')
  const palette = await shell.palette('genres')
  const option = palette.getByRole('option', { name: /^Genres\s*Explore$/ })
  await expect(option).toBeVisible()
  await keyboard.press('Enter')
  await explore.settled()
  await views().shows('View: Genres')
  await expect(explore.pill('Measure: Mean rating')).toBeVisible()

  await app.restart()
  await new ExplorePage(app.window).settled()
  await views().shows('View: Genres')
})

test('by mouse: opening another view keeps what was not saved, Back and Forward walk views, and deleting is undone', async ({
  app,
}) => {
  const shell = new ShellPart(app.window)
  const overview = new OverviewPage(app.window)
  const views = new ViewsPart(app.window)
  await overview.open()
  await shell.search.fill('the')
  await expect(shell.chips).toHaveCount(1)
  await views.choose('Save as…')
  await views.giveName('The')
  await views.shows('View: The')
  await shell.search.fill('of')
  await views.shows('View: The, changed')

  // Another view is opened: no question is asked, the change is kept.
  await new ExplorePage(app.window).open()
  await views.startButtons.filter({ hasText: 'Beyond English' }).click()
  await views.shows('View: Beyond English')
  await expect(shell.chips).toHaveText([/Language not: English/])
  const notice = toastsOf(app.window).filter({ hasText: 'kept as a draft' })
  await expect(notice).toBeVisible()
  await expect(app.window.locator('.dialog')).toHaveCount(0)
  await expect.poll(() => readFileSync(path.join(app.dataDir, 'views.json'), 'utf8')).toContain('"search": "the"')

  // Back over the view, and forward into it again.
  await app.window.keyboard.press('Alt+ArrowLeft')
  await expect(shell.search).toHaveValue('of')
  await app.window.keyboard.press('Alt+ArrowRight')
  await expect(shell.search).toHaveValue('')
  await views.shows('View: Beyond English')
  await views.choose('Back to draft')
  await expect(shell.search).toHaveValue('of')
  await shell.visit('Overview')
  await views.shows('View: The, changed')

  await views.choose('Delete')
  await views.shows('Views')
  await toastsOf(app.window).filter({ hasText: 'Deleted The' }).getByRole('button', { name: 'Undo' }).click()
  await views.shows('View: The, changed')
  await views.choose('Revert')
  await expect(shell.search).toHaveValue('the')
  await views.choose('Duplicate')
  await views.shows('View: The copy')
})

test('a view of films brings its columns and its order, and the app starts with the one that is set', async ({
  app,
}) => {
  const shell = () => new ShellPart(app.window)
  const views = () => new ViewsPart(app.window)
  await new ExplorePage(app.window).open()
  await views().startButtons.filter({ hasText: 'Long and good' }).click()
  const movies = new MoviesPage(app.window)
  await movies.grid.ready()
  await views().shows('View: Long and good')
  await expect(app.window.getByRole('columnheader', { name: /^Rating/ })).toHaveAttribute('aria-sort', 'descending')
  const films = await movies.grid.rowCount()
  expect(films).toBeGreaterThan(0)
  // A start view stays as it is: it is saved as one's own.
  await views().button.click()
  await expect(views().entry(/^Save \(/)).toHaveAttribute('aria-disabled', 'true')
  await app.window.keyboard.press('Escape')
  await expect(app.window.getByRole('menu')).toHaveCount(0)
  await views().choose('Save as…')
  await views().giveName('Evenings')
  await views().shows('View: Evenings')
  await views().choose('Set as start')
  await views().button.click()
  await expect(views().entry('Set as start')).toHaveAttribute('aria-checked', 'true')
  await app.window.keyboard.press('Escape')
  await expect(app.window.getByRole('menu')).toHaveCount(0)

  await shell().visit('Overview')
  await shell().search.fill('the')
  await views().shows('Views')
  await app.restart()
  await new MoviesPage(app.window).grid.ready()
  await views().shows('View: Evenings')
  await expect(shell().search).toHaveValue('')
  expect(await new MoviesPage(app.window).grid.rowCount()).toBe(films)
  // What was left the last time is a draft.
  await views().choose('Back to draft')
  await expect(shell().search).toHaveValue('the')
})

test('every start view opens, from the empty Explore and from the palette', async ({ app, api }) => {
  api.catalogue.append(12)
  await app.sync()
  const explore = new ExplorePage(app.window)
  const views = new ViewsPart(app.window)
  await explore.open()
  await expect(views.startButtons).toHaveCount(8)
  for (const name of await views.startButtons.locator('strong').allInnerTexts()) {
    const palette = await new ShellPart(app.window).palette(name)
    const option = palette.getByRole('option', { name: new RegExp(`^${name}`) })
    await expect(option).toBeVisible()
    await option.click()
    if (name === 'Rating movers') {
      await expect(app.window.getByRole('heading', { name: 'Rating drift' })).toBeVisible()
      continue
    }
    await views.shows(`View: ${name}`)
    if (!app.window.url().includes('/movies')) await explore.settled()
    else await new MoviesPage(app.window).grid.ready()
    if (name === 'New since the last load')
      await expect.poll(() => new MoviesPage(app.window).grid.rowCount(), 'what the last load added').toBe(12)
  }
})

test('damaged views are set aside and told, and the app starts', async ({ app }) => {
  await app.close()
  const file = path.join(app.dataDir, 'views.json')
  writeFileSync(file, '{"version": 1, "views": [')
  await app.launch()
  await expect(toastsOf(app.window).filter({ hasText: 'The saved views could not be read' })).toBeVisible()
  expect(existsSync(file)).toBe(false)
  await new OverviewPage(app.window).open()
  await new ViewsPart(app.window).shows('Views')
})

test('what is skipped of a saved view is told when the app starts with it, and when it is opened', async ({ app }) => {
  await app.close()
  const id = '6f1f2f0c-2f7c-4b5e-9d57-0a3f6a0a1b01'
  const view = { id, name: 'Moods', state: { page: 'overview', filter: { where: { mood: { any: ['sad'] } } } } }
  const file = { version: 1, start: id, views: [view] }
  writeFileSync(path.join(app.dataDir, 'views.json'), JSON.stringify(file))
  await app.launch()
  const told = toastsOf(app.window).filter({ hasText: 'Opened Moods1 part skipped: the filter by “mood”.' })
  await expect(told).toBeVisible()
  await new ViewsPart(app.window).shows('View: Moods')
  await dismissToasts(app.window)
  const palette = await new ShellPart(app.window).palette('moods')
  await palette.getByRole('option', { name: /^Moods/ }).click()
  await expect(told).toBeVisible()
  await dismissToasts(app.window)
  await new ViewsPart(app.window).choose('Moods')
  await expect(told).toBeVisible()
})

test('the start view of a place of the app leads there, and back', async ({ app }) => {
  const explore = new ExplorePage(app.window)
  const views = new ViewsPart(app.window)
  await explore.open()
  await views.startButtons.filter({ hasText: 'Rating movers' }).click()
  await expect(app.window.getByRole('heading', { name: 'Runs' })).toBeVisible()
  await expect(app.window.getByText('Trends begin with the second load')).toBeVisible()
  await app.window.keyboard.press('Alt+ArrowLeft')
  await expect(views.startButtons).toHaveCount(8)
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { synced: true, server: { films: 3000 }, theme } })

    test('axe reports nothing in the menu, its dialog and the start views; their pictures are kept', async ({
      app,
    }) => {
      const shell = new ShellPart(app.window)
      const explore = new ExplorePage(app.window)
      const views = new ViewsPart(app.window)
      await explore.open()
      await expect(views.startButtons).toHaveCount(8)
      const found: string[] = []
      const look = async (name: string) => {
        for (const [width, height] of [
          [900, 600],
          [1920, 1080],
          [1280, 800],
        ] as const) {
          await app.resize(width, height)
          await app.screenshot(`views-${name}-${theme}-${width}`)
        }
        // An open menu floats beside the landmarks of the page, as every menu here does.
        const findings = (await axeFindings(app.window)).filter(
          (each) => !/^region: <div [^|]*role="menu"[^|]*$/.test(each),
        )
        found.push(...findings.map((finding) => `${name}: ${finding}`))
      }
      await look('start')
      await views.startButtons.filter({ hasText: 'Rating spread by genre' }).click()
      await explore.settled()
      await views.choose('Save as…')
      await look('name')
      await views.giveName('How widely the ratings of a genre spread, in the whole catalogue')
      await views.shows('View: How widely the ratings of a genre spread, in the whole catalogue')
      await explore.choose(explore.pill('Add a dimension to columns'), 'Released decade')
      await explore.settled()
      await look('changed')
      await views.button.click()
      await expect(views.entry('Revert')).toBeVisible()
      await look('menu')
      await app.window.keyboard.press('Escape')
      await expect(app.window.getByRole('menu')).toHaveCount(0)
      await shell.visit('Movies')
      await new MoviesPage(app.window).grid.ready()
      await look('movies')
      expect(found).toEqual([])
    })
  })
}
