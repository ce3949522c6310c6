import type { RendererChannel } from '../shared/ipc/channels.ts'
import { expect, type RunningApp, test } from './fixtures.ts'
import { ExplorePage } from './pages/explore.ts'
import { MoviesPage } from './pages/movies.ts'
import { OverviewPage } from './pages/overview.ts'
import { ShellPart } from './pages/shell.ts'
import { disturb, outOfOrder } from './support/channel-faults.ts'
import { takePictures } from './support/pictures.ts'

/** What each page asks first; a new page fails the test until it stands here. */
const reads: Readonly<Record<string, readonly RendererChannel[]>> = {
  Overview: ['overview.query'],
  Explore: ['explore.query'],
  Movies: ['movies.page'],
  Tables: ['tables.page'],
  Schema: ['schema.describe'],
  Runs: ['runs.list'],
  Quality: ['quality.summary'],
  Destinations: ['destinations.list'],
  Settings: ['config.read'],
}

const slug = (name: string) => name.toLowerCase()

/** Everything by which a view says that it is still reading. */
const readingMarks = '.loading-state, [aria-busy="true"], .skeleton, .spinner'
const loading = (app: RunningApp) => app.window.getByRole('main').locator(readingMarks)

/** Explore reads nothing before something is asked there; what was asked last is asked again in a fresh window. */
async function askInExplore(app: RunningApp): Promise<void> {
  const explore = new ExplorePage(app.window)
  await explore.open()
  await explore.starters.first().click()
  await explore.settled()
}

/** A fresh window on another page, so that nothing of the page under test has been read yet. */
async function freshWindowElsewhere(app: RunningApp, name: string): Promise<void> {
  const shell = new ShellPart(app.window)
  const elsewhere = name === 'Settings' ? 'Tables' : 'Settings'
  await shell.section(elsewhere).click()
  await expect(shell.section(elsewhere)).toHaveAttribute('aria-current', 'page')
  await app.window.reload()
  await expect(shell.section(elsewhere)).toHaveAttribute('aria-current', 'page')
  await expect(loading(app)).toHaveCount(0)
}

