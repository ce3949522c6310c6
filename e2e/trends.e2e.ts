import type { SampleApi } from '../electron/sample/server.ts'
import { expect, type RunningApp, test } from './fixtures.ts'
import { MoviesPage } from './pages/movies.ts'
import { OverviewPage } from './pages/overview.ts'
import { RunsPage } from './pages/runs.ts'
import { ShellPart } from './pages/shell.ts'
import { axeFindings } from './support/accessibility.ts'
import { takePictures } from './support/pictures.ts'
import { tabTo } from './support/tab-order.ts'

test.use({ appOptions: { synced: true, server: { films: 500, quirks: 0 } } })

/** Loads in which ratings drift and films come. The film that moves most. */
async function drift(app: RunningApp, api: SampleApi): Promise<string> {
  const ids = [...api.catalogue.ids()].slice(0, 40)
  let steps = 0
  for (const id of ids) {
    const rating = Number(api.catalogue.get(id)?.rating ?? 0)
    // Up and down by one to three tenths.
    const next = Math.round((rating + ((steps++ % 7) - 3 || 1) / 10) * 10) / 10
    if (next > 0.5 && next < 9.5) api.catalogue.rerate(id, next)
  }
  const mover = api.catalogue.idAt(300) ?? 0
  api.catalogue.rerate(mover, 9.9)
  api.catalogue.append(6)
  expect(await app.sync({ mode: 'full' })).toMatchObject({ status: 'complete', runId: 2 })
  api.catalogue.append(2)
  expect(await app.sync()).toMatchObject({ status: 'complete', runId: 3 })
  return String(api.catalogue.get(mover)?.title)
}

const part = (app: RunningApp, name: 'History' | 'Trends') => app.window.getByRole('button', { name, exact: true })
const chart = (app: RunningApp, title: string) => app.window.getByRole('region', { name: title, exact: true })

test('with one load there are no trends yet, and it is said', async ({ app }) => {
  const runs = new RunsPage(app.window)
  await runs.open()
  await part(app, 'Trends').click()
  await expect(app.window.getByText('Trends begin with the second load')).toBeVisible()
  expect(await axeFindings(app.window)).toEqual([])
  await takePictures(app, 'trends-one-run')
})

test('without a mouse: what loads made of the catalogue, by run and by month, and from a bar to its run', async ({
  app,
  api,
}) => {
  await drift(app, api)
  const { keyboard } = app.window
  const runs = new RunsPage(app.window)
  await runs.open()
  await tabTo(app.window, part(app, 'History'))
  await keyboard.press('ArrowRight')
  await expect(part(app, 'Trends')).toBeFocused()
  await keyboard.press('Enter')
  const added = chart(app, 'Films added')
  await expect(added.getByText('508 in all')).toBeVisible()
  await expect(chart(app, 'Films in the catalogue').getByText('508 now')).toBeVisible()
  const marks = added.getByRole('listbox')
  await tabTo(app.window, marks)
  await keyboard.press('ArrowRight')
  await expect(marks.getByRole('option')).toHaveText(/^Run 2, .*films added 6, started by hand$/)
  expect(await axeFindings(app.window)).toEqual([])
  // The first load dwarfs those after it.
  await added.getByRole('button', { name: 'More for Films added' }).click()
  await app.window.getByRole('menuitemcheckbox', { name: 'Log scale' }).click()
  await expect(added.getByText(/^Log scale\./)).toBeVisible()
  await takePictures(app, 'trends')
  await tabTo(app.window, marks)
  await keyboard.press('Space')
  await expect(runs.detail(2)).toBeVisible()

  await part(app, 'Trends').click()
  await app.window.getByRole('button', { name: 'Month', exact: true }).click()
  await expect(app.window.getByText('3 published runs, 1 month')).toBeVisible()
  // The way from a bar to the catalogue of then.
  await app.window.getByRole('button', { name: 'Run', exact: true }).click()
  await tabTo(app.window, marks)
  await keyboard.press('Home')
  await keyboard.press('Shift+F10')
  await app.window.getByRole('menuitem', { name: 'Catalogue as of run 1' }).click()
  await expect(new ShellPart(app.window).chips).toHaveText(/^As of run 1/)
  const overview = new OverviewPage(app.window)
  await overview.ready()
  expect(await overview.films()).toBe(500)
})

test('by the mouse: how ratings moved between two runs, of how many that were read again, and who moved most', async ({
  app,
  api,
}) => {
  const mover = await drift(app, api)
  const runs = new RunsPage(app.window)
  await runs.open()
  await part(app, 'Trends').click()
  const drifted = app.window.getByRole('region', { name: 'Rating drift' })
  // The last load read few films again, and none had moved: that is no word on the others.
  await expect(drifted.getByText('No rating moved in this range')).toBeVisible()
  await expect(drifted).toContainText('Of films that were not read again, nothing is known')
  await takePictures(app, 'drift-none')
  await drifted.getByRole('combobox', { name: 'From run' }).click()
  await app.window.getByRole('option', { name: /^Run 1, [-\d]+ [:\d]+$/ }).click()
  await expect(drifted.getByText(/^\d+ ratings moved, .*read again in this range: \d+ up, \d+ down/)).toBeVisible()
  const movers = drifted.getByRole('region', { name: 'Movers' }).getByRole('row')
  await expect(movers.nth(1)).toContainText(mover)
  await expect(movers.nth(1)).toContainText('9.9')
  expect(await axeFindings(app.window)).toEqual([])
  await drifted.scrollIntoViewIfNeeded()
  await takePictures(app, 'drift')
  // Long titles are cut: nothing runs beyond the page.
  const beyond = () =>
    app.window
      .locator('.trends')
      .evaluate((page) =>
        page.scrollWidth <= page.clientWidth
          ? []
          : [...page.querySelectorAll('*')]
              .filter(
                (node) => node.getBoundingClientRect().right > page.getBoundingClientRect().left + page.clientWidth,
              )
              .map((node) => `${node.tagName} ${node.className} ${node.textContent?.slice(0, 60)}`),
      )
  expect(await beyond()).toEqual([])
  await movers.nth(1).getByRole('button').click()
  await expect(new MoviesPage(app.window).inspector).toHaveAccessibleName(`Inspector: ${mover}`)
})
