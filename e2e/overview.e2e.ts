import { readFileSync } from 'node:fs'
import { emptyFilter } from '../shared/filter/filter.ts'
import { chartIds } from '../shared/model/charts.ts'
import { expect, test } from './fixtures.ts'
import { ExportPart } from './pages/export.ts'
import { OverviewPage } from './pages/overview.ts'
import { axeFindings } from './support/accessibility.ts'

test.use({ appOptions: { synced: true, server: { films: 3000 } } })

const chartTitles = [
  'Films by genre',
  'Films by released year',
  'Films by rating',
  'Films by runtime',
  'Genre by decade',
  'Films by upload month',
  'Mean rating by year',
  'Films by language',
]

test('shows what the warehouse holds', async ({ app, api }) => {
  const overview = new OverviewPage(app.window)
  await overview.open()
  expect(await overview.films()).toBe(api.catalogue.size)
  for (const title of chartTitles) await expect(overview.marks(title)).toBeVisible()
  const { figures } = await app.ask('overview.query', { filter: emptyFilter() })
  await expect(overview.figure('Genres')).toHaveText(String(figures.of.genre.distinct))
  await expect(overview.figure('Released')).toHaveText(`${figures.of.year.lowest}–${figures.of.year.highest}`)
  await app.screenshot('overview-light')
})

test('in an ordinary window all charts are in sight, each with its whole caption', async ({ app }) => {
  const overview = new OverviewPage(app.window)
  await overview.open()
  await app.resize(1280, 772)
  await expect.poll(() => app.window.evaluate(() => innerWidth)).toBe(1280)
  const charts = app.window.locator('.chart')
  await expect(charts).toHaveCount(chartIds.length)
  await app.screenshot('overview-ordinary')
  const bottom = (await app.window.getByRole('contentinfo').boundingBox())?.y ?? 0
  for (const chart of await charts.all()) {
    const box = await chart.boundingBox()
    const name = await chart.getAttribute('aria-label')
    expect((box?.y ?? 0) + (box?.height ?? 0), `${name} ends above the status bar`).toBeLessThanOrEqual(bottom)
    const cut = await chart.locator('.chart-notes').evaluate((line) => line.scrollWidth - line.clientWidth)
    expect(cut, `${name}: caption cut off`).toBeLessThanOrEqual(0)
  }
})

test('a brush over the years moves every chart, and undo takes it back as one step', async ({ app }) => {
  const overview = new OverviewPage(app.window)
  await overview.open()
  const all = await overview.films()
  await overview.brush('Films by released year', 0.6, 0.8)
  await expect(overview.chips).toHaveCount(1)
  await expect(overview.chips.first()).toContainText('Released')
  const left = await overview.films()
  expect(left).toBeLessThan(all)
  expect(left).toBeGreaterThan(0)
  await expect(overview.counted('Films by genre')).toContainText(' of ')
  await expect(overview.counted('Films by runtime')).toContainText(' of ')
  // The chart's own clause is left aside in its own numbers.
  await expect(overview.counted('Films by released year')).not.toContainText(' of ')
  await app.screenshot('overview-brushed')
  await app.window.keyboard.press('Control+z')
  await expect(overview.chips).toHaveCount(0)
  expect(await overview.films()).toBe(all)
})

test('the keyboard alone picks, adds, excludes, brushes and clears; the brush goes on where the mouse left it', async ({
  app,
}) => {
  const overview = new OverviewPage(app.window)
  await overview.open()
  const genres = overview.marks('Films by genre')
  await genres.focus()
  await app.window.keyboard.press('Home')
  await app.window.keyboard.press('Space')
  await expect(overview.chips).toHaveText([/^Genre is: /])
  const alone = await overview.films()
  await expect(overview.activeMark('Films by genre')).toContainText(`films ${alone.toLocaleString('en-GB')}`)
  await app.window.keyboard.press('ArrowDown')
  await app.window.keyboard.press('Shift+Space')
  await expect(overview.chips).toHaveText([/^Genre any of:/])
  await app.window.keyboard.press('ArrowDown')
  await app.window.keyboard.press('x')
  await expect(overview.chips).toHaveText([/^Genre any of:/, /^Genre not:/])
  await app.window.keyboard.press('Escape')
  await expect(overview.chips).toHaveCount(0)
  await expect(genres).toBeFocused()

  await overview.brush('Films by released year', 0.5, 0.6)
  const before = await overview.chips.first().innerText()
  await app.window.keyboard.press('Shift+ArrowRight')
  await app.window.keyboard.press('Shift+ArrowRight')
  await expect(overview.chips.first()).not.toHaveText(before)
  const [from] = before.match(/\d{4}/) ?? []
  await expect(overview.chips.first()).toContainText(`${from}–`)
})

