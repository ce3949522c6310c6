import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, type RunningApp } from '../fixtures.ts'
import { DestinationsPage } from '../pages/destinations.ts'
import type { AskedDialog } from './asked-dialog.ts'

/** The folder that the dialogs publish to; it is removed by the test. */
export const publishedTo = (dataDir: string): string => `${dataDir}-star`

/** The page with a destination named "star"; published to until it has as many versions. */
async function withVersions(app: RunningApp, count: number): Promise<DestinationsPage> {
  const destinations = { star: { kind: 'parquet', dir: publishedTo(app.dataDir) } }
  writeFileSync(path.join(app.dataDir, 'config.json'), JSON.stringify({ destinations }))
  const page = new DestinationsPage(app.window)
  await page.open()
  await expect(page.line('star')).toBeVisible()
  for (let version = 1; version <= count; version++) {
    app.api.catalogue.append(1)
    await app.sync()
    await page.button('Publish').click()
    await expect(page.status).toContainText(`Version ${version} published`)
  }
  return page
}

/** The dialogs of the Destinations page, from the first that a person meets. */
export const destinationDialogs: readonly AskedDialog[] = [
  {
    name: 'destination-add',
    source: 'destinations/add-destination.tsx',
    open: async (app) => {
      await new DestinationsPage(app.window).open()
      await app.window.getByRole('button', { name: 'Add a destination…' }).click()
      return app.window.getByRole('dialog', { name: 'Add a destination' })
    },
  },
  {
    name: 'destination-plan',
    source: 'destinations/looks/plan-dialog.tsx',
    open: async (app) => {
      const page = await withVersions(app, 0)
      await page.button('Show what will be created').click()
      const dialog = app.window.getByRole('dialog', { name: 'What publishing to star would do' })
      await expect(dialog.getByRole('row', { name: /^fact_movies/ })).toBeVisible()
      return dialog
    },
  },
  {
    name: 'destination-test',
    source: 'destinations/looks/test-dialog.tsx',
    open: async (app) => {
      const page = await withVersions(app, 0)
      await page.button('Test').click()
      return app.window.getByRole('dialog', { name: 'Test of star' })
    },
  },
  {
    name: 'destination-differences',
    source: 'destinations/looks/differences-dialog.tsx',
    open: async (app) => {
      const page = await withVersions(app, 2)
      await page.button('Differences to now: version 1').click()
      const dialog = app.window.getByRole('dialog', { name: 'From version 1 of star to now' })
      await expect(dialog.getByRole('row', { name: /^fact_movies/ })).toBeVisible()
      return dialog
    },
  },
  {
    name: 'destination-show',
    source: 'destinations/versions.tsx',
    open: async (app) => {
      const page = await withVersions(app, 0)
      await page.button('Show this version again: 1').click()
      return app.window.getByRole('alertdialog')
    },
  },
]
