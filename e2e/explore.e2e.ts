import { readFileSync } from 'node:fs'
import { emptyFilter } from '../shared/filter/filter.ts'
import { expect, type RunningApp, test } from './fixtures.ts'
import { ExplorePage } from './pages/explore.ts'
import { ExportPart } from './pages/export.ts'
import { MoviesPage } from './pages/movies.ts'
import { ShellPart } from './pages/shell.ts'
import { disturb, outOfOrder } from './support/channel-faults.ts'
import { tabTo } from './support/tab-order.ts'

test.use({ appOptions: { synced: true, server: { films: 1500 } } })

const medianRuntime = {
  rows: [{ dimension: 'genre' as const }],
  columns: [{ dimension: 'year' as const, bucket: 'decade' }],
  measures: ['median_runtime' as const],
  sort: null,
  top: null,
}

/** The film counts of a question without a filter, row by row, and the heads of its rows. */
async function answerOf(app: RunningApp, spec: typeof medianRuntime) {
  const answer = await app.ask('explore.query', { spec, filter: emptyFilter() })
  if (!('pivot' in answer)) throw new Error('refused')
  return answer.pivot
}

test('without a mouse: median runtime by genre and decade, sorted, its films, and back', async ({ app }) => {
  const { keyboard } = app.window
  const shell = new ShellPart(app.window)
  const explore = new ExplorePage(app.window)
  await tabTo(app.window, shell.section('Explore'))
  await keyboard.press('Enter')
  await expect(explore.starters).toHaveCount(3)
  await explore.chooseByKeys(explore.pill('Add a dimension to rows'), 'Genre')
  await explore.chooseByKeys(explore.pill('Add a dimension to columns'), 'Released decade')
  await explore.chooseByKeys(explore.pill('Measure: Films'), 'Median runtime')
  await explore.settled()
  await expect(explore.table).toHaveAccessibleName('Median runtime by genre and released decade')
  const pivot = await answerOf(app, medianRuntime)
  await expect(explore.table).toHaveAttribute('aria-rowcount', String(pivot.rows.length + 1))
  await expect(explore.table).toHaveAttribute('aria-colcount', String(pivot.columns.length + 2))

  // By the column over all decades: the longest first.
  await tabTo(app.window, explore.table)
  await keyboard.press('End')
  await keyboard.press('s')
  await explore.settled()
  await expect(explore.columnHeads().filter({ hasText: 'Total' })).toHaveAttribute('aria-sort', 'descending')
  const totals = await explore.table.locator('.pivot-line.body .pivot-totals .pivot-cell').allInnerTexts()
  const numbers = totals.map(Number).filter((value) => !Number.isNaN(value))
  expect(numbers.length).toBeGreaterThan(5)
  const named = numbers.slice(
    0,
    (await explore
      .rowHeads()
      .filter({ hasNotText: /Unknown|Total/ })
      .count()) - 1,
  )
  expect(named).toEqual(named.toSorted((a, b) => b - a))

  // The films of a cell are those that it is of.
  await keyboard.press('Control+Home')
  await keyboard.press('End')
  await keyboard.press('ArrowLeft')
  const told = await explore.activeCell.getAttribute('title')
  const films = Number(/: ([\d,]+) films?$/.exec(told ?? '')?.[1]?.replaceAll(',', ''))
  expect(films).toBeGreaterThan(0)
  const before = await explore.rowHeads().allInnerTexts()
  await keyboard.press('Enter')
  const movies = new MoviesPage(app.window)
  await movies.grid.ready()
  expect(await movies.grid.rowCount()).toBe(films)
  await expect(shell.chips).toHaveCount(2)

  // Back at the table it is as it was left.
  await tabTo(app.window, shell.section('Explore'), 'Shift+Tab')
  await keyboard.press('Enter')
  await expect(shell.chips).toHaveCount(0)
  await explore.settled()
  expect(await explore.rowHeads().allInnerTexts()).toEqual(before)

  // By Alt+← the keyboard is back at the cell as well.
  await explore.table.focus()
  await keyboard.press('Enter')
  await movies.grid.ready()
  await expect(shell.chips).toHaveCount(2)
  await keyboard.press('Alt+ArrowLeft')
  await expect(shell.chips).toHaveCount(0)
  await expect(explore.table).toBeFocused()
  await expect(explore.activeCell).toHaveAttribute('title', told ?? '')
  await expect(explore.activeCell).toBeInViewport()
})

