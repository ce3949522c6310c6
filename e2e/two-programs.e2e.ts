import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'
import { OverviewPage } from './pages/overview.ts'
import { ShellPart } from './pages/shell.ts'
import type { RunningApp } from './support/running-app.ts'

test.use({ appOptions: { synced: true, server: { films: 400 } } })

/** A load by the command line in the app's folder, as a nightly job makes it. */
async function loadByCommand(app: RunningApp): Promise<{ code: number | null; said: string }> {
  const words = ['electron/cli.ts', 'sync', '--json', '--data-dir', app.dataDir]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, said }
}

test('shows what the command line loaded while it was open', async ({ app, api }) => {
  const overview = new OverviewPage(app.window)
  const shell = new ShellPart(app.window)
  await overview.open()
  expect(await overview.films()).toBe(400)
  api.catalogue.append(30)
  expect(await loadByCommand(app)).toMatchObject({ code: 0 })
  await expect.poll(() => overview.films()).toBe(430)

  // A load that found nothing new changes what is said of the last one.
  await shell.visit('Runs')
  const runs = app.window.getByRole('grid', { name: 'Runs' })
  const rows = await runs.getByRole('row').count()
  expect(await loadByCommand(app)).toMatchObject({ code: 0 })
  await expect(runs.getByRole('row')).toHaveCount(rows + 1)
})

test('lets one of them write at a time, and says who does', async ({ app, api }) => {
  api.catalogue.append(200)
  api.setFaults(['hang@pages:9'])
  const cockpit = new CockpitPart(app.window)
  await cockpit.start()
  await expect(cockpit.button('Pause')).toBeEnabled()
  const refused = await loadByCommand(app)
  expect(refused.code).toBe(3)
  expect(JSON.parse(refused.said.trim().split('\n').at(-1) ?? '')).toMatchObject({ error: { kind: 'locked' } })
  api.setFaults([])
  await cockpit.button('Cancel').click()
  await expect(cockpit.phase(/Cancelled/)).toBeVisible()
  // The lock is free again, and the interrupted load is taken up.
  expect(await loadByCommand(app)).toMatchObject({ code: 0 })
  await expect.poll(async () => (await app.ask('warehouse.status')).films).toBe(600)
})
