import type { Locator } from '@playwright/test'
import { expect, type RunningApp, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'
import { MoviesPage } from './pages/movies.ts'
import { SettingsPage } from './pages/settings.ts'
import { ShellPart } from './pages/shell.ts'
import { holdPages } from './support/held-pages.ts'
import { takePictures } from './support/pictures.ts'

// The app does what somebody meant, and nothing else.

/** Clicks twice where a control is now, as fast as a hand does, whatever is there at the second click. */
async function doubleClickAt(app: RunningApp, control: Locator): Promise<void> {
  // Whether it can be clicked on, and stands still, is waited for; nothing is clicked.
  await expect(control).toBeEnabled()
  await control.click({ trial: true })
  const box = await control.boundingBox()
  if (!box) throw new Error('the control is not on the page')
  await app.window.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2)
}

test('no control of the sync panel takes the place of another, whatever the load does', async ({ app, api }) => {
  await app.sync()
  const places = new Map<string, { x: number; y: number; right: number; bottom: number }>()
  const cockpit = new CockpitPart(app.window)
  const note = async () => {
    for (const button of await cockpit.root.locator('.cockpit-controls').getByRole('button').all()) {
      // Pause and Resume are one button, which goes by the first press of a double-click.
      const name = (await button.innerText()).trim().replace(/^(Pause|Resume)$/, 'Pause or resume')
      const box = await button.boundingBox()
      if (box) places.set(name, { x: box.x, y: box.y, right: box.x + box.width, bottom: box.y + box.height })
    }
    const all = [...places]
    for (const [name, one] of all) {
      for (const [other, two] of all) {
        const apart = one.right <= two.x || two.right <= one.x || one.bottom <= two.y || two.bottom <= one.y
        expect(name === other || apart, `${name} and ${other}`).toBe(true)
      }
    }
  }
  const release = holdPages(api, api.log.length + 1)
  await cockpit.start()
  await expect(cockpit.button('Pause')).toBeEnabled()
  await note()
  await takePictures(app, 'meant-running')
  await cockpit.button('Pause').click()
  await expect(cockpit.phase('Paused')).toBeVisible()
  await note()
  await cockpit.button('Cancel').click()
  await expect(cockpit.phase(/^Cancelled/)).toBeVisible()
  await note()
  await takePictures(app, 'meant-cancelled')
  release()
  expect(places.size).toBe(5)
})

test('a double-click on a control of a load does what one click does', async ({ app, api }) => {
  await app.sync()
  const release = holdPages(api, api.log.length + 1)
  const cockpit = new CockpitPart(app.window)
  await doubleClickAt(app, app.window.getByRole('banner').getByRole('button', { name: 'Sync', exact: true }))
  await expect(cockpit.root, 'started, and not closed again').toBeVisible()
  await doubleClickAt(app, cockpit.button('Pause'))
  await expect(cockpit.phase('Paused')).toBeVisible()
  await doubleClickAt(app, cockpit.button('Cancel'))
  await expect(cockpit.phase(/^Cancelled/)).toBeVisible()
  release()
  await expect(cockpit.button('Full refresh')).toBeEnabled()
  const runs = async () => (await app.ask('runs.list', { offset: 0, limit: 10 })).runs.map(({ status }) => status)
  await expect.poll(runs).toEqual(['cancelled', 'complete'])
})

test.describe('with a catalogue of more than a thousand pages', () => {
  test.use({ appOptions: { server: { films: 1_100 } } })

  test('a full refresh of thousands of requests asks first, wherever it is asked for', async ({ app, api }) => {
    await app.sync()
    const settings = new SettingsPage(app.window)
    await settings.open('config.yaml')
    await settings.field('Limit').fill('1')
    await settings.field('Limit').press('Enter')
    await settings.save()
    const before = api.service.counters.requests
    const question = app.window.getByRole('alertdialog', { name: 'Read the whole catalogue again?' })
    const cockpit = new CockpitPart(app.window)
    const palette = await new ShellPart(app.window).palette('full refresh')
    await palette
      .getByRole('option', { name: /Full Refresh/i })
      .first()
      .click()
    await expect(question).toContainText('1,100 requests')
    await takePictures(app, 'meant-full-refresh')
    await question.getByRole('button', { name: 'Cancel' }).click()
    await expect(question).toBeHidden()
    expect(api.service.counters.requests).toBe(before)
    await app.sync()
    await new ShellPart(app.window).section('Overview').click()
    await app.window.getByRole('banner').getByRole('button', { name: 'Sync', exact: true }).click()
    // The panel says of the load before that it is complete until this one begins, so the ledger is asked.
    await expect
      .poll(async () => {
        const { total, runs } = await app.ask('runs.list', { offset: 0, limit: 1 })
        return [total, runs[0]?.status]
      })
      .toEqual([3, 'complete'])
    await expect(cockpit.phase('Complete: published')).toBeVisible()
    const incremental = api.service.counters.requests
    await cockpit.button('Full refresh').click()
    await expect(question).toBeVisible()
    await app.window.keyboard.press('Escape')
    await cockpit.button('Dry run…').click()
    await app.window.getByRole('menuitem', { name: 'The whole catalogue' }).click()
    await expect(question).toContainText('writes nothing')
    await app.window.keyboard.press('Escape')
    expect(api.service.counters.requests).toBe(incremental)
  })
})

