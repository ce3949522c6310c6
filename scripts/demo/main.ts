// `npm run demo`: the app on a demo data folder, loading an invented catalogue from the bundled sample server. With a
// display the window stays open. Without one the script drives the real window, takes a screenshot of every page and
// prints a summary.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { _electron } from '@playwright/test'
import { buildNodeSide, buildRenderer } from '../build/bundle.ts'
import { playwrightLaunchOptions } from '../electron-runtime/index.ts'
import { isHeadless, openDisplay } from '../lib/display.ts'
import { inProject } from '../lib/paths.ts'
import { prepareElectron } from '../lib/prepare.ts'
import { runMain, say, step } from '../lib/say.mjs'
import { loadCatalogue, visitPages } from './drive.ts'
import { startSampleServer } from './sample-server.ts'
import { summaryTable } from './summary.ts'

/** Films of the demo: enough for every chart to have a shape, few enough for a load of seconds. */
const demoFilms = 5_000
/** How long the window may take to come up, or to do as it is told, before it counts as hung. */
const hungMs = 300_000

await runMain(async () => {
  const started = Date.now()
  const dataDir = inProject('out/demo-data')
  const shots = inProject('out/demo')
  const runtime = await prepareElectron()
  await step('building the app', async () => {
    await buildNodeSide()
    await buildRenderer()
  })

  const unattended = isHeadless() || process.env.CI === 'true'
  await rm(dataDir, { recursive: true, force: true })
  await rm(shots, { recursive: true, force: true })
  await mkdir(dataDir, { recursive: true })
  await mkdir(shots, { recursive: true })
  const server = await step('starting the sample server', () => startSampleServer(demoFilms))
  say(`  ${demoFilms.toLocaleString('en')} invented films at ${server.url}`)
  await writeFile(
    path.join(dataDir, 'config.yaml'),
    `# Settings of the demo: the bundled sample server.\nyts_url: ${server.url}\n`,
  )

  const display = await openDisplay()
  const app = await _electron.launch({
    ...(await playwrightLaunchOptions({ dataDir, env: display.env })),
    timeout: hungMs,
  })
  try {
    app.context().setDefaultTimeout(hungMs)
    const page = await app.firstWindow({ timeout: hungMs })
    const load = await step('loading the catalogue in the app', () => loadCatalogue(page, shots))
    if (!unattended) {
      say('The demo is open. Close its window to end it.')
      await app.waitForEvent('close', { timeout: 0 })
      return 0
    }
    const screenshots = await step('visiting every page', () => visitPages(page, shots))
    for (const file of screenshots) say(`  ${path.relative(inProject(), file)}`)
    const summary = {
      ...load,
      electron: `${runtime.version} (${runtime.kind})`,
      warehouse: path.join(dataDir, 'warehouse.sqlite'),
      totalSeconds: (Date.now() - started) / 1000,
    }
    process.stdout.write(summaryTable(summary))
    return 0
  } finally {
    await app.close().catch(() => undefined)
    display.close()
    server.stop()
  }
})
