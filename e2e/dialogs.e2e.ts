import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'
import { ExplorePage } from './pages/explore.ts'
import { ExportPart } from './pages/export.ts'
import { MoviesPage } from './pages/movies.ts'
import { OverviewPage } from './pages/overview.ts'
import { QualityPage } from './pages/quality.ts'
import { ReportPart } from './pages/report.ts'
import { SettingsPage } from './pages/settings.ts'
import { ShellPart } from './pages/shell.ts'
import { toastsOf } from './pages/toasts.ts'
import { ViewsPart } from './pages/views.ts'
import { axeFindings } from './support/accessibility.ts'
import type { AskedDialog } from './support/asked-dialog.ts'
import { destinationDialogs, publishedTo } from './support/destination-dialogs.ts'
import { holdPages } from './support/held-pages.ts'
import { clickMenu } from './support/native-menu.ts'

const renderer = path.resolve(import.meta.dirname, '..', 'renderer')

const asked: readonly AskedDialog[] = [
  {
    name: 'palette',
    source: 'shell/search/palette.tsx',
    open: (app) => new ShellPart(app.window).palette('a'),
  },
  {
    name: 'shortcuts',
    source: 'shell/dialogs.tsx',
    open: async (app) => {
      await clickMenu(app, 'help.shortcuts')
      return app.window.getByRole('dialog', { name: 'Keyboard shortcuts' })
    },
  },
  {
    name: 'external-link',
    source: 'shell/external-button.tsx',
    open: async (app) => {
      const movies = new MoviesPage(app.window)
      await movies.open()
      await movies.grid.press(' ')
      await movies.inspector.getByRole('button', { name: 'IMDb' }).click()
      return app.window.getByRole('alertdialog', { name: 'Open www.imdb.com?' })
    },
  },
  {
    name: 'export',
    source: 'export/export-dialog.tsx',
    open: async (app) => {
      await new MoviesPage(app.window).open()
      await clickMenu(app, 'page.export')
      const exporting = new ExportPart(app.window)
      await exporting.ready()
      return exporting.dialog
    },
  },
  {
    name: 'report',
    source: 'report/report-dialog.tsx',
    open: async (app) => {
      await new OverviewPage(app.window).open()
      await clickMenu(app, 'page.report')
      const report = new ReportPart(app.window)
      await expect(report.parts.first()).toBeVisible()
      return report.dialog
    },
  },
  {
    name: 'compare-differs',
    source: 'compare/differs-dialog.tsx',
    open: async (app) => {
      const explore = new ExplorePage(app.window)
      await explore.open()
      const strip = app.window.getByRole('region', { name: 'Comparison' })
      await app.window.getByRole('button', { name: 'More for this table' }).click()
      await app.window.getByRole('menuitem', { name: /^Compare with the rest/ }).click()
      await strip.getByRole('button', { name: 'What differs most' }).click()
      const dialog = app.window.getByRole('dialog', { name: 'What differs most' })
      await expect(dialog.locator('.differs')).toBeVisible()
      return dialog
    },
  },
  {
    name: 'why',
    source: 'charts/marks/why-dialog.tsx',
    open: async (app) => {
      const explore = new ExplorePage(app.window)
      await explore.open()
      await app.window.getByRole('button', { name: 'Stop comparing' }).click()
      await explore.starters.first().click()
      await explore.settled()
      await explore.table.press('ArrowDown')
      await explore.table.press('ArrowRight')
      await explore.table.press('Shift+F10')
      await app.window.getByRole('menuitem', { name: 'Why this number?' }).click()
      const dialog = app.window.getByRole('dialog', { name: /^Why this number\?/ })
      await expect(dialog.locator('.why')).toBeVisible()
      return dialog
    },
  },
  {
    name: 'presets',
    source: 'grid/columns/columns-button.tsx',
    open: async (app) => {
      await new MoviesPage(app.window).open()
      await app.window.getByRole('button', { name: 'Columns' }).click()
      await app.window.getByRole('menuitem', { name: 'Save this layout…' }).click()
      return app.window.getByRole('dialog', { name: 'Save this layout' })
    },
  },
  {
    name: 'chart-table',
    source: 'charts/chart-dialog.tsx',
    open: async (app) => {
      const overview = new OverviewPage(app.window)
      await overview.open()
      await overview.choose('Films by rating', 'Show as a table…')
      return app.window.getByRole('dialog', { name: 'Films by rating' })
    },
  },
  {
    name: 'chart-sql',
    source: 'charts/sql-statement.tsx',
    open: async (app) => {
      const overview = new OverviewPage(app.window)
      await overview.open()
      await overview.choose('Films by rating', 'Show the SQL…')
      const dialog = app.window.getByRole('dialog', { name: 'SQL of Films by rating' })
      await expect(dialog).toContainText('SELECT')
      return dialog
    },
  },
  {
    name: 'snooze',
    source: 'quality/snooze-dialog.tsx',
    open: async (app) => {
      const quality = new QualityPage(app.window)
      await quality.open()
      // What found something stands first.
      await quality.checks.getByRole('button').first().focus()
      await app.window.keyboard.press('s')
      return app.window.getByRole('dialog', { name: /^Snooze “/ })
    },
  },
  {
    name: 'rebuild',
    source: 'settings/maintenance.tsx',
    open: async (app) => {
      const settings = new SettingsPage(app.window)
      await settings.open('App')
      await settings.button('Rebuild…').click()
      return app.window.getByRole('alertdialog', { name: 'Rebuild from the received pages?' })
    },
  },
  {
    name: 'about',
    source: 'shell/dialogs.tsx',
    open: async (app) => {
      await clickMenu(app, 'help.about')
      const dialog = app.window.getByRole('dialog', { name: 'YTS Explorer' })
      await expect(dialog).toContainText('SQLite')
      return dialog
    },
  },
  {
    name: 'save-diff',
    source: 'settings/config/save-dialog.tsx',
    open: async (app) => {
      const settings = new SettingsPage(app.window)
      await settings.open('config.yaml')
      await settings.field('YTS address').fill('https://films.example/api/v2/list_movies.json')
      await settings.button('Review and save…').click()
      await expect(settings.dialog.getByText('https://films.example')).not.toHaveCount(0)
      return settings.dialog
    },
  },
  {
    name: 'backups',
    source: 'settings/backups-dialog.tsx',
    open: async (app) => {
      const settings = new SettingsPage(app.window)
      await settings.open('config.yaml')
      await settings.field('YTS address').fill(`${app.api.url}?`)
      await settings.button('Undo').click()
      await settings.field('Max workers').fill('7')
      await settings.save()
      await settings.button('Backups…').click()
      await expect(settings.dialog.getByRole('list', { name: 'Backups' })).toBeVisible()
      return settings.dialog
    },
  },
  {
    name: 'view-name',
    source: 'views/name-dialog.tsx',
    open: async (app) => {
      await new OverviewPage(app.window).open()
      const shell = new ShellPart(app.window)
      await shell.search.fill('the')
      await expect(shell.chips).toHaveCount(1)
      await new ViewsPart(app.window).choose('Save as…')
      return app.window.getByRole('dialog', { name: 'Save as a view' })
    },
  },
  ...destinationDialogs,
  {
    name: 'full-refresh',
    source: 'shell/dialogs.tsx',
    open: async (app) => {
      // With one film a page it takes a thousand requests.
      const file = path.join(app.dataDir, 'config.yaml')
      const text = readFileSync(file, 'utf8')
      writeFileSync(file, text.replace(/^limit: .*$/m, 'limit: 1'))
      await clickMenu(app, 'sync.full')
      const question = app.window.getByRole('alertdialog', { name: 'Read the whole catalogue again?' })
      await expect(question).toBeVisible()
      writeFileSync(file, text)
      return question
    },
  },
  {
    name: 'missing-fields',
    source: 'sync/sync-outcome.tsx',
    open: async (app) => {
      app.api.setFaults(['missing-field=rating'])
      await app.sync({ mode: 'full' })
      await toastsOf(app.window).getByText('Details').click()
      await new CockpitPart(app.window).button('Drop the values…').click()
      return app.window.getByRole('alertdialog', { name: 'Drop the values that the source no longer sends?' })
    },
  },
  {
    name: 'removals',
    source: 'sync/sync-outcome.tsx',
    open: async (app) => {
      app.api.setFaults([])
      for (const id of app.api.catalogue.ids().slice(100, 300)) app.api.catalogue.remove(id)
      await app.sync({ mode: 'full' })
      // The sync panel is open already.
      await new CockpitPart(app.window).button('Agree to removals…').click()
      return app.window.getByRole('alertdialog', { name: 'Remove films that are missing from the source?' })
    },
  },
  {
    name: 'quit',
    source: 'shell/dialogs.tsx',
    open: async (app) => {
      // A load that cannot end while it is looked at.
      holdPages(app.api)
      await app.ask('sync.start', { mode: 'full' })
      await app.electron.evaluate(({ app: program }) => program.quit())
      return app.window.getByRole('alertdialog', { name: 'A load is running' })
    },
  },
]

