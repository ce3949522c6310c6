import { defineConfig } from '@playwright/test'

// Drives the real app in a real Electron. `npm run build` comes first; the display and the runtime are prepared here.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  globalSetup: './e2e/global-setup.ts',
  outputDir: 'out/e2e',
  workers: 2,
  retries: 0,
  // These find what hangs, and nothing else: a machine that is slow or busy is no failure. How fast something is, `npm run bench`
  // says; no test holds the app to a time of its own.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  forbidOnly: Boolean(process.env.CI),
  use: { trace: 'retain-on-failure' },
  reporter: [['list'], ['json', { outputFile: 'out/e2e-report.json' }]],
})
