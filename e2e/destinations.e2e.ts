import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from './fixtures.ts'
import { DestinationsPage } from './pages/destinations.ts'
import { RunsPage } from './pages/runs.ts'
import { dismissToasts } from './pages/toasts.ts'
import { axeFindings } from './support/accessibility.ts'
import { takePictures } from './support/pictures.ts'

/** The folder that a test publishes to: beside its data folder. */
const starOf = (dataDir: string) => `${dataDir}-star`
const configure = (dataDir: string, destinations: unknown): void =>
  writeFileSync(path.join(dataDir, 'config.json'), `${JSON.stringify({ destinations }, null, 2)}\n`)
const withStar = (changes: Record<string, unknown> = {}) => ({
  seed: (dataDir: string) => configure(dataDir, { star: { kind: 'parquet', dir: starOf(dataDir), ...changes } }),
})
const currentOf = (dataDir: string): unknown =>
  JSON.parse(readFileSync(path.join(starOf(dataDir), 'manifest.json'), 'utf8')).current

test.afterEach(({ dataDir }) => rmSync(starOf(dataDir), { recursive: true, force: true }))

test.describe('a folder', () => {
  test.use({ appOptions: { synced: true, ...withStar() } })

  test('is published to, unchanged the second time, behind after a load, and shows an older version again', async ({
    app,
    api,
    dataDir,
  }) => {
    const page = new DestinationsPage(app.window)
    await page.open()
    await expect(page.line('star')).toContainText('Never published')
    await expect(app.window.getByText('None yet: a publish makes the first.')).toBeVisible()
    await page.button('Show what will be created').click()
    const plan = app.window.getByRole('dialog', { name: 'What publishing to star would do' })
    await expect(plan).toContainText('The first version would be made')
    await expect(plan.getByRole('row', { name: /^fact_movies Added/ })).toBeVisible()
    expect(existsSync(starOf(dataDir)), 'nothing is written').toBe(false)
    await app.window.keyboard.press('Escape')
    await expect(plan).toBeHidden()
    await expect(page.button('Show what will be created')).toBeFocused()
    await page.button('Publish').click()
    await expect(page.status).toContainText('Version 1 published, equal by digest.')
    await expect(page.line('star')).toContainText('Equal')
    expect(currentOf(dataDir)).toBe(1)
    await expect(page.history('star').getByRole('row')).toHaveCount(2)

    await page.button('Publish').click()
    await expect(page.status).toContainText('Unchanged: version 1 has the same digests.')
    await expect(page.history('star').getByRole('row')).toHaveCount(3)
    await expect(page.history('star').getByRole('row').nth(1)).toContainText('Unchanged')

    api.catalogue.append(20)
    const { runId } = await app.sync()
    await expect(page.line('star')).toContainText(/Behind by \d+ films/)
    await expect(page.status).toHaveCount(0)
    await page.button('Differences to now: version 1').click()
    const differences = app.window.getByRole('dialog', { name: 'From version 1 of star to now' })
    await expect(differences).toContainText('by now: ')
    await expect(differences.getByRole('row', { name: /^fact_movies/ })).toContainText('20')
    expect(await axeFindings(app.window)).toEqual([])
    await takePictures(app, 'destinations-differences')
    await app.window.keyboard.press('Escape')
    await expect(differences).toBeHidden()
    await page.button('Publish').click()
    await expect(page.status).toContainText('Version 2 published')
    await expect(page.line('star')).toContainText('Equal')
    await expect(page.versions('star').getByRole('row')).toHaveCount(3)

    await page.button('Show this version again: 1').click()
    await app.window.getByRole('alertdialog').getByRole('button', { name: 'Show it' }).click()
    await expect(page.status).toContainText('Version 1 is shown again.')
    await expect(page.line('star')).toContainText('Behind')
    expect(currentOf(dataDir)).toBe(1)
    await expect(page.versions('star'), 'the keyboard stays with the versions').toBeFocused()
    await expect(page.history('star').getByRole('row').nth(1)).toContainText('Shown again')

    // What was published leads to the run that it is of, and the run to where it was published.
    await page
      .history('star')
      .getByRole('link', { name: `Run ${runId}` })
      .click()
    const runs = new RunsPage(app.window)
    const link = runs.detail(runId ?? 0).getByRole('link', { name: 'star' })
    await expect(link).toBeVisible()
    await link.click()
    await expect(page.detail('star')).toBeVisible()
  })

  test('that others changed is found and replaced', async ({ app, dataDir }) => {
    const page = new DestinationsPage(app.window)
    await page.open()
    await page.button('Publish').click()
    await expect(page.status).toContainText('Version 1 published')
    await page.button('Verify').click()
    await expect(page.status).toContainText('Version 1 is as it was published.')
    rmSync(path.join(starOf(dataDir), 'v000001', 'dim_genre', 'part-00000.parquet'))
    await page.button('Verify').click()
    await expect(page.status).toContainText('dim_genre: part-00000.parquet is missing')
    await expect(page.line('star')).toContainText('Changed by others')
    await page.button('Publish everything').click()
    await expect(page.status).toContainText('Version 2 published')
    await expect(page.line('star')).toContainText('Equal')
  })

  test('of somebody else is left as it is, and the page says why, also after a restart', async ({ app, dataDir }) => {
    mkdirSync(starOf(dataDir))
    writeFileSync(path.join(starOf(dataDir), 'letters.txt'), 'mine')
    const page = new DestinationsPage(app.window)
    await page.open()
    await page.button('Publish').click()
    await expect(page.status).toContainText('holds other files (letters.txt)')
    await expect(page.line('star')).toContainText('Failing')
    await app.restart()
    const again = new DestinationsPage(app.window)
    await again.open()
    await expect(again.line('star')).toContainText('Failing')
    await expect(again.history('star')).toContainText('holds other files (letters.txt)')
    expect(existsSync(path.join(starOf(dataDir), 'manifest.json'))).toBe(false)
  })
})

