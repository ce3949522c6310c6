import { emptyFilter } from '../shared/filter/filter.ts'
import { expect, test } from './fixtures.ts'
import { ExplorePage } from './pages/explore.ts'
import { OverviewPage } from './pages/overview.ts'
import { ShellPart } from './pages/shell.ts'
import { dismissToasts } from './pages/toasts.ts'
import { ViewsPart } from './pages/views.ts'
import { axeFindings } from './support/accessibility.ts'
import { disturb, outOfOrder } from './support/channel-faults.ts'
import { takePictures } from './support/pictures.ts'
import type { RunningApp } from './support/running-app.ts'

test.use({ appOptions: { synced: true, server: { films: 1500 } } })

const spec = {
  rows: [{ dimension: 'genre' as const }],
  columns: [],
  measures: ['films' as const, 'mean_rating' as const],
  sort: null,
  top: null,
}

/** Genres of the films of one decade, in the table of Explore. */
async function decadeByGenre(app: RunningApp): Promise<ExplorePage> {
  const explore = new ExplorePage(app.window)
  await explore.open()
  await dismissToasts(app.window)
  const find = app.window.getByRole('textbox', { name: 'Find a field' })
  const fields = app.window.getByRole('listbox', { name: 'Dimensions and measures' })
  const put = async (name: string, letter: string) => {
    await find.fill(name)
    await expect(fields.getByRole('option').first()).toHaveText(new RegExp(`^${name}`))
    await find.press('ArrowDown')
    await app.window.keyboard.press(letter)
  }
  await put('Released decade', 'r')
  await explore.settled()
  await explore.row('1990s').getByRole('rowheader').click()
  await explore.table.press(' ')
  await put('Genre', 'r')
  await explore.pill('Rows: Released decade').focus()
  await app.window.keyboard.press('Delete')
  await put('Mean rating', 'm')
  await expect(explore.pill('Rows: Genre')).toBeVisible()
  await explore.settled()
  await find.fill('')
  return explore
}

const numbers = (text: string) => Number(text.replaceAll(',', '').replace('−', '-').replace('+', ''))

test('by the keyboard: the films of a filter beside the rest, swapped, undone, and left', async ({ app }) => {
  const explore = await decadeByGenre(app)
  const strip = app.window.getByRole('region', { name: 'Comparison' })
  await explore.table.focus()
  await explore.table.press('c')
  await expect(strip).toContainText('Released 1990–1999')
  await expect(strip).toContainText('no film in both')
  await explore.settled()
  const heads = explore.columnHeads()
  await expect(heads).toHaveText([
    'Genre',
    'Films A',
    'Films B',
    'Films A − B',
    'Films A − B in %',
    /A$/,
    /B$/,
    /A − B$/,
    /%$/,
  ])

  // Every number is that of its side alone.
  const filter = emptyFilter()
  filter.where.year.in = [[1990, 1999]]
  const own = await app.ask('explore.query', { spec, filter })
  const all = await app.ask('explore.query', { spec, filter: emptyFilter() })
  if (!('pivot' in own) || !('pivot' in all)) throw new Error('refused')
  const total = explore.table.getByRole('row').last().getByRole('gridcell')
  await expect.poll(async () => numbers(await total.nth(0).innerText())).toBe(own.pivot.matched)
  expect(numbers(await total.nth(1).innerText())).toBe(all.pivot.matched - own.pivot.matched)
  expect(numbers(await total.nth(2).innerText())).toBe(2 * own.pivot.matched - all.pivot.matched)
  await expect(app.window.locator('.explore-chart .outline')).toHaveCount(1)
  await expect(app.window.locator('.explore-chart')).toContainText('Outlined: B')
  expect(await axeFindings(app.window)).toEqual([])
  await takePictures(app, 'compare')

  await explore.table.focus()
  await explore.table.press('v')
  await expect(heads.nth(1)).toHaveText('Films B')
  await explore.settled()
  await expect.poll(async () => numbers(await total.nth(0).innerText())).toBe(all.pivot.matched - own.pivot.matched)
  await app.window.keyboard.press('Control+z')
  await expect(heads.nth(1)).toHaveText('Films A')
  await explore.table.press('Escape')
  await expect(strip).toBeHidden()
  await expect(heads).toHaveText(['Genre', 'Films', 'Mean rating'])
  await app.window.keyboard.press('Control+z')
  await expect(strip).toBeVisible()
})

