import { emptyFilter } from '../shared/filter/filter.ts'
import { expect, test } from './fixtures.ts'
import { ExplorePage } from './pages/explore.ts'
import { OverviewPage } from './pages/overview.ts'
import { dismissToasts } from './pages/toasts.ts'
import { axeFindings } from './support/accessibility.ts'
import { disturb, outOfOrder } from './support/channel-faults.ts'
import { takePictures } from './support/pictures.ts'

test.use({ appOptions: { synced: true, server: { films: 1500 } } })

test('by the keyboard: why the mean rating of a genre is what it is, from its cell', async ({ app }) => {
  const { keyboard } = app.window
  const explore = new ExplorePage(app.window)
  await explore.open()
  await dismissToasts(app.window)
  const find = app.window.getByRole('textbox', { name: 'Find a field' })
  const fields = app.window.getByRole('listbox', { name: 'Dimensions and measures' })
  for (const [name, letter] of [
    ['Genre', 'r'],
    ['Mean rating', 'm'],
  ] as const) {
    await find.fill(name)
    await expect(fields.getByRole('option').first()).toHaveText(new RegExp(`^${name}`))
    await find.press('ArrowDown')
    await keyboard.press(letter)
  }
  await explore.settled()
  await expect(explore.columnHeads().nth(2)).toHaveText('Mean rating')
  const genre = await explore.rowHeads().first().innerText()
  const cell = explore.row(genre).getByRole('gridcell').nth(1)
  const shown = await cell.innerText()
  await explore.table.focus()
  for (const key of ['Control+Home', 'ArrowRight', 'ArrowRight']) await explore.table.press(key)
  await expect(explore.activeCell).toHaveText(shown)
  await explore.table.press('Shift+F10')
  const line = app.window.getByRole('menuitem', { name: 'Why this number?' })
  await expect(line).toBeVisible()
  for (let step = 0; step < 20 && !(await line.evaluate((node) => node === document.activeElement)); step++)
    await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  const dialog = app.window.getByRole('dialog', { name: `Why this number? Mean rating of ${genre}` })
  await expect(
    dialog
      .getByRole('row', { name: /^Mean rating/ })
      .getByRole('cell')
      .first(),
  ).toHaveText(shown)
  const filter = emptyFilter()
  filter.where.genre.any = [genre]
  const { total } = await app.ask('movies.page', { filter, sort: [{ key: 'title', dir: 'asc' }], offset: 0, limit: 1 })
  await expect(
    dialog
      .getByRole('row', { name: /^Films/ })
      .first()
      .getByRole('cell'),
  ).toHaveText([total.toLocaleString('en-US'), (1500 - total).toLocaleString('en-US')])
  await expect(dialog.getByRole('region', { name: 'What pulls it up' }).getByRole('row').nth(1)).toBeVisible()
  await expect(dialog.getByRole('region', { name: 'What pulls it down' }).getByRole('row').nth(1)).toBeVisible()
  await expect(dialog).toContainText('Gold version')
  expect(await axeFindings(app.window)).toEqual([])
  await takePictures(app, 'why')
  await keyboard.press('Escape')
  await expect(explore.table).toBeFocused()
})

test('by the mouse: what the films of a bar of the Overview are more often than the rest; where it cannot be read it says so', async ({
  app,
}) => {
  const overview = new OverviewPage(app.window)
  await dismissToasts(app.window)
  const chart = overview.chart('Films by genre')
  await chart.getByRole('listbox').focus()
  await app.window.keyboard.press('Home')
  await app.window.keyboard.press('Shift+F10')
  const mend = await disturb(app, ['compare.why'], 'fails')
  await app.window.getByRole('menuitem', { name: 'Why this number?' }).click()
  const dialog = app.window.getByRole('dialog', { name: /^Why this number\? Films of / })
  await expect(dialog.getByRole('alert').filter({ hasText: outOfOrder })).toBeVisible()
  await mend()
  await dialog.getByRole('button', { name: 'Retry' }).click()
  await expect(
    dialog.getByRole('region', { name: 'More often than in the rest' }).getByRole('row').nth(1),
  ).toBeVisible()
  expect(await axeFindings(app.window)).toEqual([])
  await takePictures(app, 'why-films')
})
