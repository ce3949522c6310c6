import { defineConfig } from '@playwright/test'

// Drives the real app in a real Electron. `npm run build` comes first; the display and the runtime are prepared here.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  globalSetup: './e2e/global-setup.ts',
  outputDir: 'out/e2e',
  workers: 2,
  retries: 0,
  // A cold start on a busy two-core machine is slow; a test that hangs is found all the same.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  use: { trace: 'retain-on-failure' },
  reporter: [['list'], ['json', { outputFile: 'out/e2e-report.json' }]],
})
