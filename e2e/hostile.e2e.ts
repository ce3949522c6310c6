import { readFileSync } from 'node:fs'
import type { Catalogue } from '../electron/sample/catalogue/catalogue.ts'
import { tables } from '../shared/tables.ts'
import { expect, type RunningApp, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'
import { ExportPart } from './pages/export.ts'
import { MoviesPage } from './pages/movies.ts'
import { OverviewPage } from './pages/overview.ts'
import { ShellPart } from './pages/shell.ts'
import { TablesPage } from './pages/tables.ts'

const image = '<img src=x onerror="document.title=\'owned\'">'
const script = '<script>document.title="owned"</script>'

/** Puts markup, addresses and formulas into every field that the API sends. */
function poison(catalogue: Catalogue): void {
  for (const [index, id] of catalogue.ids().entries()) {
    catalogue.update(id, {
      title: index % 2 ? `${image} ${id}` : `=HYPERLINK("http://sample-catalogue.invalid";"${id}")`,
      title_english: script,
      title_long: image,
      genres: ['Drama', image, '=1+1'],
      language: index % 3 ? 'en' : '<b>xx</b>',
      mpa_rating: script,
      slug: '../../../etc/passwd',
      url: 'javascript:document.title="owned"',
      imdb_code: `tt0000001${image}`,
      yt_trailer_code: script,
      summary: image,
      description_full: `${script}${image}`,
      background_image_original: 'javascript:document.title="owned"',
      large_cover_image: 'data:text/html,<script>alert(1)</script>',
    })
  }
}

/** What must never come into being, wherever text from outside is shown. */
async function expectInert(app: RunningApp, where: string): Promise<void> {
  const found = await app.window.evaluate(() => ({
    title: document.title.includes('owned'),
    images: document.querySelectorAll('#root img').length,
    handlers: document.querySelectorAll('[onerror], [onload], [onclick]').length,
    scripts: [...document.scripts].filter((node) => !node.src).length,
    links: document.querySelectorAll('a[href^="javascript:"], a[href^="data:"], a[href^="magnet:"], a[href^="http"]')
      .length,
    polluted: 'polluted' in {},
  }))
  expect(found, where).toEqual({ title: false, images: 0, handlers: 0, scripts: 0, links: 0, polluted: false })
}

test.describe('a catalogue full of markup', () => {
  test.use({
    appOptions: { server: { films: 120 }, synced: true, seed: (_dataDir, api) => poison(api.catalogue) },
  })

  test('stays text on every page, in every table and every layer', async ({ app }) => {
    const shell = new ShellPart(app.window)
    for (const name of await shell.sections().allInnerTexts()) {
      await shell.visit(name)
      await expectInert(app, name)
      await app.screenshot(`hostile-${name.toLowerCase()}`)
    }
    const page = new TablesPage(app.window)
    for (const { key, label } of tables) {
      await page.open(key, label)
      await expectInert(app, key)
    }
    const movies = new MoviesPage(app.window)
    await movies.open()
    await movies.grid.press(' ')
    for (const layer of ['Film', 'Gold', 'Silver', 'Bronze', 'History'] as const) {
      await movies.layer(layer)
      await expect(movies.inspector.getByRole('tabpanel').locator('.loading-state')).toHaveCount(0)
      await expectInert(app, layer)
    }
  })

  test('stays text in chips, palette, search, tooltips and dialogs', async ({ app }) => {
    const shell = new ShellPart(app.window)
    const overview = new OverviewPage(app.window)
    await overview.open()
    await shell.search.fill('<img src=x onerror=')
    await expect(shell.chips).toContainText(['<img src=x onerror='])
    await overview.settled()
    expect(await overview.films()).toBeGreaterThan(0)
    await expectInert(app, 'search')
    await overview.marks('Films by genre').focus()
    await app.window.keyboard.press('Home')
    await app.window.keyboard.press('Space')
    await expect(overview.chips).toHaveCount(2)
    await expectInert(app, 'chip and tooltip')
    await app.screenshot('hostile-chips')
    const palette = await shell.palette('<img')
    await expect(palette.getByRole('option').first()).toContainText('<img')
    await expectInert(app, 'palette')
    await app.window.keyboard.press('Escape')
    await overview.choose('Films by genre', 'Show as a table…')
    await expect(app.window.getByRole('dialog', { name: 'Films by genre' })).toBeVisible()
    await expectInert(app, 'table of a chart')
    await app.window.keyboard.press('Escape')
    await overview.choose('Films by genre', 'Show the SQL…')
    await expectInert(app, 'SQL')
  })

  test('is escaped in saved pictures and harmless in saved and copied cells', async ({ app }, info) => {
    const overview = new OverviewPage(app.window)
    await overview.open()
    const saved: Record<string, string> = {}
    for (const format of ['svg', 'csv'] as const) {
      const file = info.outputPath(`genres.${format}`)
      await app.electron.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      }, file)
      if (format === 'csv') {
        await overview.choose('Films by genre', 'Export its numbers…')
        await new ExportPart(app.window).write('genres.csv')
      } else {
        await overview.choose('Films by genre', 'Save as SVG…')
        await expect(app.window.getByText('Saved genres.svg')).toBeVisible()
      }
      saved[format] = readFileSync(file, 'utf8')
    }
    // The picture's own style sheet, without a sign that could end it, is left out: the app's page lets none be parsed in it.
    const sheet = /<style>[^<]*<\/style>/
    expect(saved.svg?.match(new RegExp(sheet, 'g'))).toHaveLength(1)
    const elements = await app.window.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml')
      return [...new Set([...parsed.querySelectorAll('*')].map((node) => node.localName.toLowerCase()))]
    }, saved.svg?.replace(sheet, '') ?? '')
    expect(elements).not.toContain('parsererror')
    expect(elements).not.toContain('script')
    expect(elements).not.toContain('img')
    for (const line of saved.csv?.split(/\r?\n/) ?? []) expect(line).not.toMatch(/^"?[=+@]|[,]"?[=@]/)

    const movies = new MoviesPage(app.window)
    await movies.open()
    await movies.grid.press('Control+Home')
    for (let step = 0; step < 6; step++) await movies.grid.press('Shift+ArrowDown')
    await movies.grid.press('Control+c')
    const clipboard = () => app.electron.evaluate((electron) => electron.clipboard.readText())
    await expect.poll(clipboard).toContain('HYPERLINK')
    for (const line of (await clipboard()).split('\n')) expect(line).not.toMatch(/^[=+@]|\t[=@]/)
  })
})

test('one endless title neither breaks the grid nor the window', async ({ app, api }) => {
  api.setFaults(['huge=300000@pages:1'])
  expect(await app.sync()).toMatchObject({ status: 'complete', quarantined: 1 })
  api.setFaults([])
  const movies = new MoviesPage(app.window)
  await movies.open()
  await movies.grid.press('Control+End', ' ')
  await expect(await movies.layer('Gold')).toContainText('movie_id')
  const { width } = (await movies.grid.root.boundingBox()) ?? { width: 0 }
  expect(width).toBeLessThan(1280)
  await app.screenshot('hostile-endless-title')
})

for (const address of ['javascript:alert(1)', 'https://user:secret@films.invalid/', '<img/src=x/onerror=alert(1)>']) {
  test(`a notice of the address ${address} is never offered`, async ({ app, api }) => {
    api.setFaults([{ fault: 'moved-notice', value: address }])
    await app.window.getByRole('button', { name: 'Sync from YTS' }).click()
    const cockpit = new CockpitPart(app.window)
    await expect(cockpit.button('Sync')).toBeEnabled()
    await expect(cockpit.button('Accept and load again')).toHaveCount(0)
    await expectInert(app, 'cockpit')
  })
}
