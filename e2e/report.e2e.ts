import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from './fixtures.ts'
import { ExplorePage } from './pages/explore.ts'
import { MoviesPage } from './pages/movies.ts'
import { OverviewPage } from './pages/overview.ts'
import { ReportPart } from './pages/report.ts'
import { ShellPart } from './pages/shell.ts'
import { axeFindings } from './support/accessibility.ts'
import { clickMenu } from './support/native-menu.ts'
import { pdfPages } from './support/pdf-pages.ts'
import type { RunningApp } from './support/running-app.ts'
import { chooseSavePath } from './support/save-path.ts'

let folder: string
test.beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'yts-reported-'))
})
test.afterEach(() => rmSync(folder, { recursive: true, force: true }))

const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

/** Saves a report of the page, and gives the text of its pages. */
async function saved(app: RunningApp, report: ReportPart, name: string): Promise<string[]> {
  await chooseSavePath(app, path.join(folder, name))
  await report.saveAs(name)
  return name.endsWith('.pdf') ? pdfPages(path.join(folder, name)) : [readFileSync(path.join(folder, name), 'utf8')]
}

/** The pictures of charts in an HTML file. */
function picturesOf(html: string): string[] {
  return [...html.matchAll(/data:image\/svg\+xml;base64,([A-Za-z0-9+/=]+)/g)].map(([, bytes]) =>
    Buffer.from(bytes ?? '', 'base64').toString('utf8'),
  )
}

