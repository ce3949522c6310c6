import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from './fixtures.ts'
import { ExplorePage } from './pages/explore.ts'
import { ExportPart } from './pages/export.ts'
import { MoviesPage } from './pages/movies.ts'
import { ShellPart } from './pages/shell.ts'
import { axeFindings } from './support/accessibility.ts'
import { clickMenu } from './support/native-menu.ts'
import { chooseSavePath } from './support/save-path.ts'

test.use({ appOptions: { synced: true } })

let folder: string
test.beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'yts-exported-'))
})
test.afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('films are exported by the keyboard alone: what is seen is what is written, all of it', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  await app.window.getByRole('button', { name: 'Columns' }).focus()
  const { total } = await app.ask('warehouse.status').then(({ films }) => ({ total: films }))
  const exporting = new ExportPart(app.window)
  await clickMenu(app, 'page.export')
  await expect(exporting.dialog).toBeVisible()
  await exporting.ready()
  await expect(exporting.preview.getByRole('status')).toContainText(`${total} rows`)
  const lines = (await exporting.preview.locator('pre').innerText()).split('\n')
  expect(await axeFindings(app.window)).toEqual([])

  await chooseSavePath(app, path.join(folder, 'films.csv'))
  const { keyboard } = app.window
  const button = exporting.dialog.getByRole('button', { name: 'Export…' })
  for (let step = 0; step < 40 && !(await button.evaluate((node) => node === document.activeElement)); step++)
    await keyboard.press('Tab')
  await keyboard.press('Enter')
  await expect(exporting.run).toContainText(`films.csv: ${total} of ${total} written`)
  const saved = readFileSync(path.join(folder, 'films.csv'), 'utf8').trimEnd().split('\r\n')
  expect(saved.slice(0, lines.length)).toEqual(lines)
  expect(saved.length).toBeGreaterThanOrEqual(total + 1)
  await keyboard.press('Escape')
  await expect(exporting.dialog).toHaveCount(0)
  expect(readdirSync(folder)).toEqual(['films.csv'])
})

test('a table and a pivot are exported in every format; what was chosen is chosen the next time', async ({ app }) => {
  const exporting = new ExportPart(app.window)
  await new ShellPart(app.window).visit('Tables')
  await expect(app.window.getByRole('grid')).toHaveAttribute('aria-busy', 'false')
  await clickMenu(app, 'page.export')
  for (const [format, ending] of [
    [/XLSX/, 'xlsx'],
    ['Parquet', 'parquet'],
    ['NDJSON', 'ndjson'],
  ] as const) {
    await exporting.choose('Format', format)
    await exporting.ready()
    await chooseSavePath(app, path.join(folder, `table.${ending}`))
    await exporting.dialog.getByRole('button', { name: 'Export…' }).click()
    await expect(exporting.run).toContainText(`table.${ending}: `)
  }
  await exporting.close()
  expect(readFileSync(path.join(folder, 'table.xlsx')).subarray(0, 2).toString()).toBe('PK')
  expect(readFileSync(path.join(folder, 'table.parquet')).subarray(0, 4).toString()).toBe('PAR1')

  const explore = new ExplorePage(app.window)
  await explore.open()
  await explore.starters.nth(1).click()
  await explore.settled()
  await explore.table.focus()
  await app.window.keyboard.press('Control+c')
  await expect(app.window.getByText(/^Copied \d+ rows/)).toBeVisible()
  const clipboard = () => app.electron.evaluate(({ clipboard: board }) => board.readText())
  const seen = (await clipboard()).trimEnd().split('\n')
  await clickMenu(app, 'page.export')
  await exporting.ready()
  await expect(exporting.dialog.getByRole('combobox', { name: 'Format' })).toContainText('NDJSON')
  await chooseSavePath(app, path.join(folder, 'pivot.ndjson'))
  await exporting.dialog.getByRole('button', { name: 'Export…' }).click()
  await expect(exporting.run).toContainText('pivot.ndjson: ')
  const rows = readFileSync(path.join(folder, 'pivot.ndjson'), 'utf8').trimEnd().split('\n')
  expect(
    rows.map((row) =>
      Object.values(JSON.parse(row) as object)
        .join('\t')
        .replaceAll('null', ''),
    ),
  ).toEqual(seen.slice(1))
  await exporting.choose('Format', /Markdown/)
  await exporting.choose('What is exported', /A row for each cell/)
  await exporting.ready()
  await exporting.dialog.getByRole('button', { name: 'Copy' }).click()
  await expect(exporting.run).toContainText('Copied ')
  expect(await clipboard()).toMatch(/^\| .* \|\n\| ---/)
  await exporting.close()
})

test('a comparison is exported as its table is seen: both sides, differences, percents, totals', async ({ app }) => {
  const explore = new ExplorePage(app.window)
  const exporting = new ExportPart(app.window)
  await explore.open()
  await explore.choose(explore.pill('Add a dimension to rows'), 'Released decade')
  await explore.choose(explore.pill('Add a measure'), 'Mean rating')
  await new ShellPart(app.window).search.fill('the')
  await explore.settled()
  await explore.table.focus()
  await explore.table.press('c')
  await explore.settled()
  await expect(explore.columnHeads()).toHaveCount(9)
  await explore.table.focus()
  await app.window.keyboard.press('Control+c')
  await expect(app.window.getByText(/^Copied \d+ rows/)).toBeVisible()
  const clipboard = await app.electron.evaluate(({ clipboard: board }) => board.readText())
  const seen = clipboard.trimEnd().split('\n')
  await clickMenu(app, 'page.export')
  await exporting.ready()
  await exporting.choose('Format', 'NDJSON')
  await exporting.ready()
  await chooseSavePath(app, path.join(folder, 'sides.ndjson'))
  await exporting.dialog.getByRole('button', { name: 'Export…' }).click()
  await expect(exporting.run).toContainText('sides.ndjson: ')
  const rows = readFileSync(path.join(folder, 'sides.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((row) => JSON.parse(row) as Record<string, unknown>)
  expect(Object.keys(rows[0] ?? {})).toEqual(seen[0]?.split('\t'))
  expect(Object.keys(rows[0] ?? {}).join()).toMatch(/Films A,Films B,Films A − B,Films A − B in %/)
  expect(
    rows.map((row) =>
      Object.values(row)
        .map((cell) => cell ?? '')
        .join('\t'),
    ),
  ).toEqual(seen.slice(1))
  const [films, others, apart] = Object.values(rows.at(-1) ?? {})
    .slice(1, 4)
    .map(Number)
  expect(apart).toBe((films ?? 0) - (others ?? 0))
  await exporting.close()
})
