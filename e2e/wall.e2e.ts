import { emptyFilter } from '../shared/filter/filter.ts'
import { expect, test } from './fixtures.ts'
import { MoviesPage } from './pages/movies.ts'
import { ShellPart } from './pages/shell.ts'
import { ViewsPart } from './pages/views.ts'
import { WallPart } from './pages/wall.ts'
import { axeFindings } from './support/accessibility.ts'
import { hangingPosters } from './support/hanging-posters.ts'
import { takePictures } from './support/pictures.ts'

const films = 600
const hung = hangingPosters(films)

test('the keyboard alone walks the wall, inspects, finds by typing, and comes back to the same film in the grid', async ({
  app,
}) => {
  const movies = new MoviesPage(app.window)
  const wall = new WallPart(app.window)
  await movies.open()
  await movies.grid.press('Control+Home', 'ArrowDown', 'ArrowDown', 'ArrowDown')
  const third = await (await movies.grid.cell(3, 'Title')).innerText()
  await wall.choice('Grid').focus()
  await app.window.keyboard.press('ArrowRight')
  await app.window.keyboard.press('Enter')
  await wall.ready()
  // The same film has the focus.
  expect(await wall.title(wall.active)).toBe(third)
  await wall.question.getByRole('button', { name: 'Never' }).press('Enter')
  await wall.root.focus()
  await wall.press('ArrowRight', 'ArrowRight', 'ArrowLeft')
  await expect(wall.active).toHaveAttribute('data-film', '4')
  await wall.press('Control+Home', 'ArrowDown')
  const perRow = Number(await wall.active.getAttribute('data-film'))
  expect(perRow).toBeGreaterThan(2)
  await wall.press('Control+End')
  await wall.ready()
  await expect(wall.active).toHaveAttribute('data-film', String(films - 1))
  await expect(wall.active).toBeInViewport()
  await wall.press('Control+Home')

  // Space inspects; the arrows go on with it open.
  await wall.press(' ')
  await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${await wall.title(wall.tile(0))}`)
  await wall.press('ArrowRight')
  await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${await wall.title(wall.tile(1))}`)
  await expect(wall.root).toBeFocused()
  await wall.press(' ')
  await expect(movies.inspector).toBeHidden()

  // Typing finds a film that is far away; its title is the search's best.
  const sort = [{ key: 'uploaded', dir: 'desc' } as const]
  const { rows } = await app.ask('movies.page', { filter: emptyFilter(), sort, offset: films - 20, limit: 1 })
  const wanted = rows[0]?.title ?? ''
  const { hits } = await app.ask('movies.search', { text: wanted, limit: 1 })
  await app.window.keyboard.type(wanted)
  await expect(wall.active.locator('.wall-title')).toHaveText(hits[0]?.title ?? '')
  await expect(app.window.locator('.wall-find')).toHaveText(wanted)
  await wall.press('Escape')
  await expect(app.window.locator('.wall-find')).toBeHidden()
  await app.window.keyboard.type('qzxv')
  await expect(app.window.locator('.wall-find')).toContainText('no film here has it')
  await wall.press('Escape')
  const found = await wall.title(wall.active)

  // Larger tiles keep it in sight, and so does the grid.
  await wall.size('Large').press('Enter')
  await expect(wall.active).toBeInViewport()
  expect(await wall.title(wall.active)).toBe(found)
  await wall.choice('Grid').press('Enter')
  await movies.grid.ready()
  await expect(movies.grid.active()).toHaveText(found)
  await movies.grid.root.focus()

  // The filter and the order are the grid's.
  await wall.choice('Wall').press('Enter')
  await wall.ready()
  await app.window.getByRole('button', { name: 'Order' }).press('Enter')
  await app.window.getByRole('menuitemcheckbox', { name: 'Title' }).press('Enter')
  await wall.ready()
  const byTitle = await app.ask('movies.page', {
    filter: emptyFilter(),
    sort: [{ key: 'title', dir: 'asc' }],
    offset: 0,
    limit: 1,
  })
  await wall.press('Control+Home')
  await expect(wall.tile(0).locator('.wall-title')).toHaveText(byTitle.rows[0]?.title ?? '')
  await new ShellPart(app.window).search.fill('the')
  await expect(wall.root.getByRole('option').first()).toHaveAttribute('aria-setsize', /^(?!600$)\d+$/)
  expect(hung.seen.connections).toBe(0)
})

test('by mouse: a press chooses, two inspect, Ctrl and the wheel change the size, and nothing moves when images come', async ({
  app,
}) => {
  const movies = new MoviesPage(app.window)
  const wall = new WallPart(app.window)
  await movies.open()
  await wall.open()
  let open = (): void => {}
  const held = new Promise<void>((resolve) => {
    open = resolve
  })
  hung.answer = (_request, response) => {
    void held.then(() => {
      hung.answer = null
      response.writeHead(404).end()
    })
  }
  await wall.question.getByRole('button', { name: 'Load while looking' }).click()
  await expect(wall.question).toBeHidden()
  const places = () =>
    wall.root
      .getByRole('option')
      .evaluateAll((tiles) => tiles.map((tile) => Object.values(tile.getBoundingClientRect().toJSON())))
  const before = await places()
  await expect.poll(() => hung.seen.paths.length).toBe(4)
  open()
  await expect(wall.images.first()).toBeVisible()
  expect(await places()).toEqual(before)

  await wall.tile(2).click()
  await expect(wall.active).toHaveAttribute('data-film', '2')
  await wall.tile(1).dblclick()
  await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${await wall.title(wall.tile(1))}`)
  await movies.inspector.getByRole('button', { name: 'Close the inspector' }).click()
  await expect(wall.root).toBeFocused()
  const wide = async () => (await wall.tile(1).boundingBox())?.width ?? 0
  const middle = await wide()
  await wall.tile(1).hover()
  await app.window.keyboard.down('Control')
  await app.window.mouse.wheel(0, -100)
  await app.window.keyboard.up('Control')
  await expect(wall.size('Large')).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(wide).toBeGreaterThan(middle)
  await takePictures(app, 'wall-large')
  await wall.tile(1).click({ button: 'right' })
  await expect(app.window.getByRole('menuitem', { name: 'Inspect' })).toBeVisible()
  await app.window.keyboard.press('Escape')
  for (const theme of ['light', 'dark'] as const) {
    await app.ask('ui.setTheme', { theme })
    expect(await axeFindings(app.window)).toEqual([])
  }
})

test('a view keeps the wall and the size of its tiles; a view of the grid shows the grid again', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  const wall = new WallPart(app.window)
  const views = new ViewsPart(app.window)
  await movies.open()
  await movies.grid.press('Control+Home')
  await new ShellPart(app.window).search.fill('the')
  await views.choose('Save as…')
  await views.giveName('Rows')
  await views.shows('View: Rows')
  await wall.open()
  await views.shows('View: Rows, changed')
  await wall.size('Large').click()
  await views.choose('Save as…')
  await views.giveName('Posters')
  await views.shows('View: Posters')
  await views.choose('Rows')
  await expect(wall.choice('Grid')).toHaveAttribute('aria-pressed', 'true')
  await expect(movies.grid.root).toBeVisible()
  await views.shows('View: Rows')
  await app.restart()
  const [wallAgain, viewsAgain] = [new WallPart(app.window), new ViewsPart(app.window)]
  await viewsAgain.choose('Posters')
  await wallAgain.ready()
  await expect(wallAgain.size('Large')).toHaveAttribute('aria-pressed', 'true')
  await viewsAgain.shows('View: Posters')
})
