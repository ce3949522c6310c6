import { expect, test } from './fixtures.ts'
import { MoviesPage } from './pages/movies.ts'
import { QualityPage } from './pages/quality.ts'
import { dismissToasts } from './pages/toasts.ts'
import { axeFindings } from './support/accessibility.ts'
import { takePictures } from './support/pictures.ts'

test.use({ appOptions: { synced: true, server: { films: 600, quirks: 30 } } })

test('every check and every rule is listed with what it found', async ({ app }) => {
  const { checks, rules } = await app.ask('quality.summary')
  const page = new QualityPage(app.window)
  await page.open()
  await expect(page.checks.getByRole('rowheader')).toHaveCount(checks.length)
  await expect(page.rules.getByRole('rowheader')).toHaveCount(rules.length)
  const clean = checks.find(({ status }) => status === 'passed')
  await expect(page.line(clean?.title ?? '')).toContainText(/0 of [\d,]+ failed/)
  const touched = rules.find(({ current }) => current > 0)
  await expect(page.line(touched?.title ?? '')).toContainText(String(touched?.current))
  await app.window.getByRole('button', { name: 'With findings' }).click()
  await expect(page.rules.getByRole('rowheader')).toHaveCount(rules.filter(({ current }) => current > 0).length)
})

test('the rows behind a rule open their films, and lead to Movies', async ({ app }) => {
  const { rules } = await app.ask('quality.summary')
  const rule = rules.find(({ current }) => current > 3)
  if (!rule) throw new Error('the sample catalogue has no quirk')
  const page = new QualityPage(app.window)
  await page.open()
  const panel = await page.choose(rule.title)
  const rows = panel.getByRole('list').getByRole('button')
  await expect(rows).toHaveCount(Math.min(100, rule.current))
  await rows.first().focus()
  await app.window.keyboard.press('j')
  await expect(rows.nth(1)).toBeFocused()
  await app.window.keyboard.press('Enter')
  const title = await rows.nth(1).locator('.offender-label').innerText()
  await expect(page.film.getByRole('heading', { level: 2 })).toContainText(title)
  await app.screenshot('quality-film')
  await page.film.getByRole('button', { name: 'Show in Movies' }).click()
  const movies = new MoviesPage(app.window)
  await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${title}`)
})

test('a long list is read a hundred rows at a time and says how many there are', async ({ app }) => {
  const { checks, rules } = await app.ask('quality.summary')
  const page = new QualityPage(app.window)
  await page.open()
  const long = [
    ...checks.map(({ title, failed }) => ({ title, rows: failed })),
    ...rules.map(({ title, current }) => ({ title, rows: current })),
  ].find(({ rows }) => rows > 100)
  test.skip(!long, 'no check or rule of this catalogue has more than a hundred rows')
  const panel = await page.choose(long?.title ?? '')
  const rows = panel.getByRole('list').getByRole('listitem')
  await expect(rows).toHaveCount(100)
  await expect(panel).toContainText(`100 of ${long?.rows} rows shown`)
  await panel.getByRole('button', { name: /^Show \d+ more$/ }).click()
  await expect(rows).toHaveCount(Math.min(200, long?.rows ?? 0))
})

test('a clean check says so in green, and refused rows wait in quarantine', async ({ app, api }) => {
  const { checks } = await app.ask('quality.summary')
  const clean = checks.find(({ status }) => status === 'passed')
  const page = new QualityPage(app.window)
  await page.open()
  await expect(app.window.getByText('No row is refused.')).toBeVisible()
  const panel = await page.choose(clean?.title ?? '')
  await expect(panel.getByText(/^0 of [\d,]+ rows? failed$/)).toBeVisible()
  await app.screenshot('quality-clean')

  api.setFaults(['negative-ids=2@pages:3'])
  const { quarantined } = await app.sync({ mode: 'full' })
  const link = app.window.getByRole('link', { name: `${quarantined} refused rows` })
  await expect(link).toBeVisible()
  await app.window.getByRole('button', { name: 'Try again' }).click()
  await expect(app.window.getByText(`${quarantined} still refused`)).toBeVisible()
  await link.click()
  await expect(app.window.getByRole('heading', { name: 'Refused films', exact: true })).toBeVisible()
})

test('each column says what it holds; its unknown films and its findings are one click away', async ({ app }) => {
  const { columns, films } = await app.ask('quality.columns')
  const runtime = columns.find(({ column }) => column === 'runtime')
  const page = new QualityPage(app.window)
  await page.open()
  await app.window.getByRole('button', { name: 'Columns', exact: true }).click()
  const profiles = app.window.getByRole('region', { name: 'Columns' })
  await expect(profiles.getByRole('rowheader')).toHaveCount(columns.length)
  const line = profiles.getByRole('row').filter({ hasText: 'runtime_minutes' })
  await expect(line.getByRole('img')).toHaveAccessibleName(/^Runtime, \d+ min – [\d,]+ min: films /)
  await takePictures(app, 'quality-columns')

  await line.getByRole('button', { name: 'Runtime unknown' }).click()
  await expect(app.window.getByRole('region', { name: 'Runtime unknown' })).toBeVisible()
  await app.window.getByRole('button', { name: 'Columns', exact: true }).click()
  await line.getByRole('button', { name: /without a value in Runtime: show$/ }).click()
  const movies = new MoviesPage(app.window)
  await movies.grid.ready()
  await expect.poll(() => movies.grid.rowCount()).toBe(runtime?.unknown)
  expect(films).toBeGreaterThan(runtime?.unknown ?? 0)
})

test.describe('before the first load', () => {
  test.use({ appOptions: { synced: false } })

  test('checks are not evaluated, which is not passed', async ({ app }) => {
    const page = new QualityPage(app.window)
    await page.open()
    await app.window.getByRole('button', { name: 'Columns', exact: true }).click()
    await expect(app.window.getByText('No columns yet')).toBeVisible()
    await app.window.getByRole('button', { name: 'Checks', exact: true }).click()
    await expect(page.checks.getByText('Not evaluated').first()).toBeVisible()
    await expect(page.checks.getByText('Passed')).toHaveCount(0)
    await app.screenshot('quality-not-evaluated')
  })
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { synced: true, server: { films: 600, quirks: 30 }, theme } })

    test('axe finds nothing, at both sizes', async ({ app, api }) => {
      api.catalogue.append(20)
      await app.sync()
      const { rules } = await app.ask('quality.summary')
      const page = new QualityPage(app.window)
      await page.open()
      await dismissToasts(app.window)
      await page.choose(rules.find(({ current }) => current > 3)?.title ?? '')
      for (const [width, height] of [
        [1280, 800],
        [900, 600],
      ] as const) {
        await app.resize(width, height)
        await expect.poll(() => app.window.evaluate(() => window.innerWidth)).toBe(width)
        await app.screenshot(`quality-${theme}-${width}`)
      }
      expect(await axeFindings(app.window)).toEqual([])
      await app.window.getByRole('button', { name: 'Columns', exact: true }).click()
      await expect(app.window.getByRole('region', { name: 'Columns' }).getByRole('rowheader').first()).toBeVisible()
      expect(await axeFindings(app.window)).toEqual([])
    })
  })
}
