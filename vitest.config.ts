import { defineConfig } from 'vitest/config'

// Unit and integration tests sit beside the source. Playwright owns *.e2e.ts.
export default defineConfig({
  test: {
    include: ['{shared,electron,renderer,scripts}/**/*.test.{ts,tsx}', 'e2e/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    environment: 'node',
    // Saved pictures hold the plot's own style sheet; other style sheets are of no use here.
    css: { include: [/plot\.css/] },
    // better-sqlite3 is a native addon and some tests spawn processes: forks keep a crash inside its own file.
    pool: 'forks',
    // These find what hangs, and nothing else: a machine that is slow or busy is no failure. How fast something is, `npm run bench` says.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 60_000,
  },
})
