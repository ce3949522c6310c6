import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { hostileLinks, linkOf } from '../electron/main/views/testing/hostile-links.ts'
import { electronLaunchOptions } from '../scripts/electron-runtime/index.ts'
import { expect, RunningApp, test } from './fixtures.ts'
import { ExplorePage } from './pages/explore.ts'
import { MoviesPage } from './pages/movies.ts'
import { OverviewPage } from './pages/overview.ts'
import { ShellPart } from './pages/shell.ts'
import { toastsOf } from './pages/toasts.ts'
import { ViewsPart } from './pages/views.ts'
import { chooseSavePath } from './support/save-path.ts'

test.use({ appOptions: { synced: true, server: { films: 600 } } })

/** Starts the program a second time on the same data, as the system does with a link; done when that one has ended. */
async function startAgain(app: RunningApp, link: string): Promise<void> {
  const { executablePath, args, env, cwd } = await electronLaunchOptions({ dataDir: app.dataDir, args: [link] })
  const child = spawn(executablePath, args, { env, cwd, stdio: 'ignore' })
  await new Promise((resolve) => child.once('exit', resolve))
}

/** A link as the running program hears of it. */
async function hear(app: RunningApp, link: string): Promise<void> {
  await app.electron.evaluate(({ app: electron }, argument) => {
    electron.emit('second-instance', {}, ['yts-explorer', argument], '/')
  }, link)
}

const copied = (app: RunningApp) => app.electron.evaluate(({ clipboard }) => clipboard.readText())

test('a view is copied as a link, forwarded by a second start, and opened by a cold one', async ({
  app,
  api,
  dataDir,
}) => {
  const explore = new ExplorePage(app.window)
  const views = new ViewsPart(app.window)
  await explore.open()
  await views.startButtons.filter({ hasText: 'Beyond English' }).click()
  await explore.settled()
  await views.choose('Copy link')
  await expect(toastsOf(app.window).filter({ hasText: 'Link copied' })).toBeVisible()
  const link = await copied(app)
  expect(link).toMatch(/^yts-explorer:\/\/view\/1\/[\w-]+$/)

  // Somewhere else, with something unsaved.
  const shell = new ShellPart(app.window)
  await shell.visit('Overview')
  await shell.search.fill('the')
  await startAgain(app, link)
  await views.shows('View: Beyond English')
  await explore.settled()
  await expect(shell.search).toHaveValue('')
  await expect(explore.pill('Measure: Median rating')).toBeVisible()
  const notice = toastsOf(app.window).filter({ hasText: 'Opened Beyond English' })
  await notice.getByRole('button', { name: 'Back to draft' }).click()
  await expect(shell.search).toHaveValue('the')

  await app.close()
  const cold = new RunningApp({ dataDir, args: [link] }, api)
  await cold.launch()
  await new ViewsPart(cold.window).shows('View: Beyond English')
  await new ExplorePage(cold.window).settled()
  await cold.close()
  cold.trouble.expectNone()
  await app.launch()
})

test('what a link names that is not here is skipped and named, and a view goes by a file too', async ({
  app,
}, info) => {
  const views = new ViewsPart(app.window)
  const shell = new ShellPart(app.window)
  const where = { genre: { any: ['Drama', 'Kung-Fu'], all: [], none: [] }, mood: { any: ['dark'] } }
  await hear(app, linkOf({ name: 'Kicks', state: { page: 'movies', filter: { where }, grid: null }, path: '/etc' }))
  await views.shows('View: Kicks')
  await expect(
    toastsOf(app.window).filter({ hasText: '3 parts skipped: the filter by “mood”, “path”, genre “Kung-Fu”' }),
  ).toBeVisible()
  await expect(shell.chips).toHaveText([/Genre is: Drama/])
  await new MoviesPage(app.window).grid.ready()

  const file = info.outputPath('kicks.ytsview')
  await chooseSavePath(app, file)
  await views.choose('Save as a file…')
  await expect(toastsOf(app.window).filter({ hasText: 'Saved kicks.ytsview' })).toBeVisible()
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: 1, name: 'Kicks' })
  await shell.visit('Overview')
  await shell.search.fill('the')
  await expect(shell.chips).toHaveCount(2)
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
  }, file)
  await views.choose('Open a file…')
  await views.shows('View: Kicks')
  await expect(shell.chips).toHaveText([/Genre is: Drama/])
})

test('200 hostile links do nothing but a notice', async ({ app }) => {
  const shell = new ShellPart(app.window)
  const overview = new OverviewPage(app.window)
  await overview.open()
  await shell.search.fill('the')
  await expect.poll(async () => JSON.stringify((await app.ask('ui.get')).state)).toContain('"search":"the"')
  await overview.ready()
  const seen = async () => ({
    state: (await app.ask('ui.get')).state,
    runs: (await app.ask('runs.list', { offset: 0, limit: 50 })).total,
    config: readFileSync(path.join(app.dataDir, 'config.yaml'), 'utf8'),
    files: readdirSync(app.dataDir).filter((name) => /config|views|warehouse\.sqlite$/.test(name)),
    address: app.window.url(),
    windows: await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
    views: (await app.ask('views.list')).views,
  })
  const before = await seen()
  const links = hostileLinks()
  expect(links.length).toBeGreaterThanOrEqual(200)
  for (const { link } of links) await hear(app, link)
  const notice = toastsOf(app.window).filter({ hasText: 'The link was not opened' })
  await expect(notice).toHaveCount(1)
  await expect(shell.search).toHaveValue('the')
  await expect(app.window.locator('.dialog')).toHaveCount(0)
  // A good one is heard still: the others are through.
  const filter = { search: 'of' }
  const good = deflateRawSync(JSON.stringify({ name: 'Good', state: { page: 'overview', filter, count: 'films' } }))
  expect(await seen()).toEqual(before)
  await hear(app, `yts-explorer://view/1/${good.toString('base64url')}`)
  await expect(shell.search).toHaveValue('of')
})