test('by the mouse: what differs most from all films, to Explore by it; the films of both; and after a restart', async ({
  app,
}) => {
  const explore = await decadeByGenre(app)
  const strip = app.window.getByRole('region', { name: 'Comparison' })
  await app.window.getByRole('button', { name: 'More for this table' }).click()
  await app.window.getByRole('menuitem', { name: /^Compare with the rest/ }).click()
  await explore.choose(strip.getByRole('button', { name: 'B: The rest' }), 'The period before')
  await expect(strip.getByRole('button', { name: 'B: The period before' })).toBeVisible()
  await expect(strip).toContainText('no film in both')
  await explore.choose(strip.getByRole('button', { name: /^B: / }), 'All films')
  await expect(strip).toContainText('1,500 films')
  await strip.getByRole('button', { name: 'What differs most' }).click()
  const dialog = app.window.getByRole('dialog', { name: 'What differs most' })
  // What the filter is by is no news.
  await expect(dialog).toContainText('so is what the filters are by')
  await expect(dialog.getByRole('row').nth(1)).toBeVisible()
  await expect(dialog.getByRole('row', { name: /Released decade/ })).toHaveCount(0)
  expect(await axeFindings(app.window)).toEqual([])
  await takePictures(app, 'compare-differs')
  const differing = app.window.getByRole('dialog', { name: 'What differs most' })
  await expect(differing).toContainText('neither has 30 films')
  await differing.getByRole('button', { name: '10 films or more' }).click()
  await expect(differing).toContainText('neither has 10 films')
  await differing.getByRole('button', { name: '30 films or more' }).click()
  await expect(differing).toContainText('neither has 30 films')
  const first = dialog.getByRole('row').nth(1).getByRole('button')
  const dimension = /^(.*): /.exec(await first.innerText())?.[1] ?? ''
  await first.click()
  await expect(dialog).toBeHidden()
  await expect(explore.pill(`Rows: ${dimension}`)).toBeVisible()

  const both = strip.getByRole('button', { name: / in both$/ })
  const count = /^[\d,]+/.exec(await both.innerText())?.[0] ?? ''
  await both.click()
  await expect(app.window.getByRole('heading', { name: 'Movies' })).toBeVisible()
  await expect(app.window.locator('.page-head')).toContainText(`${count} of`)
  await new ShellPart(app.window).visit('Explore')
  await app.restart()
  await new ShellPart(app.window).visit('Explore')
  await expect(app.window.getByRole('region', { name: 'Comparison' })).toBeVisible()
})

test('what cannot be compared says so and leaves the older numbers; no period before is no table of nothing', async ({
  app,
}) => {
  const explore = await decadeByGenre(app)
  const heads = await explore.columnHeads().allInnerTexts()
  const mend = await disturb(app, ['compare.query'], 'fails')
  await explore.table.focus()
  await explore.table.press('c')
  const failed = app.window.getByRole('alert').filter({ hasText: outOfOrder })
  await expect(failed).toContainText('These are older numbers')
  expect(await explore.columnHeads().allInnerTexts()).toEqual(heads)
  await mend()
  await failed.getByRole('button', { name: 'Retry' }).click()
  await expect(explore.columnHeads().nth(2)).toHaveText('Films B')
  const strip = app.window.getByRole('region', { name: 'Comparison' })
  await explore.choose(strip.getByRole('button', { name: /^B: / }), 'The period before')
  await explore.settled()
  await app.window.getByRole('button', { name: /^Remove filter: Released/ }).click()
  await expect(strip).toContainText('there is none')
  await expect(strip.getByRole('button', { name: 'What differs most' })).toBeDisabled()
  await explore.settled()
  await expect(explore.columnHeads()).toHaveText(['Genre', 'Films', 'Mean rating'])
})

test('sides that are the same films differ in nothing, and are called as they stand', async ({ app }) => {
  const explore = await decadeByGenre(app)
  const strip = app.window.getByRole('region', { name: 'Comparison' })
  await app.window.getByRole('button', { name: /^Remove filter: Released/ }).click()
  await explore.table.focus()
  await explore.table.press('c')
  await explore.choose(strip.getByRole('button', { name: 'B: The rest' }), 'All films')
  await expect(strip).toContainText('1,500 films in both')
  const heads = explore.columnHeads()
  await expect(heads.nth(1)).toHaveText('Films A')
  await explore.settled()
  const total = explore.table.getByRole('row').last().getByRole('gridcell')
  await expect(total.nth(2)).toHaveText('0')
  await explore.table.focus()
  await explore.table.press('v')
  await expect(heads.nth(1)).toHaveText('Films B')
  await expect(heads.nth(2)).toHaveText('Films A')
})