test.describe('after each load', () => {
  test.use({ appOptions: withStar({ after_sync: true }) })

  test('what wants to be published to is, without being asked', async ({ app, dataDir }) => {
    await app.sync()
    await expect.poll(() => existsSync(path.join(starOf(dataDir), 'manifest.json')) && currentOf(dataDir)).toBe(1)
    const page = new DestinationsPage(app.window)
    await page.open()
    await expect(page.line('star')).toContainText('Equal')
  })
})

test('without a destination the page says how to name one, and shows it once config.json does', async ({
  app,
  dataDir,
}) => {
  const page = new DestinationsPage(app.window)
  await page.open()
  await expect(app.window.getByText('No destination yet')).toBeVisible()
  await app.window.getByRole('button', { name: 'Copy the example' }).click()
  await expect(app.window.getByText('Example copied')).toBeVisible()
  await app.screenshot('destinations-empty')
  configure(dataDir, { star: { kind: 'parquet', dir: starOf(dataDir) }, wrong: { kind: 'parquet' } })
  await expect(page.line('star')).toContainText('Never published')
  await expect(page.line('wrong')).toContainText('Not usable')
  // Nothing was loaded: there is nothing to publish.
  await expect(page.button('Publish')).toHaveAttribute('aria-disabled', 'true')
  await page.line('wrong').click()
  await expect(page.detail('wrong')).toContainText('must have dir')
})

test('a destination is added by a form, which says what is wrong before anything is written', async ({
  app,
  dataDir,
}) => {
  const page = new DestinationsPage(app.window)
  await page.open()
  await app.window.getByRole('button', { name: 'Add a destination…' }).click()
  const dialog = app.window.getByRole('dialog', { name: 'Add a destination' })
  const name = dialog.getByRole('textbox', { name: 'Name' })
  await expect(name).toBeFocused()
  await app.window.keyboard.type('my star')
  await app.window.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('A name has letters')
  await name.fill('star')
  await app.window.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('dir must be the whole path of a folder')
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(starOf(dataDir))
  await app.screenshot('destinations-add')
  expect(await axeFindings(app.window)).toEqual([])
  await app.window.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.detail('star')).toBeVisible()
  const written = JSON.parse(readFileSync(path.join(dataDir, 'config.json'), 'utf8'))
  expect(written.destinations).toEqual({ star: { kind: 'parquet', dir: starOf(dataDir) } })
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { synced: true, theme, ...withStar() } })

    test('axe finds nothing, at any size', async ({ app, api }) => {
      const page = new DestinationsPage(app.window)
      await page.open()
      expect(await axeFindings(app.window)).toEqual([])
      await page.button('Publish').click()
      await expect(page.status).toContainText('Version 1 published')
      api.catalogue.append(20)
      await app.sync()
      await page.button('Publish').click()
      await expect(page.status).toContainText('Version 2 published')
      await dismissToasts(app.window)
      for (const [width, height] of [
        [1280, 800],
        [900, 600],
        [1920, 1080],
      ] as const) {
        await app.resize(width, height)
        await expect(page.versions('star').getByRole('row')).toHaveCount(3)
        await app.screenshot(`destinations-${theme}-${width}`)
        expect(await axeFindings(app.window)).toEqual([])
      }
    })
  })
}
