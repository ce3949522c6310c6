import { expect, type RunningApp, test } from './fixtures.ts'
import { ShellPart } from './pages/shell.ts'
import { axeFindings } from './support/accessibility.ts'

/** How the window looks while every page is visited. */
const states = {
  wide: async () => undefined,
  'narrow and filtered': async (app: RunningApp) => {
    await app.resize(900, 600)
    await new ShellPart(app.window).search.fill('the')
  },
  empty: async (app: RunningApp) => {
    await new ShellPart(app.window).search.fill('no film is called so')
  },
} as const

for (const theme of ['light', 'dark'] as const) {
  for (const [state, prepare] of Object.entries(states)) {
    test.describe(`in the ${theme} theme`, () => {
      test.use({ appOptions: { server: { films: 600, quirks: 20 }, synced: true, theme } })

      test(`axe reports nothing on any page, ${state}`, async ({ app }) => {
        await prepare(app)
        const shell = new ShellPart(app.window)
        const found: string[] = []
        for (const name of await shell.sections().allTextContents()) {
          await shell.visit(name)
          found.push(...(await axeFindings(app.window)).map((finding) => `${name}: ${finding}`))
        }
        expect(found).toEqual([])
      })
    })
  }
}