test('the first and all others, two dimensions of rows, a filter from a cell, and the same after a restart', async ({
  app,
}) => {
  const explore = new ExplorePage(app.window)
  const shell = new ShellPart(app.window)
  await explore.open()
  await explore.choose(explore.pill('Add a dimension to rows'), 'Genre')
  await explore.settled()
  await expect(explore.notes).toContainText(/Sum of rows [\d,]+ · films 1,\d\d\d: films have several genres\./)
  await explore.choose(explore.pill('Shown: All rows'), 'First 5, and one row of all others')
  await expect(explore.rowHeads().filter({ hasText: /^\d+ others$/ })).toBeVisible()
  await explore.choose(explore.pill('Add a dimension to rows'), 'Rating by points')
  await explore.choose(explore.pill('Add a measure'), 'Mean rating')
  await explore.settled()
  const open = await explore.rowHeads().count()

  // A group that is folded up stays so when a measure comes.
  await explore.table.focus()
  await app.window.keyboard.press('Control+Home')
  await app.window.keyboard.press('Enter')
  const first = explore.table.getByRole('row', { expanded: false })
  await expect(first).toHaveCount(1)
  const name = await first.getByRole('rowheader').innerText()
  expect(await explore.rowHeads().count()).toBeLessThanOrEqual(open)
  await explore.choose(explore.pill('Add a measure'), 'Total runtime')
  await explore.settled()
  await expect(explore.table.getByRole('row', { expanded: false }).getByRole('rowheader')).toHaveText(name)

  // Space filters the whole app by the row; the same again takes it back.
  await explore.table.focus()
  await app.window.keyboard.press('Control+Home')
  await app.window.keyboard.press('Space')
  await expect(shell.chips).toHaveText([`Genre is: ${name}`])
  await explore.settled()
  await app.window.keyboard.press('Control+z')
  await expect(shell.chips).toHaveCount(0)

  const heads = await explore.columnHeads().allInnerTexts()
  await app.restart()
  const again = new ExplorePage(app.window)
  await again.settled()
  expect(await again.columnHeads().allInnerTexts()).toEqual(heads)
  await expect(again.pill('Shown: First 5 + others')).toBeVisible()
})

test('one undo for the shelves and the filter, in the order they were changed; a text field keeps its own', async ({
  app,
}) => {
  const { keyboard } = app.window
  const explore = new ExplorePage(app.window)
  const shell = new ShellPart(app.window)
  await explore.open()
  await explore.choose(explore.pill('Add a dimension to rows'), 'Genre')
  await explore.choose(explore.pill('Add a measure'), 'Mean rating')
  await explore.settled()
  await explore.table.focus()
  await keyboard.press('Control+Home')
  await keyboard.press('Space')
  await expect(shell.chips).toHaveCount(1)
  await explore.choose(explore.pill('Add a dimension to columns'), 'Released decade')
  await explore.settled()
  const steps = [
    async () => await expect(explore.pill('Columns: Released decade')).toHaveCount(0),
    async () => await expect(shell.chips).toHaveCount(0),
    async () => await expect(explore.pill('Measure: Mean rating')).toHaveCount(0),
    async () => await expect(explore.pill('Rows: Genre')).toHaveCount(0),
  ]
  for (const isUndone of steps) {
    await keyboard.press('Control+z')
    await isUndone()
  }
  await expect(explore.starters).toHaveCount(3)
  for (let step = 0; step < steps.length; step++) await keyboard.press('Control+Shift+z')
  await expect(explore.pill('Columns: Released decade')).toBeVisible()
  await expect(explore.pill('Measure: Mean rating')).toBeVisible()
  await expect(shell.chips).toHaveCount(1)

  // In a text field the keys undo the text, and nothing else.
  await shell.search.fill('abc')
  await expect(shell.chips).toHaveCount(2)
  await shell.search.press('Control+z')
  await expect(shell.search).not.toHaveValue('abc')
  await expect(explore.pill('Columns: Released decade')).toBeVisible()
})

