import { expect, test } from './fixtures.ts'
import { ExplorePage } from './pages/explore.ts'
import { OverviewPage } from './pages/overview.ts'
import { ShellPart } from './pages/shell.ts'
import { TablesPage } from './pages/tables.ts'

test.use({ appOptions: { synced: true, server: { films: 1500 } } })

test('Explore begins from a chart, from the table of a dimension and from the palette, each one step of the undo', async ({
  app,
}) => {
  const explore = new ExplorePage(app.window)
  const shell = new ShellPart(app.window)
  const overview = new OverviewPage(app.window)
  const { keyboard } = app.window
  await overview.open()
  await overview.choose('Genre by decade', 'Explore this…')
  await explore.settled()
  await expect(explore.pill('Rows: Genre')).toBeVisible()
  await expect(explore.pill('Columns: Released decade')).toBeVisible()

  await new TablesPage(app.window).open('dim_language', 'Language')
  await app.window.getByRole('button', { name: 'Explore films by language' }).click()
  await explore.settled()
  await expect(explore.pill('Rows: Language')).toBeVisible()
  await expect(explore.pill('Columns: Released decade')).toHaveCount(0)

  const palette = await shell.palette('mean rating by decade')
  await expect(palette.getByRole('option').first()).toContainText('Explore mean rating by released decade')
  await keyboard.press('Enter')
  await expect(palette).toHaveCount(0)
  await explore.settled()
  await expect(explore.table).toHaveAccessibleName('Mean rating by released decade')
  await keyboard.press('Control+z')
  await expect(explore.pill('Rows: Language')).toBeVisible()
  await keyboard.press('Control+z')
  await expect(explore.pill('Rows: Genre')).toBeVisible()
  await keyboard.press('Control+Shift+z')
  await expect(explore.pill('Rows: Language')).toBeVisible()
})