test('every dialog of the sources is among those that are looked at', () => {
  const drawn = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') && !file.startsWith('components'))
    .flatMap((file) => {
      const uses = readFileSync(path.join(renderer, file), 'utf8').match(/<(Alert)?Dialog(\.Root)?[\s>]/g) ?? []
      return uses.map(() => file.replaceAll('\\', '/'))
    })
  expect(drawn.sort()).toEqual(asked.map(({ source }) => source).sort())
})

test.afterEach(({ dataDir }) => rmSync(publishedTo(dataDir), { recursive: true, force: true }))

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { server: { films: 1_100, quirks: 30 }, synced: true, theme, width: 900, height: 600 } })

    test('axe finds nothing in any dialog; each takes the focus, ends with Esc and gives the focus back', async ({
      app,
    }) => {
      for (const { name, open } of asked) {
        const dialog = await open(app)
        await expect(dialog, name).toBeVisible()
        expect(await axeFindings(app.window), name).toEqual([])
        const focused = () => dialog.evaluate((element) => element.contains(document.activeElement))
        await expect.poll(focused, name).toBe(true)
        await app.screenshot(`dialog-${name}-${theme}-900`)
        await app.window.keyboard.press('Escape')
        await expect(dialog, name).toBeHidden()
        await expect.poll(() => app.window.evaluate(() => document.activeElement?.tagName), name).not.toBe('BODY')
      }
    })
  })
}
