import type { MovieRow } from '../shared/contract/explore.ts'
import { emptyFilter } from '../shared/filter/filter.ts'
import { expect, test } from './fixtures.ts'
import { GridPart } from './pages/grid.ts'
import { MoviesPage } from './pages/movies.ts'
import { axeFindings } from './support/accessibility.ts'
import { disturb } from './support/channel-faults.ts'
import type { RunningApp } from './support/running-app.ts'
import { tabTo } from './support/tab-order.ts'

const films = 480

test.use({
  appOptions: {
    synced: true,
    server: { films },
    seed: (_, api) => {
      // The newest film has everything, the one before nothing that can be left out.
      const [older, newest] = api.catalogue.ids().slice(-2) as [number, number]
      api.catalogue.update(newest, {
        year: 2001,
        rating: 6.4,
        genres: ['Drama', 'Crime'],
        yt_trailer_code: 'dQw4w9_-gXc',
      })
      api.catalogue.update(older, {
        ...{ year: 0, rating: 0, runtime: 0, genres: [], language: '', mpa_rating: '', imdb_code: '' },
        ...{ description_full: '', summary: '', synopsis: '' },
      })
    },
  },
})

const isDrama = (genre: string) => genre.toLowerCase() === 'drama'

/** All films, newest upload first, as the grid shows them. */
async function allFilms(app: RunningApp): Promise<MovieRow[]> {
  const sort = [{ key: 'uploaded', dir: 'desc' } as const]
  const { rows, total } = await app.ask('movies.page', { filter: emptyFilter(), sort, offset: 0, limit: 500 })
  expect(rows).toHaveLength(total)
  return rows
}

test('the card says what a film is, where it stands as the grid counts it, and its description once', async ({
  app,
}) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  await movies.grid.press('Control+Home', ' ')
  await movies.inspected(0)
  const card = movies.inspector.getByRole('tabpanel')
  const rows = await allFilms(app)
  const dramas = rows.filter(({ values }) => values.year === 2001 && values.genre.some(isDrama))
  const rated = dramas.flatMap(({ values }) => values.rating ?? [])
  const higher = rated.filter((rating) => rating > 6.4).length
  const place = card.getByRole('listitem').filter({ hasText: /Drama films of 2001/ })
  const { card: told } = await app.ask('movies.card', { movieId: rows[0]?.movieId ?? 0 })
  expect(told?.places.find(({ genre }) => genre !== null && isDrama(genre))).toMatchObject({
    rated: rated.length,
    higher,
  })
  await expect(place).toContainText(rated.length === 1 ? 'The only rated one' : `of ${rated.length} rated`)
  for (const text of ['6.4', '2001', 'Crime, Drama']) await expect(card).toContainText(text)
  const description = told?.texts[0] ?? ''
  expect(description.length).toBeGreaterThan(40)
  expect((await card.innerText()).split(description.slice(0, 40))).toHaveLength(2)

  // The trailer leads out by the same question as every link.
  await card.getByRole('button', { name: 'Trailer' }).click()
  await expect(app.window.getByRole('alertdialog', { name: 'Open www.youtube.com?' })).toBeVisible()
  await app.window.keyboard.press('Escape')
  await expect(app.window.getByRole('alertdialog')).toBeHidden()

  // A film of which nothing is known says so, value by value.
  await movies.grid.root.focus()
  await movies.grid.press('ArrowDown')
  await movies.inspected(1)
  for (const fact of ['Released', 'Runtime', 'Language', 'MPA rating']) {
    const value = card.locator('dt', { hasText: fact }).locator('xpath=following-sibling::dd[1]')
    await expect(value, fact).toHaveText('Unknown')
  }
  await expect(card).toContainText('Unknown rating')
  await expect(card).toContainText('the year is unknown')
  await expect(card).toContainText('IMDb code unknown')
  await expect(card).toContainText('Trailer unknown')
  await app.screenshot('film-card-unknown')
})

test('by keyboard a similar film leads to its card, and Back returns to where one was', async ({ app }) => {
  const page = app.window
  const movies = new MoviesPage(page)
  await movies.open()
  await movies.grid.press('Control+Home', ' ')
  await movies.inspected(0)
  const heading = movies.inspector.getByRole('heading', { level: 2 })
  const similar = movies.inspector.getByRole('list', { name: 'Similar films' }).getByRole('button')
  const first = await (await movies.grid.cell(0, 'Title')).innerText()
  const ways: string[] = []
  for (const step of [1, 2]) {
    const target = similar.nth(step)
    const title = await target.locator('bdi').innerText()
    ways.push(title)
    await tabTo(page, target)
    await page.keyboard.press('Enter')
    await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${title}`)
    await expect(heading).toBeFocused()
    await expect(movies.inspector.locator('[aria-busy="true"]')).toHaveCount(0)
  }
  const [second = '', third = ''] = ways
  await expect(movies.inspector.getByRole('button', { name: `Back to ${second}` })).toBeVisible()
  await app.screenshot('film-card-followed')
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${second}`)
  await expect(similar.filter({ hasText: third }).first()).toBeFocused()
  await movies.inspector.getByRole('button', { name: `Back to ${first}` }).click()
  await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${first}`)
  await expect(similar.filter({ hasText: second }).first()).toBeFocused()
  await expect(movies.inspector.getByRole('button', { name: /^Back to/ })).toHaveCount(0)

  // Nothing moved in the grid meanwhile; its next film ends the way, and Back is the app's again.
  await page.keyboard.press('Enter')
  await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${second}`)
  await expect(heading).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(movies.grid.root).toBeFocused()
  await movies.grid.press('ArrowDown')
  await movies.inspected(1)
  await expect(movies.inspector.getByRole('button', { name: /^Back to/ })).toHaveCount(0)
})

