import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type SparkStub, sparkStub } from '../electron/publish/testing/spark-stub.ts'
import { test as base, expect } from './fixtures.ts'
import { DestinationsPage } from './pages/destinations.ts'
import { dismissToasts } from './pages/toasts.ts'
import { axeFindings } from './support/accessibility.ts'
import { takePictures } from './support/pictures.ts'

// The page, the publisher's process and the real driver, against a stand-in for the Thrift server of one's own Spark.
const test = base.extend<{ stub: SparkStub }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first parameter
  stub: async ({}, use) => {
    const stub = await sparkStub()
    await use(stub)
    await stub.close()
  },
})
test.use({ appOptions: { synced: true } })

test('Spark is added by the form, published to, and the page says when another publisher is at work, and when it is away', async ({
  app,
  api,
  dataDir,
  stub,
}) => {
  // Where the stand-in finds what Spark would by that address.
  const staging = path.join(stub.warehouse.stage, 'file:', 'stage')
  mkdirSync(staging, { recursive: true })
  const page = new DestinationsPage(app.window)
  await page.open()
  await app.window.getByRole('button', { name: 'Add a destination…' }).click()
  const dialog = app.window.getByRole('dialog', { name: 'Add a destination' })
  const field = (name: string) => dialog.getByRole('textbox', { name, exact: true })
  await field('Name').fill('own')
  await dialog.getByRole('combobox', { name: 'Kind' }).click()
  await app.window.getByRole('option', { name: 'Spark with Delta Lake' }).click()
  await field('Host').fill(stub.host)
  await field('Port').fill('many')
  await field('Schema').fill('gold')
  await field('Staging folder').fill(staging)
  await field('Staging URI').fill('file:/stage')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText('port')
  await takePictures(app, 'destinations-add-spark')
  expect(await axeFindings(app.window)).toEqual([])
  await field('Port').fill(`${stub.port}`)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(page.detail('own')).toContainText('gold at 127.0.0.1')
  const written = JSON.parse(readFileSync(path.join(dataDir, 'config.json'), 'utf8'))
  expect(written.destinations.own).toEqual({
    kind: 'spark',
    host: stub.host,
    port: stub.port,
    schema: 'gold',
    staging_dir: staging,
    staging_uri: 'file:/stage',
  })

  await page.button('Publish').click()
  await expect(page.status).toContainText('Version 1 published, equal by digest.')
  await expect(page.line('own')).toContainText('Equal')

  // Somebody else has the lease: nothing is sent, and nothing is broken.
  api.catalogue.append(20)
  await app.sync()
  const lease = (owner: string, until: string) =>
    stub.warehouse.run(`UPDATE gold_store.yts_state SET owner = ${owner}, lease_until = ${until}`)
  await lease("'somebody/1'", "CAST('2999-01-01 10:00:00' AS TIMESTAMP)")
  await page.button('Publish').click()
  await expect(page.status).toContainText('Another publisher (somebody/1) is at work')
  await expect(page.line('own')).toContainText('Busy')
  await dismissToasts(app.window)
  await takePictures(app, 'destinations-busy')
  expect(await axeFindings(app.window)).toEqual([])
  await lease('NULL', 'NULL')
  await page.button('Publish').click()
  await expect(page.status).toContainText('Version 2 published')

  // It goes away, with all connections.
  stub.greeting = 'closed'
  stub.disconnect()
  await page.button('Publish').click()
  await expect(page.line('own')).toContainText('Unreachable')
  await expect(page.status).toContainText('was lost. What was published before is unchanged.')
  await dismissToasts(app.window)
  await takePictures(app, 'destinations-unreachable')
  expect(await axeFindings(app.window)).toEqual([])
  await app.restart()
  const again = new DestinationsPage(app.window)
  await again.open()
  await expect(again.line('own')).toContainText('Unreachable')
  stub.greeting = 'welcome'
  await again.button('Publish').click()
  await expect(again.status).toContainText('Unchanged: version 2 has the same digests.')
  await expect(again.line('own')).toContainText('Equal')
})
