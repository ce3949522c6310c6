import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { databricksStub } from '../electron/publish/testing/databricks-stub.ts'
import type { DatabricksStub } from '../electron/publish/testing/stub-types.ts'
import { test as base, expect } from './fixtures.ts'
import { DestinationsPage } from './pages/destinations.ts'
import { axeFindings } from './support/accessibility.ts'
import { killProcess } from './support/channel-faults.ts'
import { takePictures } from './support/pictures.ts'

// The page, the publisher's process and the real driver, against a stand-in for a SQL warehouse.
const test = base.extend<{ stub: DatabricksStub; profiles: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first parameter
  stub: async ({}, use) => {
    const stub = await databricksStub()
    await use(stub)
    await stub.close()
  },
  /** The file that `auth: profile` signs in by. */
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first parameter
  profiles: async ({}, use, info) => {
    const file = path.join(os.tmpdir(), `yts-e2e-${process.pid}-${info.workerIndex}.databrickscfg`)
    await use(file)
    rmSync(file, { force: true })
  },
  appOptions: async ({ stub, profiles }, use, info) => {
    const certificate = path.join(os.tmpdir(), `yts-e2e-${process.pid}-${info.workerIndex}-${stub.port}.pem`)
    writeFileSync(certificate, stub.certificate)
    const lake = {
      kind: 'databricks',
      host: stub.host,
      port: stub.port,
      http_path: '/sql/1.0/warehouses/abc',
      catalog: 'films',
      schema: 'gold',
    }
    await use({
      synced: true,
      seed: (dataDir) => {
        const destinations = { lake, stored: { ...lake, auth: 'token' }, profiled: { ...lake, auth: 'profile' } }
        writeFileSync(path.join(dataDir, 'config.json'), JSON.stringify({ destinations }))
      },
      env: {
        DATABRICKS_TOKEN: stub.token,
        DATABRICKS_HOST: stub.host,
        DATABRICKS_CONFIG_FILE: profiles,
        NODE_EXTRA_CA_CERTS: certificate,
      },
    })
    rmSync(certificate, { force: true })
  },
})

/** Statements that merge rows into a table run until they are cancelled; settles when one has come. */
function held(stub: DatabricksStub): Promise<void> {
  return new Promise((resolve) => {
    stub.fault = (sql) => {
      if (!/^MERGE INTO \S+_versions/.test(sql)) return null
      resolve()
      return { kind: 'endless' }
    }
  })
}

test('Databricks is published to, in sight, and a publish is cancelled, survives its process, and goes on', async ({
  app,
  api,
  stub,
}) => {
  const page = new DestinationsPage(app.window)
  await page.open()
  await page.line('lake').click()
  await page.button('Test').click()
  const tried = app.window.getByRole('dialog', { name: 'Test of lake' })
  await expect(tried).toContainText('Nothing is set up there yet')
  await expect(tried.getByRole('list', { name: 'Rights' })).toContainText('May see the catalog films')
  stub.fault = (sql) =>
    sql.includes('information_schema')
      ? {
          kind: 'error',
          message:
            "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have USE CATALOG on Catalog 'films'.",
        }
      : null
  await tried.getByRole('button', { name: 'Test again' }).click()
  await expect(tried).toContainText('GRANT USE CATALOG ON CATALOG `films` TO')
  await app.screenshot('destinations-right-missing')
  expect(await axeFindings(app.window)).toEqual([])
  stub.fault = () => null
  await app.window.keyboard.press('Escape')
  await expect(tried).toBeHidden()
  await page.button('Show what will be created').click()
  const plan = app.window.getByRole('dialog', { name: 'What publishing to lake would do' })
  await expect(plan.getByRole('region', { name: 'Statements: What will be created' })).toContainText(
    'CREATE SCHEMA IF NOT EXISTS `films`.`gold`;',
  )
  await app.screenshot('destinations-plan')
  expect(await axeFindings(app.window)).toEqual([])
  await plan.getByRole('button', { name: 'Set up now' }).click()
  await expect(page.status).toContainText('It is set up.')
  await page.button('Publish').click()
  await expect(page.status).toContainText('Version 1 published, equal by digest.')
  await expect(page.line('lake')).toContainText('Equal')

  api.catalogue.append(20)
  await app.sync()
  await expect(page.line('lake')).toContainText('Behind')
  const merging = held(stub)
  await page.button('Publish').click()
  await merging
  await expect(page.line('lake')).toContainText('Publishing')
  await expect(page.status).toContainText(/Sending \w+, table \d+ of \d+/)
  await takePictures(app, 'destinations-publishing')
  // One that reloads has missed the events.
  await app.window.reload()
  await expect(page.line('lake')).toContainText('Publishing')
  await page.line('lake').click()
  await page.button('Cancel').click()
  await expect(page.status).toContainText('Cancelled.')
  await expect(page.history('lake').getByRole('row').nth(1)).toContainText('Cancelled')

  const mergingAgain = held(stub)
  await page.button('Publish').focus()
  await app.window.keyboard.press('Enter')
  await mergingAgain
  await expect(page.button('Cancel'), 'the keyboard stays where it is').toBeFocused()
  await expect(page.line('lake')).toContainText('Publishing')
  await killProcess(app, 'publisher')
  await expect(page.status).toContainText('The program that publishes stopped.')
  await expect(page.line('lake')).toContainText('Interrupted')
  stub.fault = () => null
  await page.button('Continue').click()
  await expect(page.status).toContainText(/Version \d+ published/)
  await expect(page.line('lake')).toContainText('Equal')
  await page.button('Verify').click()
  await expect(page.status).toContainText('is as it was published.')

  // A warehouse is not started for what may never be looked at.
  await page.button('Ask').click()
  await expect(page.versions('lake').getByRole('row')).toHaveCount(3)
})