test('a similar film is shown in the grid on request', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  await movies.grid.press('Control+Home', ' ')
  await movies.inspected(0)
  await expect(movies.inspector.getByRole('button', { name: 'Show in Movies' })).toHaveCount(0)
  const other = movies.inspector.getByRole('list', { name: 'Similar films' }).getByRole('button').first()
  const title = await other.locator('bdi').innerText()
  await other.click()
  await movies.inspector.getByRole('button', { name: 'Show in Movies' }).click()
  await expect(movies.grid.active()).toHaveText(title)
  await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${title}`)
  await expect(movies.inspector.getByRole('button', { name: /^Back to/ })).toHaveCount(0)
})

test('the layers of a film do not wait for its card, which is not asked for under them', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  await movies.grid.press('Control+Home', ' ')
  await movies.inspected(0)
  await movies.layer('Gold')
  const release = await disturb(app, ['movies.card'], 'fails')
  await movies.grid.root.focus()
  await movies.grid.press('ArrowDown')
  await movies.inspected(1)
  await app.window.evaluate(() => {
    window.location.hash = '#/runs'
  })
  const changes = app.window.getByRole('list', { name: 'Changed films' }).getByRole('button')
  await changes.nth(1).click()
  const panel = app.window.getByRole('complementary', { name: 'Film', exact: true })
  await expect(panel.getByRole('tab', { name: 'Gold' })).toHaveAttribute('aria-selected', 'true')
  await expect(panel.getByRole('button', { name: 'Show in Movies' })).toBeVisible()
  await release()
  // Asked for when it is looked at.
  await panel.getByRole('tab', { name: 'Film' }).click()
  await expect(panel.getByRole('list', { name: 'Similar films' })).toBeVisible()
})

test('a card that comes late moves nothing, and nothing of the film before can be pressed meanwhile', async ({
  app,
}) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  await movies.grid.press('Control+Home', ' ')
  await movies.inspected(0)
  const tabs = movies.inspector.getByRole('tablist')
  const panel = movies.inspector.getByRole('tabpanel')
  const places = async () => [await tabs.boundingBox(), await panel.boundingBox(), await movies.grid.root.boundingBox()]
  const before = await places()
  const release = await disturb(app, ['movies.card', 'movies.inspect'], 'hangs')
  await movies.grid.press('ArrowDown', 'ArrowDown')
  const title = await (await movies.grid.cell(2, 'Title')).innerText()
  await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${title}`)
  await expect(panel.locator('[inert]')).toHaveCount(1)
  expect(await places()).toEqual(before)
  await release()
  await movies.inspected(2)
  await expect(panel.locator('[inert]')).toHaveCount(0)
  expect(await places()).toEqual(before)
})

test('the history draws the rating over the runs once it has changed', async ({ app, api }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  await movies.grid.press('Control+Home', ' ')
  await movies.inspected(0)
  const history = await movies.layer('History')
  await expect(history).toContainText('No field has changed')
  await expect(history.getByRole('img')).toHaveCount(0)
  const [newest = 0] = api.catalogue.ids().slice(-1)
  for (const rating of [7.1, 6.9]) {
    api.catalogue.rerate(newest, rating)
    await app.sync({ mode: 'full' })
  }
  await movies.inspected(0)
  await expect(
    history.getByRole('img', { name: 'Rating: 6.4 from run 1, 7.1 from run 2, 6.9 from run 3' }),
  ).toBeVisible()
  await expect(history).toContainText('Run 3')
  await app.screenshot('film-card-history')
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { synced: true, server: { films: 3000, quirks: 10 }, theme } })

    test('axe finds nothing on the card, at any size; its pictures are kept for people to judge', async ({ app }) => {
      const movies = new MoviesPage(app.window)
      await movies.open()
      await movies.grid.press('ArrowDown', 'ArrowDown', ' ')
      await movies.inspected(2)
      for (const [width, height] of [
        [1280, 800],
        [1920, 1080],
        [900, 600],
      ] as const) {
        await app.resize(width, height)
        await expect(movies.inspector.getByRole('tabpanel')).toBeInViewport()
        await app.screenshot(`film-card-${theme}-${width}`)
        expect(await axeFindings(app.window), `${width} × ${height}`).toEqual([])
        const cut = await movies.inspector.evaluate((node) => node.scrollWidth - node.clientWidth)
        expect(cut, `${width} × ${height}`).toBeLessThanOrEqual(0)
      }
    })
  })
}

test('the panel of a film on other pages has the card too', async ({ app }) => {
  const { runs } = await app.ask('runs.list', { offset: 0, limit: 1 })
  await app.window.evaluate((run) => {
    window.location.hash = `/runs/${run}`
  }, runs[0]?.runId ?? 1)
  const panel = app.window.getByRole('complementary', { name: 'Film', exact: true })
  const changes = app.window.getByRole('list', { name: 'Changed films' }).getByRole('button')
  await changes.first().click()
  await expect(panel.getByRole('tab', { name: 'Film' })).toBeFocused()
  const other = panel.getByRole('list', { name: 'Similar films' }).getByRole('button').first()
  const title = await other.locator('bdi').innerText()
  await other.click()
  await expect(panel.getByRole('region', { name: `Inspector: ${title}` })).toBeVisible()
  await panel.getByRole('button', { name: 'Show in Movies' }).click()
  await expect(new GridPart(app.window, 'Films').active()).toHaveText(title)
})
