import { expect, test } from './fixtures.ts'
import { ExplorePage } from './pages/explore.ts'
import { ShellPart } from './pages/shell.ts'
import { TablesPage } from './pages/tables.ts'
import { axeFindings } from './support/accessibility.ts'
import { disturb } from './support/channel-faults.ts'
import { clickMenu } from './support/native-menu.ts'
import { tabTo } from './support/tab-order.ts'

test.use({ appOptions: { synced: true, server: { films: 1500 } } })

test('by the list of fields and F6 alone: found by typing, put on shelves, moved, taken away', async ({ app }) => {
  const { keyboard } = app.window
  const explore = new ExplorePage(app.window)
  await app.resize(1280, 800)
  await explore.open()
  const find = app.window.getByRole('textbox', { name: 'Find a field' })
  const list = app.window.getByRole('listbox', { name: 'Dimensions and measures' })
  const option = (name: string) => list.getByRole('option', { name })
  await tabTo(app.window, find)
  await keyboard.type('genre')
  await expect(option('Genre').first()).toBeVisible()
  await keyboard.press('Enter')
  await expect(explore.pill('Rows: Genre')).toBeVisible()
  await find.fill('decade')
  await expect(list.getByRole('option')).toHaveCount(1)
  await keyboard.press('ArrowDown')
  await expect(list).toBeFocused()
  await keyboard.press('c')
  await expect(explore.pill('Columns: Released decade')).toBeVisible()
  await find.fill('median runtime')
  await expect(list.getByRole('option')).toHaveCount(1)
  await keyboard.press('ArrowDown')
  await keyboard.press('m')
  await expect(explore.pill('Measure: Median runtime')).toBeVisible()
  await explore.settled()
  await expect(app.window.locator('.explore .page-head [role="status"]')).toHaveText(
    /\d+ rows · \d+ columns · sorted by films$/,
  )

  // F6: from the list to the shelves, the chart, the table, and round.
  await keyboard.press('F6')
  await expect(explore.pill('Rows: Genre')).toBeFocused()
  await keyboard.press('Alt+ArrowDown')
  await expect(explore.pill('Columns: Genre')).toBeFocused()
  await keyboard.press('Alt+ArrowUp')
  await expect(explore.pill('Rows: Genre')).toBeFocused()
  await tabTo(app.window, explore.pill('Measure: Median runtime'))
  await keyboard.press('Alt+ArrowLeft')
  await expect(explore.pill('Measure: Median runtime')).toBeFocused()
  await explore.settled()
  await expect(explore.table).toHaveAccessibleName('Median runtime and films by genre')
  await keyboard.press('Delete')
  await expect(explore.pill('Measure: Median runtime')).toHaveCount(0)
  await explore.settled()
  await keyboard.press('F6')
  await expect(explore.marks).toBeFocused()
  await keyboard.press('F6')
  await expect(explore.table).toBeFocused()
  await keyboard.press('F6')
  await expect(list).toBeFocused()
  await keyboard.press('Shift+F6')
  await expect(explore.table).toBeFocused()
  expect(await axeFindings(app.window)).toEqual([])
})

test('a running total is named in its head, blank in totals, drawn, and one step of the undo', async ({ app }) => {
  const explore = new ExplorePage(app.window)
  await explore.open()
  await explore.choose(explore.pill('Add a dimension to rows'), 'Released decade')
  await explore.settled()
  await explore.choose(explore.pill('Measure: Films'), 'Running total along released decade')
  await expect(explore.columnHeads().filter({ hasText: 'Films, running total' })).toBeVisible()
  await expect(explore.kind).toHaveText('Lines')
  const total = explore.row('Total').getByRole('gridcell')
  await expect(total).toHaveText('')
  const cells = await explore.table.locator('.pivot-line.body .pivot-cell.num').allInnerTexts()
  const numbers = cells.map((text) => Number(text.replaceAll(',', ''))).filter((value) => value > 0)
  expect(numbers.length).toBeGreaterThan(2)
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
  await app.window.keyboard.press('Control+z')
  await expect(total).toHaveText(/\d/)
})

test('Explore begins from a chart, a table of a dimension and the palette', async ({ app }) => {
  const explore = new ExplorePage(app.window)
  const shell = new ShellPart(app.window)
  const { keyboard } = app.window
  await app.window.getByRole('button', { name: 'More for Genre by decade' }).click()
  await app.window.getByRole('menuitem', { name: 'Explore this…' }).click()
  await explore.settled()
  await expect(explore.pill('Rows: Genre')).toBeVisible()
  await expect(explore.pill('Columns: Released decade')).toBeVisible()

  await new TablesPage(app.window).open('dim_language', 'Languages')
  await app.window.getByRole('button', { name: 'Explore films by language' }).click()
  await explore.settled()
  await expect(explore.pill('Rows: Language')).toBeVisible()

  const palette = await shell.palette('mean rating by decade')
  await expect(palette.getByRole('option').first()).toContainText('Explore mean rating by released decade')
  await keyboard.press('Enter')
  await expect(palette).toHaveCount(0)
  await explore.settled()
  await expect(explore.table).toHaveAccessibleName('Mean rating by released decade')
  // Each was one step.
  await keyboard.press('Control+z')
  await expect(explore.pill('Rows: Language')).toBeVisible()
})

test('an answer that comes late is dropped: what stands is the last question, under its own heads', async ({ app }) => {
  const explore = new ExplorePage(app.window)
  await explore.open()
  await explore.choose(explore.pill('Add a dimension to rows'), 'Genre')
  await explore.settled()
  const heads = await explore.rowHeads().allInnerTexts()
  const mend = await disturb(app, ['explore.query'], 'hangs')
  await explore.choose(explore.pill('Rows: Genre'), 'Language')
  await expect(explore.table).toHaveClass(/is-stale/)
  await explore.choose(explore.pill('Rows: Language'), 'Released decade')
  expect(await explore.rowHeads().allInnerTexts(), 'the older answer under its own heads').toEqual(heads)
  await mend()
  await explore.settled()
  await expect(explore.table).toHaveAccessibleName('Films by released decade')
  await expect(explore.rowHeads().filter({ hasText: '2010s' })).toBeVisible()
})

test('a publish leaves the focus, the fold and the place in the table', async ({ app, api }) => {
  const explore = new ExplorePage(app.window)
  const { keyboard } = app.window
  await explore.open()
  await explore.choose(explore.pill('Add a dimension to rows'), 'Language')
  await explore.choose(explore.pill('Add a dimension to rows'), 'Rating by points')
  await explore.settled()
  await explore.table.focus()
  await keyboard.press('Control+Home')
  await keyboard.press('Enter')
  const folded = explore.table.getByRole('row', { expanded: false })
  await expect(folded).toHaveCount(1)
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowRight')
  const place = await explore.activeCell.getAttribute('title')
  const version = () => app.ask('warehouse.status', undefined).then(({ goldVersion }) => goldVersion)
  const before = await version()
  api.catalogue.append(3)
  // By the menu, so that the focus stays where it is.
  await clickMenu(app, 'sync.start')
  await expect.poll(version).toBeGreaterThan(before)
  await explore.settled()
  await expect(explore.table).toBeFocused()
  await expect(folded).toHaveCount(1)
  expect((await explore.activeCell.getAttribute('title'))?.split(':')[0]).toBe(place?.split(':')[0])
})