test('a destination that cannot be reached says so, and a token is not stored where nothing would protect it', async ({
  app,
  stub,
}) => {
  const page = new DestinationsPage(app.window)
  await page.open()
  await page.line('lake').click()
  stub.fault = () => ({ kind: 'http', status: 403 })
  await page.button('Publish').click()
  await expect(page.line('lake')).toContainText('Failing')
  await takePictures(app, 'destinations-failing')
  await page.line('stored').click()
  await expect(page.detail('stored')).toContainText('This system has no store of secrets')
  const refused = await app.invoke('destinations.token', { name: 'stored', token: stub.token })
  expect(refused).toMatchObject({ ok: false, error: { kind: 'unavailable' } })
  await page.button('Publish').click()
  await expect(page.status).toContainText('has no token')
})

test('who signs in with a token that is not accepted is told so, and goes on with one that is', async ({
  app,
  stub,
  profiles,
}) => {
  const page = new DestinationsPage(app.window)
  await page.open()
  await page.line('profiled').click()
  await page.button('Publish').click()
  await expect(page.status).toContainText('profile')
  await expect(page.line('profiled')).toContainText('Failing')
  const profile = (token: string) =>
    writeFileSync(profiles, `[DEFAULT]\nhost = https://${stub.host}\ntoken = ${token}\n`)
  profile('dapi-of-somebody-else')
  await page.button('Publish').click()
  await expect(page.status).toContainText(`${stub.host} does not accept the token`)
  await expect(page.history('profiled').getByRole('row').nth(1)).toContainText('does not accept the token')
  await takePictures(app, 'destinations-sign-in')
  await expect(app.window.getByText('dapi-of-somebody-else')).toHaveCount(0)
  profile(stub.token)
  await page.button('Publish').click()
  await expect(page.status).toContainText('Version 1 published, equal by digest.')
  await expect(page.line('profiled')).toContainText('Equal')
})

test('the form asks a service principal for its client id', async ({ app, dataDir }) => {
  const page = new DestinationsPage(app.window)
  await page.open()
  await app.window.getByRole('button', { name: 'Add…', exact: true }).click()
  const dialog = app.window.getByRole('dialog', { name: 'Add a destination' })
  const field = (name: string) => dialog.getByRole('textbox', { name, exact: true })
  await field('Name').fill('robot')
  await dialog.getByRole('combobox', { name: 'Kind' }).click()
  await app.window.getByRole('option', { name: 'Databricks' }).click()
  await field('Host').fill('https://adb-1.azuredatabricks.net/')
  await field('HTTP path').fill('/sql/1.0/warehouses/abc')
  await field('Catalog').fill('films')
  await expect(field('Client ID')).toHaveCount(0)
  await dialog.getByRole('combobox', { name: 'Signs in by' }).click()
  await app.window.getByRole('option', { name: 'A service principal' }).click()
  await field('Client ID').fill('1a2b')
  await takePictures(app, 'destinations-add-databricks')
  expect(await axeFindings(app.window)).toEqual([])
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(page.detail('robot')).toBeVisible()
  const written = JSON.parse(readFileSync(path.join(dataDir, 'config.json'), 'utf8'))
  expect(written.destinations.robot).toMatchObject({ auth: 'service_principal', client_id: '1a2b' })
})