test('the table leaves as it is seen: copied, saved, and as SQL', async ({ app }, info) => {
  const explore = new ExplorePage(app.window)
  await explore.open()
  await explore.starters.first().click()
  await explore.settled()
  const pivot = await answerOf(app, medianRuntime)
  const lines = (text: string) => text.replace(/\r?\n$/, '').split(/\r?\n/)
  await explore.table.focus()
  await app.window.keyboard.press('Control+c')
  await expect(app.window.getByText(/^Copied \d+ rows × \d+ columns$/)).toBeVisible()
  const copied = lines(await app.electron.evaluate(({ clipboard }) => clipboard.readText()))
  expect(copied).toHaveLength(pivot.rows.length + 1)
  expect(copied[0]?.split('\t')).toHaveLength(pivot.columns.length + 2)
  expect(copied[0]).toMatch(/^Genre\t/)
  expect(copied.at(-1)).toMatch(/^Total\t/)

  const file = info.outputPath('explore.csv')
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
  const more = app.window.getByRole('button', { name: 'More for this table' })
  await more.click()
  await app.window.getByRole('menuitem', { name: /^Export…/ }).click()
  await new ExportPart(app.window).write('explore.csv')
  const saved = lines(readFileSync(file, 'utf8'))
  expect(saved.map((line) => line.replaceAll(',', '\t'))).toEqual(copied)

  await explore.choose(more, 'Show the SQL…')
  const sql = app.window.getByRole('dialog').getByRole('region', { name: 'SQL' })
  await expect(sql).toContainText('UNION ALL')
  await expect(sql).toContainText('Needs the function percentile_cont')
})

test('a table that cannot be read says so, keeps its question and comes back; numbers that were read stay', async ({
  app,
}) => {
  const explore = new ExplorePage(app.window)
  await explore.open()
  const mend = await disturb(app, ['explore.query'], 'fails')
  await explore.starters.nth(1).click()
  const failed = app.window.getByRole('alert').filter({ hasText: outOfOrder })
  await expect(failed).toContainText('The table could not be read')
  await expect(explore.pill('Rows: Released decade')).toBeVisible()
  await mend()
  await failed.getByRole('button', { name: 'Retry' }).click()
  await explore.settled()

  const heads = await explore.rowHeads().allInnerTexts()
  const mendAgain = await disturb(app, ['explore.query'], 'fails')
  await explore.choose(explore.pill('Rows: Released decade'), 'Language')
  await expect(failed).toContainText('These are older numbers')
  expect(await explore.rowHeads().allInnerTexts(), 'under the heads they belong to').toEqual(heads)
  await mendAgain()
  await failed.getByRole('button', { name: 'Retry' }).click()
  await explore.settled()
  await expect(explore.table).toHaveAccessibleName(/by language$/)
})

test('letters in a list choose there and swap nothing; without its chart the page still exports its table', async ({
  app,
}) => {
  const { keyboard } = app.window
  const explore = new ExplorePage(app.window)
  const shell = new ShellPart(app.window)
  await explore.open()
  await explore.starters.nth(1).click()
  await explore.settled()
  const measure = app.window.getByRole('combobox', { name: 'Measure of the chart' })
  await measure.click()
  const list = app.window.getByRole('listbox', { name: 'Measure of the chart' })
  await expect(list).toBeVisible()
  await keyboard.press('t')
  await keyboard.press('Escape')
  await expect(list).toHaveCount(0)
  await expect(explore.pill('Rows: Released decade')).toBeVisible()
  await explore.table.focus()
  await keyboard.press('t')
  await expect(explore.pill('Columns: Released decade')).toBeVisible()
  const marks = app.window.locator('.explore-chart').getByRole('listbox')
  await marks.focus()
  await expect(marks).toBeFocused()
  await keyboard.press('t')
  await expect(explore.pill('Rows: Released decade')).toBeVisible()
  await explore.settled()

  const exported = async () => {
    const palette = await shell.palette('export')
    const said = await palette.getByRole('option', { name: /Export Table/ }).innerText()
    await keyboard.press('Escape')
    await expect(palette).toHaveCount(0)
    return said
  }
  const chart = app.window.locator('.explore-chart').getByRole('heading')
  await chart.click()
  expect(await exported()).toContain(await chart.innerText())
  await app.window.getByRole('group', { name: 'What is shown' }).getByRole('button', { name: 'Table' }).press('Enter')
  await expect(chart).toHaveCount(0)
  expect(await exported()).toMatch(/Explore/)
})
