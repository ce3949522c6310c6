import AxeBuilder from '@axe-core/playwright'
import { expect, type RunningApp, test } from './fixtures.ts'
import { ShellPart } from './pages/shell.ts'

/** What axe finds in the whole window, rail, bars and status included. */
async function findings(app: RunningApp, where: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: app.window }).setLegacyMode().analyze()
  return violations.map(
    ({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
  )
}

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
          found.push(...(await findings(app, name)))
        }
        expect(found).toEqual([])
      })
    })
  }
}