test('a mark’s number is the films behind it', async ({ app }) => {
  const overview = new OverviewPage(app.window)
  await overview.open()
  await overview.brush('Films by released year', 0.7, 0.95)
  await overview.settled()
  await overview.marks('Films by genre').focus()
  await app.window.keyboard.press('End')
  await app.window.keyboard.press('ArrowUp')
  const said = await overview.activeMark('Films by genre').innerText()
  const count = Number(/films ([\d,]+)/.exec(said)?.[1]?.replaceAll(',', ''))
  await app.window.keyboard.press('Space')
  expect(await overview.films()).toBe(count)
})

test('keys that follow a click show their mark and what it says', async ({ app }) => {
  const overview = new OverviewPage(app.window)
  await overview.open()
  await overview.clickMark('Films by genre', 0, 26)
  await app.window.mouse.move(2, 2)
  await overview.settled()
  const chart = overview.chart('Films by genre')
  await expect(chart.locator('.chart-tip')).toBeHidden()
  await app.window.keyboard.press('ArrowDown')
  await expect(chart.locator('.mark-cursor.keys')).toBeVisible()
  await expect(chart.locator('.chart-tip')).toBeVisible()
})

test('nothing left: the chip to relax is named, and relaxing it brings films back', async ({ app }) => {
  const overview = new OverviewPage(app.window)
  await overview.open()
  const { year: years, rating: ratings } = (await app.ask('overview.query', { filter: emptyFilter() })).by
  const rare = years.findIndex((bucket) => bucket.all > 0 && bucket.all < 4)
  expect(rare).toBeGreaterThanOrEqual(0)
  await overview.clickMark('Films by released year', rare, years.length)
  await overview.settled()
  const filter = emptyFilter()
  filter.where.year.in = [[years[rare]?.key ?? 0, years[rare]?.key ?? 0]]
  const { rating: left } = (await app.ask('overview.query', { filter })).by
  const empty = ratings.findIndex((bucket, index) => bucket.all > 0 && left[index]?.count === 0)
  await overview.clickMark('Films by rating', empty, ratings.length)
  const notice = app.window.getByRole('status', { name: 'No films' })
  await expect(notice).toContainText('No film passes every filter')
  await app.screenshot('overview-nothing-left')
  await notice.getByRole('button', { name: /Without “Rating/ }).click()
  await expect(notice).toBeHidden()
  expect(await overview.films()).toBeGreaterThan(0)
})

test('count modes are named in the captions; G goes through them', async ({ app }) => {
  const overview = new OverviewPage(app.window)
  await overview.open()
  const notes = overview.chart('Films by genre').locator('.chart-notes')
  await expect(notes).toContainText('bars add up to')
  await overview.marks('Films by genre').focus()
  await app.window.keyboard.press('g')
  await expect(notes).toContainText('Assignments')
  await expect(overview.counted('Films by genre')).toContainText('assignments')
  await app.window.keyboard.press('g')
  await expect(notes).toContainText('Fractional')
})

test('a chart tells its SQL, its table, and saves as PNG, SVG and CSV', async ({ app }, info) => {
  const overview = new OverviewPage(app.window)
  await overview.open()
  await overview.choose('Films by released year', 'Show the SQL…')
  await expect(app.window.getByRole('dialog', { name: /^SQL of/ })).toContainText(/select/i)
  await app.window.keyboard.press('Escape')
  await overview.choose('Films by rating', 'Show as a table…')
  await expect(app.window.getByRole('dialog', { name: 'Films by rating' }).getByRole('table')).toBeVisible()
  await app.screenshot('overview-table')
  await app.window.keyboard.press('Escape')
  for (const format of ['png', 'svg', 'csv']) {
    const file = info.outputPath(`chart.${format}`)
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, file)
    if (format === 'csv') {
      await overview.choose('Genre by decade', 'Export its numbers…')
      await new ExportPart(app.window).write('chart.csv')
    } else {
      await overview.choose('Genre by decade', `Save as ${format.toUpperCase()}…`)
      await expect(app.window.getByText(`Saved chart.${format}`)).toBeVisible()
    }
    const bytes = readFileSync(file)
    if (format === 'png') expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    if (format === 'svg') expect(bytes.toString()).toContain('Genre by decade')
    if (format === 'csv') expect(bytes.toString()).toContain('Genre,Decade,Films')
  }
})

