import { expect, test } from './fixtures.ts'
import { ExplorePage } from './pages/explore.ts'
import { ShellPart } from './pages/shell.ts'
import { axeFindings } from './support/accessibility.ts'

test.describe('with films enough', () => {
  test.use({ appOptions: { synced: true, server: { films: 5000 } } })

  test('what is too large is refused with its numbers, and what no film is in says what to relax', async ({ app }) => {
    const explore = new ExplorePage(app.window)
    const shell = new ShellPart(app.window)
    await explore.open()
    await explore.choose(explore.pill('Add a dimension to rows'), 'Upload month')
    await explore.choose(explore.pill('Add a dimension to rows'), 'Released year')
    await explore.choose(explore.pill('Add a dimension to columns'), 'Genre')
    for (const measure of ['Mean rating', 'Mean runtime', 'Share rated']) {
      await explore.choose(explore.pill('Add a measure'), measure)
    }
    const refused = app.window.locator('.explore .state')
    await expect(refused).toContainText(/[\d,]+ rows × \d+ columns × 4 measures = [\d,]+ numbers/)
    await app.screenshot('explore-refused')
    await refused.getByRole('button', { name: /^Keep the first \d+ rows$/ }).click()
    await explore.settled()
    await expect(explore.pill(/^Shown: First \d+ \+ others$/)).toBeVisible()
    await shell.search.fill('no film is called so')
    await expect(app.window.getByRole('status', { name: 'No films' })).toBeVisible()
    await app.screenshot('explore-no-films')
  })
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { synced: true, server: { films: 1500 }, theme } })

    test('axe reports nothing, with and without numbers; its pictures are kept for people to judge', async ({
      app,
    }) => {
      const explore = new ExplorePage(app.window)
      await explore.open()
      await expect(explore.starters).toHaveCount(3)
      const found = [...(await axeFindings(app.window))]
      await app.screenshot(`explore-empty-${theme}`)
      for (const [at, name] of ['heat', 'lines', 'groups'].entries()) {
        if (at > 0) await explore.choose(app.window.getByRole('button', { name: 'More for this table' }), 'Begin anew')
        await explore.starters.nth(at).click()
        await explore.settled()
        for (const [width, height] of [
          [900, 600],
          [1920, 1080],
          [1280, 800],
        ] as const) {
          await app.resize(width, height)
          await expect.poll(() => app.window.evaluate(() => innerWidth)).toBe(width)
          await explore.settled()
          const excess = await app.window.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
          expect(excess).toBe(0)
          await app.screenshot(`explore-${name}-${theme}-${width}`)
        }
        found.push(...(await axeFindings(app.window)))
      }
      expect(found).toEqual([])
    })
  })
}