test.describe('of Overview, in the dark theme', () => {
  test.use({ appOptions: { server: { films: 1_100, quirks: 30 }, synced: true, theme: 'dark' } })

  test('a report has every title and figure, whole charts, numbered pages, light colours and no script', async ({
    app,
  }) => {
    const overview = new OverviewPage(app.window)
    await overview.open()
    await overview.marks('Films by genre').focus()
    await app.window.keyboard.press('Space')
    await overview.settled()
    const figures = await app.window.locator('.figure').evaluateAll((all) =>
      all.map((each) => ({
        label: each.querySelector('dt')?.textContent ?? '',
        value: each.querySelector('.figure-value')?.textContent ?? '',
        note: each.querySelector('.figure-note')?.textContent ?? '',
      })),
    )
    const charts = await app.window.locator('.overview .chart').evaluateAll((all) =>
      all.map((each) => ({
        title: each.querySelector('h2')?.textContent ?? '',
        counted: each.querySelector('.chart-counted')?.textContent ?? '',
        notes: each.querySelector('.chart-notes')?.textContent ?? '',
      })),
    )
    expect(charts.length).toBeGreaterThan(5)

    await clickMenu(app, 'page.report')
    const report = new ReportPart(app.window)
    await expect(report.dialog).toBeVisible()
    await expect(report.parts).toHaveCount(charts.length + 1)
    expect(await axeFindings(app.window)).toEqual([])
    await report.title.fill('What there is <b>&')
    await report.introduction.fill('For the meeting.\n\nRead the notes.')
    const pages = await saved(app, report, 'overview.pdf')
    const whole = plain(pages.join(' '))
    for (const said of ['What there is <b>&', 'For the meeting.', 'Read the notes.', 'Filter: Genre is '])
      expect(whole).toContain(said)
    for (const { label, value, note } of figures) {
      expect(whole).toContain(label)
      // When it was published is said by the clock, not by how long ago that is.
      if (label !== 'Published') expect(whole).toContain(value)
      expect(whole).toContain(note)
    }
    for (const { title, counted, notes } of charts) {
      const on = pages.filter((page) => page.includes(`${title} ${counted}`))
      expect(on, title).toHaveLength(1)
      // Its title at the top and its notes at the bottom are on one page, and so is what is between them.
      if (notes !== '') expect(on[0], title).toContain(plain(notes))
    }
    pages.forEach((page, at) => {
      expect(page).toContain(`Page ${at + 1} of ${pages.length}`)
    })
    expect(whole).toContain('Made by ')
    expect(whole).toMatch(/Gold version \d+ of run \d+, published \d{4}-/)

    await report.choose('Format', 'HTML, one file')
    const [dark = ''] = await saved(app, report, 'dark.html')
    await report.close()
    await clickMenu(app, 'theme.light')
    await expect.poll(() => app.window.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(false)
    await overview.settled()
    await clickMenu(app, 'page.report')
    const [light = ''] = await saved(app, report, 'light.html')
    expect(picturesOf(dark)).toHaveLength(charts.length)
    expect(picturesOf(dark)).toEqual(picturesOf(light))
    expect(dark).not.toMatch(/<script|<link|<iframe|https?:\/\/(?!www\.w3\.org)/)
    expect(readdirSync(folder).sort()).toEqual(['dark.html', 'light.html', 'overview.pdf'])
    // Nothing of printing is left open.
    expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })
})

test.describe('of Explore and Movies', () => {
  test.use({ appOptions: { server: { films: 5_000, quirks: 5 }, synced: true } })

  test('small multiples go on to the next page, the table is as it is seen, and a long grid says how much there is', async ({
    app,
  }) => {
    const explore = new ExplorePage(app.window)
    await explore.open()
    await explore.choose(explore.pill('Add a dimension to rows'), 'Genre')
    await explore.settled()
    await explore.choose(explore.pill('Add a dimension to small multiples'), 'Rating by half points')
    await explore.settled()
    const panels = app.window.locator('.explore-chart .multiples .panel-name')
    await expect(panels.first()).toBeAttached()
    const names = await panels.allTextContents()
    const heads = await explore.table.getByRole('rowheader').allTextContents()
    await clickMenu(app, 'page.report')
    const report = new ReportPart(app.window)
    await expect(report.parts).toHaveCount(2)
    const title = await report.title.inputValue()
    const pages = await saved(app, report, 'explore.pdf')
    const whole = plain(pages.join(' '))
    expect(whole).toContain(title)
    for (const head of heads) expect(whole).toContain(plain(head))
    for (const name of names) expect(whole, name).toContain(name)
    // More pictures than a page has room for: whole ones on each.
    expect(names.length).toBeGreaterThan(9)
    const numbered = [...whole.matchAll(/\((\d+) of (\d+)\)/g)].map(([, at, of]) => [Number(at), Number(of)])
    expect(numbered.length).toBeGreaterThan(1)
    expect(numbered).toEqual(numbered.map((_, at) => [at + 1, numbered.length]))
    await report.choose('Orientation', 'Landscape')
    expect((await saved(app, report, 'explore-wide.pdf')).length).toBeGreaterThan(1)
    await report.close()

    const movies = new MoviesPage(app.window)
    await movies.open()
    await clickMenu(app, 'page.report')
    await expect(report.parts).toHaveCount(1)
    await report.choose('Orientation', 'Portrait')
    const films = await saved(app, report, 'films.pdf')
    expect(plain(films.join(' '))).toContain('The first 500 of 5,000 rows.')
    // The head of the table is on every page that has rows of it.
    expect(films.slice(0, -1).filter((page) => !page.includes('Title'))).toEqual([])
    await report.close()
  })

  test('a report is cancelled without a file, parts are left out, and a page without parts says so', async ({
    app,
  }) => {
    const overview = new OverviewPage(app.window)
    await overview.open()
    await clickMenu(app, 'page.report')
    const report = new ReportPart(app.window)
    await expect(report.parts.first()).toBeVisible()
    const count = await report.parts.count()
    for (let at = 1; at < count; at++) await report.parts.nth(at).click()
    await report.parts.first().click()
    await expect(report.dialog).toContainText('No part is chosen.')
    await expect(report.save).toBeDisabled()
    await report.parts.first().click()
    await report.title.fill('')
    await expect(report.dialog).toContainText('A report needs a title.')
    await report.title.fill('Only figures')
    const pages = await saved(app, report, 'figures.pdf')
    expect(pages).toHaveLength(1)
    expect(pages[0]).not.toContain('Films by genre')

    await app.electron.evaluate(({ dialog }) => {
      dialog.showSaveDialog = () => new Promise(() => undefined)
    })
    await report.save.click()
    await expect(report.run).toContainText('Making the report…')
    await app.window.keyboard.press('Escape')
    await expect(report.run).toContainText('Cancel')
    expect(readdirSync(folder)).toEqual(['figures.pdf'])
  })

  test('a page that has nothing for a report says so', async ({ app }) => {
    await new ShellPart(app.window).visit('Schema')
    await clickMenu(app, 'page.report')
    await expect(app.window.getByText('Because this page has nothing for one.')).toBeVisible()
  })
})
