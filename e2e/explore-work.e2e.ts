import { expect, test } from './fixtures.ts'
import { ExplorePage } from './pages/explore.ts'
import { disturb } from './support/channel-faults.ts'
import { clickMenu } from './support/native-menu.ts'

test.use({ appOptions: { synced: true, server: { films: 1500 } } })

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
