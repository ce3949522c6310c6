import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { startSampleApi } from '../electron/sample/server.ts'
import { defaultYtsUrl } from '../shared/api-address.ts'
import { expect, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'
import { MoviesPage } from './pages/movies.ts'
import { OverviewPage } from './pages/overview.ts'
import { ShellPart } from './pages/shell.ts'
import { disturb, killProcess } from './support/channel-faults.ts'
import { holdPages } from './support/held-pages.ts'
import { takePictures } from './support/pictures.ts'

test.use({ appOptions: { server: { films: 600 }, config: 'max_attempts: 2' } })

test('a load that misses a page publishes nothing, and the next one reads only what is missing', async ({
  app,
  api,
}) => {
  api.setFaults(['status=500@pages:5'])
  const shell = new ShellPart(app.window)
  await shell.firstLaunch.getByRole('button', { name: 'Sync from YTS' }).click()
  const cockpit = new CockpitPart(app.window)
  await expect(cockpit.phase('Incomplete: some pages failed, nothing was published')).toBeVisible()
  await expect(cockpit.error).toBeVisible()
  await expect(shell.statusBar).toContainText('Last load: incomplete')
  await expect(shell.statusBar).toContainText('Nothing published yet')
  await expect(shell.firstLaunch).toContainText('It stopped after 11 pages of 12')
  expect((await app.ask('warehouse.status')).goldVersion).toBe(0)
  await takePictures(app, 'recovery-partial')

  api.setFaults([])
  const asked = api.log.length
  await cockpit.button('Try again').click()
  await expect(cockpit.phase('Complete: published')).toBeVisible()
  expect((await app.ask('warehouse.status')).films).toBe(api.catalogue.size)
  // 12 pages of 50 in all: the missing one, the boundaries beside it and the end.
  expect(api.log.length - asked).toBeLessThan(8)
})

test('a sync engine that dies is told as interrupted; Try again goes on where it stopped', async ({ app, api }) => {
  const open = holdPages(api, 6)
  await app.window.getByRole('button', { name: 'Sync from YTS' }).click()
  const cockpit = new CockpitPart(app.window)
  await expect.poll(() => cockpit.figure('Films read').then(Number)).toBeGreaterThan(0)
  await killProcess(app, 'loader')
  await expect(cockpit.phase('Interrupted: nothing was published')).toBeVisible()
  await takePictures(app, 'recovery-interrupted')
  open()
  await cockpit.button('Try again').click()
  await expect(cockpit.phase('Complete: published')).toBeVisible()
  expect((await app.ask('warehouse.status')).films).toBe(api.catalogue.size)
})

test('a reader that dies comes back under every page, with filter and place', async ({ app }) => {
  await app.sync()
  const overview = new OverviewPage(app.window)
  await overview.open()
  await overview.brush('Films by released year', 0.5, 0.95)
  const films = await overview.films()
  const chips = await overview.chips.allInnerTexts()
  const shell = new ShellPart(app.window)
  // Movies and Tables have their own; each crash in a row makes the host wait longer before it starts the reader again.
  for (const name of ['Overview', 'Schema', 'Runs', 'Quality']) {
    await shell.section(name).click()
    await killProcess(app, 'reader')
    await expect.poll(async () => (await app.invoke('warehouse.status')).ok).toBe(true)
    await expect(shell.section(name)).toHaveAttribute('aria-current', 'page')
    await expect(app.window.getByRole('main').getByRole('alert')).toHaveCount(0)
    await expect(shell.statusBar).not.toContainText('Reader restarting')
  }
  await overview.open()
  expect(await overview.films()).toBe(films)
  await expect(overview.chips).toHaveText(chips)
  const movies = new MoviesPage(app.window)
  await movies.open()
  expect(await movies.grid.rowCount()).toBe(films)
})

test('a clone site is called by its name; the known address is offered, and Settings is one click away', async ({
  app,
  api,
}) => {
  api.setFaults(['clone'])
  await app.window.getByRole('button', { name: 'Sync from YTS' }).click()
  const cockpit = new CockpitPart(app.window)
  await expect(cockpit.error).toContainText(/not the YTS API/i)
  await expect(cockpit.error).toContainText(new URL(defaultYtsUrl).host)
  await expect(cockpit.error.getByRole('button', { name: 'Accept and load again' })).toBeVisible()
  await takePictures(app, 'recovery-clone')
  await cockpit.error.getByRole('button', { name: 'Open Settings' }).click()
  await expect(new ShellPart(app.window).section('Settings')).toHaveAttribute('aria-current', 'page')
  expect((await app.ask('warehouse.status')).goldVersion).toBe(0)
})

test('a notice of a new address is shown with the load, and followed only when accepted', async ({
  app,
  api,
  dataDir,
}) => {
  const elsewhere = await startSampleApi({ films: 40 })
  try {
    api.setFaults([`moved-notice=${elsewhere.url}`])
    await app.window.getByRole('button', { name: 'Sync from YTS' }).click()
    const cockpit = new CockpitPart(app.window)
    await expect(cockpit.root.getByText(elsewhere.url).first()).toBeVisible()
    await app.screenshot('recovery-notice')
    expect(elsewhere.log).toHaveLength(0)
    expect(readFileSync(path.join(dataDir, 'config.yaml'), 'utf8')).toContain(api.url)
  } finally {
    await elsewhere.close()
  }
})

test('an address is stored only when it gives one sound answer', async ({ app, api, dataDir }) => {
  const elsewhere = await startSampleApi({ films: 40, faults: ['html'] })
  const stored = () => readFileSync(path.join(dataDir, 'config.yaml'), 'utf8')
  try {
    api.setFaults([`moved=${elsewhere.url}`])
    await app.window.getByRole('button', { name: 'Sync from YTS' }).click()
    const cockpit = new CockpitPart(app.window)
    const accept = cockpit.button('Accept and load again')
    await expect(accept).toBeVisible({ timeout: 60_000 })
    await expect(cockpit.error.locator('strong')).toHaveText(new URL(elsewhere.url).host)
    // What the page says of the address counts for nothing.
    const named = { url: 'https://films.example/api/v2/list_movies.json' } as never
    expect(await app.invoke('config.acceptAddress', named)).toMatchObject({ ok: false, error: { kind: 'bad_input' } })
    await accept.click()
    await expect(app.window.getByText('The new address was not accepted')).toBeVisible()
    await takePictures(app, 'recovery-not-accepted')
    expect(stored()).toContain(api.url)
    elsewhere.setFaults([])
    await accept.click()
    await expect(cockpit.phase('Complete: published')).toBeVisible({ timeout: 60_000 })
    expect(stored()).toContain(elsewhere.url)
    expect((await app.ask('warehouse.status')).films).toBe(40)
  } finally {
    await elsewhere.close()
  }
})

for (const target of ['http', 'other', 'javascript:alert(1)', 'file:///etc/passwd'] as const) {
  test(`a redirect to ${target} is never followed`, async ({ app, api }) => {
    api.setFaults([`redirect=${target}`])
    await app.window.getByRole('button', { name: 'Sync from YTS' }).click()
    const cockpit = new CockpitPart(app.window)
    // It is for the moment, and leads to no list that is known: nothing is offered.
    await expect(cockpit.error).toContainText('sign-in or block page?')
    await expect(cockpit.button('Accept and load again')).toHaveCount(0)
    expect((await app.ask('warehouse.status')).goldVersion).toBe(0)
  })
}

test.describe('with an address whose name is dead', () => {
  test.use({
    appOptions: {
      seed: (dataDir) =>
        writeFileSync(
          path.join(dataDir, 'config.yaml'),
          'yts_url: https://catalogue.invalid/api/v2/list_movies.json\nmax_attempts: 1\n',
        ),
    },
  })

  test('the load says that it cannot be reached, and by which name', async ({ app }) => {
    await app.window.getByRole('button', { name: 'Sync from YTS' }).click()
    const cockpit = new CockpitPart(app.window)
    await expect(cockpit.error).toContainText('catalogue.invalid')
    await takePictures(app, 'recovery-dead-name')
  })
})

test.describe('with a warehouse that is no database', () => {
  test.use({
    appOptions: {
      seed: (dataDir) => writeFileSync(path.join(dataDir, 'warehouse.sqlite'), 'no database '.repeat(900)),
    },
  })

  test('it is set aside, never deleted, and the app starts anew', async ({ app, dataDir }) => {
    const shell = new ShellPart(app.window)
    const retry = app.window.getByRole('main').getByRole('button', { name: 'Retry' })
    await expect(async () => {
      // Whether the reader or the loader finds the damage first is a race; until it is set aside the page says so.
      if (await retry.isVisible()) {
        await app.screenshot('recovery-corrupt')
        await retry.click()
      }
      await expect(shell.firstLaunch).toBeVisible({ timeout: 1_000 })
    }).toPass()
    const aside = readdirSync(dataDir).filter((name) => name.startsWith('warehouse.sqlite.corrupt-'))
    expect(aside).toHaveLength(1)
    expect(readFileSync(path.join(dataDir, aside[0] ?? ''), 'utf8')).toMatch(/^no database /)
    const told = app.window.getByText('Damaged warehouse set aside')
    await expect(told).toBeVisible()
    await shell.firstLaunch.getByRole('button', { name: 'Sync from YTS' }).click()
    await expect(new CockpitPart(app.window).phase('Complete: published')).toBeVisible()
    await expect(told).toBeHidden()
  })
})

test('a page that cannot be drawn is logged by its name, and recovers with the next filter, load or page', async ({
  app,
  dataDir,
}) => {
  app.trouble.allow(/./)
  await app.sync()
  const shell = new ShellPart(app.window)
  const failed = app.window.getByText('This page stopped working')
  const overview = new OverviewPage(app.window)
  await overview.open()
  const films = await overview.films()
  const logged = () =>
    readFileSync(path.join(dataDir, 'logs', 'app.log'), 'utf8')
      .split('\n')
      .filter((line) => line.includes('a view could not be drawn'))
  const fail = async (search: string) => {
    const mend = await disturb(app, ['overview.query'], 'spoils')
    await shell.search.fill(search)
    await expect(failed).toBeVisible()
    await mend()
  }
  await fail('the')
  await takePictures(app, 'recovery-page')
  await expect.poll(logged).not.toEqual([])
  expect(logged()[0]).toContain('"view":"page Overview"')
  expect(logged()[0]).not.toContain(dataDir)
  const shown = await app.window.getByRole('main').innerText()
  expect(shown).not.toMatch(/TypeError|\bat .+:\d+:\d+/)

  await shell.search.fill('')
  await expect(failed).toBeHidden()
  await expect.poll(() => overview.films()).toBe(films)

  await fail('of')
  await app.sync({ mode: 'full' })
  await expect(failed).toBeHidden()

  await fail('and')
  await shell.section('Runs').click()
  await expect(failed).toBeHidden()
  await shell.section('Overview').click()
  await expect(overview.chips).toHaveCount(1)
  await expect(failed).toBeHidden()
})
