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

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { server: { films: 600, quirks: 20 }, synced: true, theme } })

    test('axe reports nothing on any page, wide, narrow, filtered and empty', async ({ app }) => {
      const shell = new ShellPart(app.window)
      const names = await shell.sections().allInnerTexts()
      const found: string[] = []
      const visit = async (state: string) => {
        for (const name of names) {
          await shell.section(name).click()
          await expect(app.window.getByRole('main').locator('.loading-state, [aria-busy="true"]')).toHaveCount(0)
          found.push(...(await findings(app, `${name}, ${state}`)))
        }
      }
      await visit('wide')
      await app.resize(900, 600)
      await shell.search.fill('the')
      await expect(shell.chips).toHaveCount(1)
      await visit('narrow and filtered')
      await shell.search.fill('no film is called so')
      await visit('empty')
      expect(found).toEqual([])
    })
  })
}