test('a load that was paused when the app ended is offered at the next start', async ({ app, api }) => {
  await app.sync()
  await new ShellPart(app.window).visit('Overview')
  const release = holdPages(api, api.log.length + 5)
  const cockpit = new CockpitPart(app.window)
  await app.ask('sync.start', { mode: 'full' })
  await app.window.getByRole('button', { name: /^Loading/ }).click()
  // It has a plan, and with it something to go on with.
  await expect(cockpit.root.getByText(/\d of 6 pages done/)).toBeVisible()
  await app.restart()
  release()
  const resume = app.window.getByRole('banner').getByRole('button', { name: 'Resume', exact: true })
  await expect(resume).toHaveAttribute('title', /^The last load was paused/)
  await takePictures(app, 'meant-resume')
  await resume.click()
  await expect(new CockpitPart(app.window).phase('Complete: published')).toBeVisible()
  await expect(resume).toBeHidden()
  const { runs } = await app.ask('runs.list', { offset: 0, limit: 10 })
  expect(runs.map(({ status }) => status)).toEqual(['complete', 'complete'])
})

/** Watches for the first-launch view of a catalogue, which must not appear even for a moment. */
async function watchForEmptiness(app: RunningApp, of: 'own' | 'sample' = 'own'): Promise<() => Promise<number>> {
  await app.window.evaluate((watched) => {
    const seen = { times: 0 }
    Object.assign(window, { emptiness: seen })
    const look = () => {
      // The label alone tells nothing: a sample server stands behind the person's own catalogue too.
      const isSample = document.querySelector('.workspace-label') !== null
      if (document.body.innerText.includes('No films yet') && isSample === (watched === 'sample')) seen.times += 1
    }
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true })
  }, of)
  return () => app.window.evaluate(() => (window as unknown as { emptiness: { times: number } }).emptiness.times)
}

test.describe('with a first load of thirty pages', () => {
  test.use({ appOptions: { limit: 10 } })

  test('it says how many films are stored and when they come, and never that there are none', async ({ app, api }) => {
    const release = holdPages(api, 20)
    const shell = new ShellPart(app.window)
    await shell.firstLaunch.getByRole('button', { name: 'Sync from YTS' }).click()
    const first = app.window.getByRole('region', { name: 'First load' })
    await expect(first).toContainText(/\d+ films stored so far, not published yet/)
    await takePictures(app, 'meant-first-load')
    const seen = await watchForEmptiness(app)
    release()
    await expect(shell.statusBar).toContainText('300 films')
    await expect(first).toBeHidden()
    expect(await seen()).toBe(0)
  })
})

test('each catalogue keeps its filter, and leaving the sample one never says that there are no films', async ({
  app,
}) => {
  await app.sync()
  const shell = new ShellPart(app.window)
  await shell.search.fill('the')
  await expect(shell.chips).toHaveCount(1)
  const settings = new SettingsPage(app.window)
  await settings.open('App')
  await app.window.getByRole('button', { name: 'Sample', exact: true }).click()
  await expect(shell.sampleLabel).toBeVisible()
  await shell.section('Overview').click()
  await expect(shell.chips).toHaveCount(0)
  await expect(shell.firstLaunch).toBeVisible()
  await shell.search.fill('of')
  // The sample catalogue's own first load: from its first news to its end, and as long as its films are there.
  await shell.firstLaunch.getByRole('button', { name: 'Sync from YTS' }).click()
  await expect(app.window.getByRole('region', { name: 'First load' })).toBeVisible()
  const seenOfSample = await watchForEmptiness(app, 'sample')
  await expect(shell.statusBar).toContainText('5,000 films')
  for (const page of ['Movies', 'Runs', 'Overview']) await shell.visit(page)
  expect(await seenOfSample()).toBe(0)
  const seen = await watchForEmptiness(app)
  const leave = app.window.getByRole('button', { name: 'Leave' })
  await leave.click()
  await expect(leave).toBeHidden()
  await expect(shell.search).toHaveValue('the')
  const movies = new MoviesPage(app.window)
  await movies.open()
  expect(await movies.grid.rowCount()).toBeLessThan(300)
  expect(await seen()).toBe(0)
  await settings.open('App')
  await app.window.getByRole('button', { name: 'Sample', exact: true }).click()
  await expect(shell.search).toHaveValue('of')
})