test('a mark tells the SQL of its films, by keyboard alone', async ({ app }) => {
  const overview = new OverviewPage(app.window)
  await overview.open()
  const { genre: genres } = (await app.ask('overview.query', { filter: emptyFilter() })).by
  const most = [...genres].sort((a, b) => b.all - a.all)[0]
  if (!most) throw new Error('there are no genres')
  await overview.marks('Films by genre').focus()
  await app.window.keyboard.press('Home')
  await app.window.keyboard.press('Shift+F10')
  const entry = app.window.getByRole('menuitem', { name: 'SQL of this mark’s films…' })
  await expect(entry).toBeVisible()
  while (!(await entry.evaluate((element) => element === document.activeElement)))
    await app.window.keyboard.press('ArrowDown')
  await app.window.keyboard.press('Enter')
  const dialog = app.window.getByRole('dialog', { name: /^SQL of / })
  const filter = emptyFilter()
  filter.where.genre.any = [most.key]
  const { sql } = await app.ask('movies.explain', { filter, groupBy: 'none' })
  await expect(dialog.locator('pre')).toHaveText(sql)
  await expect(dialog).toContainText('Genre is ')
  expect(await axeFindings(app.window)).toEqual([])
  await app.screenshot('overview-mark-sql')
  await app.window.keyboard.press('Escape')
  await expect(overview.chips, 'asking changes no filter').toHaveCount(0)
})

test.describe('with a handful of films', () => {
  test.use({ appOptions: { synced: true, server: { films: 2 } } })

  test('few bars stay thin, and what a mark says stays inside the window', async ({ app }) => {
    const overview = new OverviewPage(app.window)
    await overview.open()
    const { language: languages } = (await app.ask('overview.query', { filter: emptyFilter() })).by
    const marks = await overview.marks('Films by language').boundingBox()
    expect(marks?.height).toBeLessThanOrEqual(languages.length * 22)
    const frame = await overview.chart('Films by language').boundingBox()
    expect(frame?.height).toBeGreaterThan(150)
    const tip = app.window.locator('.chart-tip')
    // A chart that is drawn anew under the pointer says nothing until the pointer moves.
    const tipsUnderPointer = async (): Promise<number> => {
      await overview.marks('Films by genre').hover({ position: { x: 12, y: 4 } })
      return tip.count()
    }
    await expect.poll(tipsUnderPointer).toBe(1)
    await expect(tip).toBeInViewport({ ratio: 1 })
    await expect(overview.chart('Films by released year').locator('text.value').first()).toHaveText('1')
    await expect(overview.chart('Mean rating by year').locator('.mean-dot'), 'a year between gaps').toHaveCount(2)
    await app.screenshot('overview-few-films')
  })
})

test('the filter survives a restart', async ({ app }) => {
  const overview = new OverviewPage(app.window)
  await overview.open()
  await overview.clickMark('Films by rating', 13, 20)
  await expect(overview.chips).toHaveText([/^Rating: 6.5–6.9/])
  const left = await overview.films()
  await expect.poll(async () => JSON.stringify((await app.ask('ui.get')).state)).toContain('6.9')
  await app.restart()
  const again = new OverviewPage(app.window)
  await again.ready()
  await expect(again.chips).toHaveText([/^Rating: 6.5–6.9/])
  expect(await again.films()).toBe(left)
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ appOptions: { synced: true, server: { films: 1500 }, theme, width: 900, height: 600 } })
    test('axe reports nothing, filtered and with facets open', async ({ app }) => {
      const overview = new OverviewPage(app.window)
      await overview.open()
      await overview.clickMark('Films by genre', 1, 20)
      await overview.settled()
      await app.window.getByRole('button', { name: 'Show the facets' }).click()
      await app.screenshot(`overview-900-${theme}`)
      expect(await axeFindings(app.window)).toEqual([])
    })
  })
}