test.describe('with a catalogue', () => {
  test.use({ appOptions: { server: { films: 800, quirks: 10 }, synced: true } })

  test('every page tells that it is reading, and then shows what it read', async ({ app }) => {
    const shell = new ShellPart(app.window)
    await askInExplore(app)
    for (const name of await shell.sections().allInnerTexts()) {
      const channels = reads[name]
      if (!channels) throw new Error(`what ${name} reads is not listed`)
      await freshWindowElsewhere(app, name)
      const release = await disturb(app, channels, 'hangs')
      await shell.section(name).click()
      // The page itself, not what stands in its place while its code is read.
      const page = app.window.getByRole('main').locator('.page')
      await expect(page, name).toBeVisible()
      await expect(page.locator(readingMarks).first(), name).toBeVisible()
      await takePictures(app, `state-loading-${slug(name)}`)
      await release()
      await expect(loading(app), name).toHaveCount(0)
      await expect(app.window.getByRole('main').getByRole('alert'), name).toHaveCount(0)
    }
  })

  test('every page says what could not be read, and reads it on Retry', async ({ app }) => {
    const shell = new ShellPart(app.window)
    await askInExplore(app)
    for (const name of await shell.sections().allInnerTexts()) {
      await freshWindowElsewhere(app, name)
      const mend = await disturb(app, reads[name] ?? [], 'fails')
      await shell.section(name).click()
      const alert = app.window.getByRole('main').getByRole('alert')
      await expect(alert.first(), name).toContainText(outOfOrder)
      await takePictures(app, `state-failed-${slug(name)}`)
      await mend()
      await alert.getByRole('button', { name: 'Retry' }).first().click()
      await expect(alert, name).toHaveCount(0)
      await expect(loading(app), name).toHaveCount(0)
    }
  })

  test('while newer numbers are read the older ones stay, dimmed, and never come back late', async ({ app }) => {
    const overview = new OverviewPage(app.window)
    await overview.open()
    const all = await overview.films()
    const release = await disturb(app, ['overview.query'], 'hangs')
    await overview.brush('Films by released year', 0.6, 0.9)
    await expect(overview.chips).toHaveCount(1)
    await expect(app.window.locator('.overview .is-stale').first()).toBeVisible()
    await expect(app.window.locator('.overview .stale-bar')).toBeVisible()
    await expect(overview.figure('Films')).toHaveText(String(all))
    await takePictures(app, 'state-stale-overview')
    await release()
    expect(await overview.films()).toBeLessThan(all)

    const movies = new MoviesPage(app.window)
    await movies.open()
    const before = await movies.grid.rowCount()
    const go = await disturb(app, ['movies.page'], 'hangs')
    await new ShellPart(app.window).search.fill('the')
    await expect(app.window.locator('.movies .stale-bar').first()).toBeVisible()
    await takePictures(app, 'state-stale-movies')
    await go()
    await expect.poll(() => movies.grid.rowCount()).toBeLessThan(before)
    await movies.grid.ready()
  })

  test('while a newly published version is read, the older one stays and is marked as such', async ({ app, api }) => {
    const shell = new ShellPart(app.window)
    const main = app.window.getByRole('main')
    const films = async () => (await app.ask('warehouse.status')).films.toLocaleString('en')
    /** What each page shows of the older version, and then of the newer. */
    const shown: Readonly<Record<string, () => Promise<string>>> = {
      Schema: async () => `${await films()} rows`,
      // The chosen run stays chosen, so its number would prove nothing.
      Runs: async () => `${(await app.ask('warehouse.status')).lastRun?.runId} run`,
      Quality: async () => `0 of ${await films()} failed`,
    }
    for (const [name, words] of Object.entries(shown)) {
      await shell.visit(name)
      const before = await words()
      await expect(main.getByText(before).first(), name).toBeVisible()
      const release = await disturb(app, reads[name] ?? [], 'hangs')
      api.catalogue.append(3)
      await app.sync()
      await expect(main.locator('.stale-bar').first(), name).toBeVisible()
      await expect(main.getByText(before).first(), name).toBeVisible()
      await takePictures(app, `state-stale-${slug(name)}`)
      await release()
      await expect(main.locator('.stale-bar'), name).toHaveCount(0)
      await expect(main.getByText(await words()).first(), name).toBeVisible()
    }
  })

  test('what cannot be read again stays, and says that it is the last that could be read', async ({ app }) => {
    const shell = new ShellPart(app.window)
    const main = app.window.getByRole('main')
    const films = (await app.ask('warehouse.status')).films.toLocaleString('en')
    // Words that stand once everything of the page has been read.
    const complete = { Schema: `${films} rows`, Quality: `0 of ${films} failed` }
    for (const [name, words] of Object.entries(complete)) {
      await shell.visit(name)
      await expect(main.getByText(words).first(), name).toBeVisible()
      await expect(loading(app), name).toHaveCount(0)
      const kept = await main.locator('.read-body').innerText()
      const mend = await disturb(app, reads[name] ?? [], 'fails')
      // A load that publishes nothing leaves the version, but the pages that tell of runs are read again.
      await app.sync({ dryRun: true })
      await expect(main.getByRole('alert'), name).toContainText('These are the last values that could be read.')
      await expect.poll(() => main.locator('.read-body').innerText(), { message: name }).toBe(kept)
      await takePictures(app, `state-old-${slug(name)}`)
      await mend()
      await main.getByRole('alert').getByRole('button', { name: 'Retry' }).click()
      await expect(main.getByRole('alert'), name).toHaveCount(0)
    }
  })

  test('a new version that cannot be read leaves the one before in place, and says so', async ({ app, api }) => {
    const shell = new ShellPart(app.window)
    const main = app.window.getByRole('main')
    const films = async () => (await app.ask('warehouse.status')).films.toLocaleString('en')
    const shown = { Schema: async () => `${await films()} rows`, Quality: async () => `0 of ${await films()} failed` }
    for (const [name, words] of Object.entries(shown)) {
      await shell.visit(name)
      const before = await words()
      await expect(main.getByText(before).first(), name).toBeVisible()
      const mend = await disturb(app, reads[name] ?? [], 'fails')
      api.catalogue.append(3)
      await app.sync()
      await expect(main.getByRole('alert'), name).toContainText('These are the last values that could be read.')
      await expect(main.getByText(before).first(), name).toBeVisible()
      await mend()
      await main.getByRole('alert').getByRole('button', { name: 'Retry' }).click()
      await expect(main.getByText(await words()).first(), name).toBeVisible()
      await expect(main.getByRole('alert'), name).toHaveCount(0)
    }
  })

  test('numbers that cannot be renewed are called old, and Retry renews them', async ({ app }) => {
    const overview = new OverviewPage(app.window)
    await overview.open()
    const all = await overview.films()
    const mend = await disturb(app, ['overview.query'], 'fails')
    await overview.brush('Films by released year', 0.6, 0.9)
    const alert = app.window.getByRole('alert').filter({ hasText: outOfOrder })
    await expect(alert).toContainText('These are older numbers')
    await takePictures(app, 'state-old-overview')
    await mend()
    await alert.getByRole('button', { name: 'Retry' }).click()
    await expect(alert).toHaveCount(0)
    expect(await overview.films()).toBeLessThan(all)
  })
})

test('before the first load every page says so, and how to begin', async ({ app }) => {
  const shell = new ShellPart(app.window)
  const main = app.window.getByRole('main')
  const said: Readonly<Record<string, readonly string[]>> = {
    Overview: ['No films yet'],
    Explore: ['No films yet'],
    Movies: ['No films yet'],
    Tables: ['No films yet'],
    Schema: ['Nothing is published yet'],
    Runs: ['No runs yet'],
    Quality: ['not evaluated', 'Nothing has been loaded yet'],
    Destinations: ['No destination yet', 'Add a destination…'],
    Settings: ['config.yaml'],
  }
  for (const name of await shell.sections().allInnerTexts()) {
    await shell.section(name).click()
    await expect(shell.section(name)).toHaveAttribute('aria-current', 'page')
    for (const words of said[name] ?? [`${name} is not listed here`])
      await expect(main, name).toContainText(words, { ignoreCase: true })
    await expect(main.getByRole('alert'), name).toHaveCount(0)
    await takePictures(app, `state-empty-${slug(name)}`)
  }
})
