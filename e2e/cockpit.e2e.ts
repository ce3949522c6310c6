import { startSampleApi } from '../electron/sample/server.ts'
import { expect, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'
import { ShellPart } from './pages/shell.ts'
import { axeFindings } from './support/accessibility.ts'
import { holdPages } from './support/held-pages.ts'

test('first launch offers both ways in; a sync shows every page until it is published', async ({ app, api }) => {
  const shell = new ShellPart(app.window)
  await expect(shell.firstLaunch).toBeVisible()
  await app.screenshot('first-launch')
  await shell.firstLaunch.getByRole('button', { name: 'Sync from YTS' }).click()
  const cockpit = new CockpitPart(app.window)
  await expect(cockpit.phase('Complete: published')).toBeVisible()
  expect(await cockpit.figure('Films read')).toBe(String(api.catalogue.size))
  await expect(shell.statusBar).toContainText('300 films')
  await expect(shell.statusBar).toContainText(/Last load: complete, [\d-]+ [\d:]+, just now/)
  await expect(shell.firstLaunch).toBeHidden()
  await app.screenshot('cockpit-complete')
})

test('a load can be paused, resumed and cancelled, and what has arrived is kept', async ({ app, api }) => {
  const release = holdPages(api, 3)
  await app.window.getByRole('button', { name: 'Sync from YTS' }).click()
  const cockpit = new CockpitPart(app.window)
  await cockpit.button('Pause').click()
  await expect(cockpit.phase('Paused')).toBeVisible()
  await app.screenshot('cockpit-paused')
  await cockpit.button('Resume').click()
  await expect(cockpit.button('Pause')).toBeEnabled()
  await cockpit.button('Cancel').click()
  await expect(cockpit.phase(/^Cancelled/)).toBeVisible()
  release()
  await cockpit.button('Sync').click()
  await expect(cockpit.phase('Complete: published')).toBeVisible()
  expect((await app.ask('warehouse.status')).films).toBe(api.catalogue.size)
})

test.describe('while the source asks for patience', () => {
  test.use({ appOptions: { config: 'max_attempts: 3' } })

  test('the cockpit counts down, and the load goes on by itself', async ({ app, api }) => {
    api.setFaults(['429=3@times:2'])
    await app.window.getByRole('button', { name: 'Sync from YTS' }).click()
    const cockpit = new CockpitPart(app.window)
    await expect(cockpit.root.getByText(/asks for fewer requests. Next try in \d+ s/)).toBeVisible()
    await app.screenshot('cockpit-rate-limit')
    await expect(cockpit.phase('Complete: published')).toBeVisible()
  })

  test('a failed load names its error, keeps the old version, and can be tried again', async ({ app, api }) => {
    await app.sync()
    const before = await app.ask('warehouse.status')
    api.setFaults(['status=500'])
    const cockpit = new CockpitPart(app.window)
    await cockpit.start()
    await expect(cockpit.error).toBeVisible()
    await app.screenshot('cockpit-failed')
    expect((await app.ask('warehouse.status')).goldVersion).toBe(before.goldVersion)
    api.setFaults([])
    await cockpit.button('Try again').click()
    await expect(cockpit.phase('Complete: published')).toBeVisible()
  })
})

test('ten seconds without a page are called a stall; cancelling still works', async ({ app, api }) => {
  api.setFaults(['hang'])
  await app.window.getByRole('button', { name: 'Sync from YTS' }).click()
  const cockpit = new CockpitPart(app.window)
  await expect(cockpit.root.getByText(/No page has arrived for [1-9]\d+ s/)).toBeVisible()
  await app.screenshot('cockpit-stalled')
  const { requests } = api.service.counters
  await cockpit.button('Cancel').click()
  await expect(cockpit.phase(/^Cancelled/)).toBeVisible()
  // At once: no request that hangs was waited for, else it would have run out and been sent again.
  expect(api.service.counters.requests).toBe(requests)
})

test('quitting during a load asks first, and staying goes on', async ({ app, api }) => {
  const release = holdPages(api)
  await app.window.getByRole('button', { name: 'Sync from YTS' }).click()
  const cockpit = new CockpitPart(app.window)
  await expect(cockpit.button('Pause')).toBeEnabled()
  await app.electron.evaluate(({ app: program }) => program.quit())
  const question = app.window.getByRole('alertdialog', { name: 'A load is running' })
  await expect(question).toBeVisible()
  await app.screenshot('quit-question')
  await question.getByRole('button', { name: 'Stay' }).click()
  await expect(question).toBeHidden()
  release()
  await expect(cockpit.phase('Complete: published')).toBeVisible()
})

test('the question about quitting stays when the load ends under it, says so, and is answered as before', async ({
  app,
  api,
}) => {
  const release = holdPages(api)
  await app.window.getByRole('button', { name: 'Sync from YTS' }).click()
  await expect(new CockpitPart(app.window).button('Pause')).toBeEnabled()
  const ask = () => app.electron.evaluate(({ app: program }) => program.quit())
  await ask()
  const question = app.window.getByRole('alertdialog')
  await expect(question).toHaveAccessibleName('A load is running')
  const later = question.getByRole('button', { name: 'Quit when finished' })
  await later.focus()
  const place = await later.boundingBox()
  release()
  await expect(question).toHaveAccessibleName('The load has ended')
  await app.screenshot('quit-question-ended')
  await expect(later, 'the focus stays where it was').toBeFocused()
  expect((await later.boundingBox())?.x, 'no button moves under the pointer').toBe(place?.x)
  await app.window.keyboard.press('Escape')
  await expect(question).toBeHidden()
  // Nothing runs any more, so nothing is asked.
  const ended = app.ended()
  await ask()
  await ended
  app.forget()
  await app.launch()
  expect((await app.ask('warehouse.status')).films).toBe(api.catalogue.size)
})

test('pause and quit ends the app; the next start goes on from there', async ({ app, api }) => {
  const release = holdPages(api, 6)
  await app.window.getByRole('button', { name: 'Sync from YTS' }).click()
  const cockpit = new CockpitPart(app.window)
  await expect(cockpit.button('Pause')).toBeEnabled()
  // It has a plan, and with it something to go on with.
  await expect(cockpit.root.getByText(/[1-5] of 6 pages done/)).toBeVisible()
  const gone = app.ended()
  await app.electron.evaluate(({ app: program }) => program.quit())
  await app.window.getByRole('button', { name: 'Pause and quit' }).click()
  await gone
  release()
  await app.launch()
  const { runs } = await app.ask('runs.list', { offset: 0, limit: 1 })
  expect(runs[0]).toMatchObject({ resumable: true })
  const resume = app.window.getByRole('banner').getByRole('button', { name: 'Resume', exact: true })
  await expect(resume).toBeVisible()
  await expect(app.window.getByRole('button', { name: 'Resume the load' }), 'nothing is published yet').toBeVisible()
  await app.screenshot('cockpit-pause-and-quit')
  await resume.click()
  await expect(new CockpitPart(app.window).phase('Complete: published')).toBeVisible()
  await expect(resume).toBeHidden()
  expect((await app.ask('runs.list', { offset: 0, limit: 9 })).runs).toMatchObject([{ status: 'complete' }])
  expect((await app.ask('warehouse.status')).films).toBe(api.catalogue.size)
})

test('a dry run counts and writes nothing', async ({ app, api }) => {
  await app.sync()
  const before = await app.ask('warehouse.status')
  api.catalogue.append(3)
  const cockpit = new CockpitPart(app.window)
  await cockpit.start()
  // The cockpit still shows the end of the load before this one for a moment, so the films tell.
  await expect.poll(async () => (await app.ask('warehouse.status')).films).toBe(before.films + 3)
  await expect(cockpit.phase('Complete: published')).toBeVisible()
  api.catalogue.append(2)
  const middle = await app.ask('warehouse.status')
  await cockpit.button('Dry run…').click()
  await app.window.getByRole('menuitem', { name: 'What is new' }).click()
  await expect(cockpit.phase('Dry run complete: nothing was written')).toBeVisible()
  expect(await cockpit.figure('Added')).toBe('2')
  expect((await app.ask('warehouse.status')).films).toBe(middle.films)
})

test('a moved source shows its new address; accepting it loads from there', async ({ app, api }) => {
  const elsewhere = await startSampleApi({ films: 40 })
  try {
    api.setFaults([`moved=${elsewhere.url}`])
    await app.window.getByRole('button', { name: 'Sync from YTS' }).click()
    const cockpit = new CockpitPart(app.window)
    await expect(cockpit.error).toContainText(elsewhere.url)
    expect(elsewhere.log, 'nothing is asked of an address nobody accepted').toHaveLength(0)
    await app.screenshot('cockpit-moved')
    await cockpit.button('Accept and load again').click()
    await expect(cockpit.phase('Complete: published')).toBeVisible()
    expect((await app.ask('warehouse.status')).films).toBe(40)
  } finally {
    await elsewhere.close()
  }
})

test('the sample catalogue is labelled for as long as it is open', async ({ app }) => {
  const shell = new ShellPart(app.window)
  await shell.firstLaunch.getByRole('button', { name: 'Try the sample catalogue' }).click()
  await expect(shell.sampleLabel).toBeVisible()
  const cockpit = new CockpitPart(app.window)
  await expect(cockpit.phase('Complete: published')).toBeVisible()
  await app.screenshot('sample-catalogue')
  await app.window.getByRole('button', { name: 'Leave' }).click()
  await expect(shell.sampleLabel).toBeHidden()
  await expect(shell.firstLaunch).toBeVisible()
})

test('the palette finds films and commands by keyboard; the search is one undoable step', async ({ app }) => {
  await app.sync()
  const shell = new ShellPart(app.window)
  const palette = await shell.palette('keyboard sh')
  await expect(palette.getByRole('option', { name: /Keyboard Shortcuts/ })).toBeVisible()
  await app.window.keyboard.press('Enter')
  await expect(app.window.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await app.screenshot('shortcuts')
  await app.window.keyboard.press('Escape')
  await shell.palette('the')
  await expect(palette.getByRole('option').first()).toBeVisible()
  await app.screenshot('palette')
  await app.window.keyboard.press('Escape')

  await shell.search.fill('the')
  await expect(shell.chips).toHaveCount(1)
  await shell.search.press('Tab')
  await app.window.locator('#content').focus()
  await app.window.keyboard.press('Control+z')
  await expect(shell.chips).toHaveCount(0)
  await app.window.keyboard.press('Control+Shift+z')
  await expect(shell.chips).toHaveCount(1)
})

test('route and filter are the same after a restart', async ({ app }) => {
  await app.sync()
  const shell = new ShellPart(app.window)
  await shell.search.fill('the')
  await shell.section('Movies').click()
  await expect(shell.section('Movies')).toHaveAttribute('aria-current', 'page')
  await expect.poll(async () => (await app.ask('ui.get')).state.route).toBe('/movies')
  await expect.poll(async () => JSON.stringify((await app.ask('ui.get')).state.filter)).toContain('"search":"the"')
  await app.restart()
  const again = new ShellPart(app.window)
  await expect(again.section('Movies')).toHaveAttribute('aria-current', 'page')
  await expect(again.search).toHaveValue('the')
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme, width: 900, height: 600 } })

    test('axe reports nothing on first launch, cockpit and dialogs', async ({ app }) => {
      const shell = new ShellPart(app.window)
      const check = async (state: string) => {
        // Between first launch and the page of the route there is a moment without either.
        await expect(app.window.locator('h1').first()).toBeAttached()
        // What the load published is being read then, and stands dimmed until it is.
        await expect(app.window.locator('.is-stale')).toHaveCount(0)
        expect(await axeFindings(app.window), state).toEqual([])
        await app.screenshot(`${state}-${theme}`)
      }
      await expect(shell.firstLaunch).toBeVisible()
      await check('first-launch-narrow')
      await app.window.getByRole('button', { name: 'Sync from YTS' }).click()
      const cockpit = new CockpitPart(app.window)
      await expect(cockpit.phase('Complete: published')).toBeVisible()
      await expect(shell.firstLaunch).toBeHidden()
      await check('cockpit-narrow')
      await cockpit.button('Close').click()
      await shell.palette('about')
      await check('palette-narrow')
      await app.window.keyboard.press('Enter')
      await expect(app.window.getByRole('dialog', { name: 'YTS Explorer' })).toContainText('SQLite')
      await check('about-narrow')
    })
  })
}
