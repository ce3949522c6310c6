import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test as base } from '@playwright/test'
import type { SampleApi, SampleApiOptions } from '../electron/sample/server.ts'
import { startSampleApi } from '../electron/sample/server.ts'
import { lastSeen } from './support/last-seen.ts'
import { RunningApp, writeUiState } from './support/running-app.ts'

export { expect } from '@playwright/test'
export { RunningApp } from './support/running-app.ts'

/** How the app of a test is set up; change with `test.use({ appOptions: { … } })`. */
interface AppOptions {
  /** Options of the test's own sample server. */
  server?: SampleApiOptions
  /** Films a page. */
  limit?: number
  /** Further lines of `config.yaml`. */
  config?: string
  /** Fills the data folder before the app starts, for example with a warehouse. */
  seed?: (dataDir: string, api: SampleApi) => void | Promise<void>
  theme?: 'system' | 'light' | 'dark'
  width?: number
  height?: number
  env?: Record<string, string>
  /** Load the whole catalogue before the test begins. */
  synced?: boolean
}

interface Fixtures {
  appOptions: AppOptions
  /** The test's own sample server, on a free port. */
  api: SampleApi
  /** The test's own data folder, empty but for its configuration. */
  dataDir: string
  /** The app, running; closed after the test, which fails when the page threw, logged an error or broke its policy. */
  app: RunningApp
}

/** The test function of every e2e spec: each test has its own folder, server and app. */
export const test = base.extend<Fixtures>({
  appOptions: [{}, { option: true }],

  api: async ({ appOptions }, use) => {
    const api = await startSampleApi({ films: 300, ...appOptions.server })
    await use(api)
    await api.close()
  },

  dataDir: async ({ appOptions, api }, use) => {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'yts-e2e-'))
    const lines = [
      `yts_url: ${api.url}`,
      `limit: ${appOptions.limit ?? 50}`,
      'max_workers: 4',
      // An answer may be held back for as long as a test looks at the load.
      'request_timeout_s: 300',
      appOptions.config ?? '',
    ]
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(path.join(dataDir, 'config.yaml'), `${lines.join('\n')}\n`)
    writeUiState(dataDir, {
      theme: appOptions.theme ?? 'light',
      width: appOptions.width ?? 1280,
      height: appOptions.height ?? 800,
    })
    await appOptions.seed?.(dataDir, api)
    await use(dataDir)
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  },

  app: async ({ appOptions, api, dataDir }, use, info) => {
    const app = new RunningApp({ dataDir, env: appOptions.env ?? {} }, api)
    await app.launch()
    if (appOptions.synced) await app.sync()
    await use(app)
    if (info.status !== info.expectedStatus) {
      const file = info.outputPath('last-seen.md')
      writeFileSync(file, await lastSeen(app))
      await info.attach('last-seen', { path: file })
    }
    await app.close()
    app.trouble.expectNone()
  },
})