test('on Overview: every chart draws both sides, each of its own films; keys, tips, films behind a mark, and a view', async ({
  app,
}) => {
  const overview = new OverviewPage(app.window)
  await overview.open()
  await dismissToasts(app.window)
  const strip = app.window.getByRole('region', { name: 'Comparison' })
  const filter = emptyFilter()
  filter.where.genre.any = ['Drama']
  await overview.marks('Films by genre').focus()
  await app.window.keyboard.press('Home')
  for (
    let step = 0;
    step < 30 && !(await overview.activeMark('Films by genre').innerText()).startsWith('Drama');
    step++
  )
    await app.window.keyboard.press('ArrowDown')
  await app.window.keyboard.press('Space')
  await overview.settled()
  await app.window.keyboard.press('c')
  await expect(strip).toContainText('Genre is Drama')
  await overview.settled()

  const { a, b } = await app.ask('compare.overview', {
    a: { filter, isRest: false },
    b: { filter, isRest: true },
  })
  for (const title of ['Films by genre', 'Films by released year', 'Films by language'])
    await expect(overview.counted(title)).toHaveText(
      `${a.matched.toLocaleString('en')} films of A, ${b.matched.toLocaleString('en')} of B`,
    )
  await expect(app.window.locator('.chart-genre .outline')).toHaveCount(1)
  await expect(app.window.locator('.chart path.mean-line.other')).toHaveCount(1)
  // The chart of the clause itself is of the side alone: other genres are those that its films have too.
  const comedy = a.by.genre.find(({ key }) => key === 'Comedy')?.count ?? 0
  const comedyOfB = b.by.genre.find(({ key }) => key === 'Comedy')?.count ?? 0
  expect(comedy).toBeGreaterThan(0)
  await overview.marks('Films by genre').focus()
  await app.window.keyboard.press('Home')
  for (
    let step = 0;
    step < 30 && !(await overview.activeMark('Films by genre').innerText()).startsWith('Comedy');
    step++
  )
    await app.window.keyboard.press('ArrowDown')
  await expect(overview.activeMark('Films by genre')).toHaveText(
    new RegExp(`^Comedy, A ${comedy.toLocaleString('en')}, [\\d.]+% of A, B ${comedyOfB.toLocaleString('en')}, `),
  )
  await takePictures(app, 'overview-compared')
  expect(await axeFindings(app.window)).toEqual([])

  // The films behind it are those of A that the bar counts.
  await app.window.keyboard.press('Shift+F10')
  await app.window.getByRole('menuitem', { name: 'Films behind this mark' }).click()
  await expect(app.window.getByText(new RegExp(`^${comedy.toLocaleString('en')} of 1,500 films`)).first()).toBeVisible()
  await app.window.keyboard.press('Alt+ArrowLeft')
  await overview.settled()
  await app.window.keyboard.press('Control+z')
  await overview.settled()
  await expect(strip).toBeVisible()

  const views = new ViewsPart(app.window)
  await views.choose('Save as…')
  await views.giveName('Drama and the rest')
  await views.shows('View: Drama and the rest')
  await app.window.keyboard.press('Escape')
  await expect(strip).toHaveCount(0)
  await overview.settled()
  await expect(app.window.locator('.chart-genre .outline')).toHaveCount(0)
  await views.choose('Revert')
  await expect(strip).toContainText('Genre is Drama')
})

test('the table is sorted by the other side and by a difference, by mouse and key, and a view keeps that', async ({
  app,
}) => {
  const explore = await decadeByGenre(app)
  await explore.table.focus()
  await explore.table.press('c')
  await explore.settled()
  /** The numbers of a column without the total, as they stand. */
  const column = async (at: number) => {
    const rows = explore.table.locator('.pivot-line.body')
    const texts = await rows.evaluateAll(
      (lines, index) => lines.map((line) => line.querySelectorAll('.pivot-number')[index]?.textContent ?? ''),
      at,
    )
    return texts.map(numbers).filter((value) => !Number.isNaN(value))
  }
  for (const [head, at] of [
    ['Films A − B', 2],
    ['Films B', 1],
  ] as const) {
    await explore
      .columnHeads()
      .filter({ hasText: new RegExp(`^${head}$`) })
      .click()
    await explore.settled()
    await expect(explore.columnHeads().filter({ hasText: new RegExp(`^${head}$`) })).toHaveAttribute(
      'aria-sort',
      'descending',
    )
    const values = await column(at)
    expect(values.length).toBeGreaterThan(3)
    expect(values).toEqual([...values].sort((a, b) => b - a))
  }
  await expect(app.window.locator('.explore .page-head')).toContainText('sorted by films B')
  const views = new ViewsPart(app.window)
  await views.choose('Save as…')
  await views.giveName('By B')
  await app.window.getByRole('button', { name: 'Stop comparing' }).click()
  await explore.settled()
  await views.choose('Revert')
  await explore.settled()
  await expect(app.window.locator('.explore .page-head')).toContainText('sorted by films B')
})

test('lines draw the other side dashed, on the same axis, and say so; small multiples too', async ({ app }) => {
  const explore = new ExplorePage(app.window)
  await explore.open()
  await dismissToasts(app.window)
  await explore.choose(explore.pill('Add a dimension to rows'), 'Released year')
  await explore.choose(explore.pill('Add a measure'), 'Mean rating')
  await explore.settled()
  await new ShellPart(app.window).search.fill('the')
  await explore.settled()
  await explore.table.focus()
  await explore.table.press('c')
  await explore.settled()
  await explore.choose(explore.kind, 'Lines')
  const chart = app.window.locator('.explore-chart')
  await expect(chart).toContainText(/Dashed: B/)
  await expect(chart.locator('.recharts-line.other')).toHaveCount(1)
  await takePictures(app, 'explore-lines-compared')
  expect(await axeFindings(app.window)).toEqual([])
  await explore.choose(explore.pill('Add a dimension to small multiples'), 'MPA rating')
  await explore.settled()
  await expect(chart).toContainText(/Dashed: B/)
  await expect(chart.locator('.panel .recharts-line.other').first()).toBeAttached()
  await app.screenshot('explore-multiples-compared')
})
