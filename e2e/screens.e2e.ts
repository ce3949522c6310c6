import { expect, test } from './fixtures.ts'
import { ShellPart } from './pages/shell.ts'

const sizes = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
] as const

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { server: { films: 5000, quirks: 5 }, synced: true, theme } })

    test('every page fits its window; its picture is kept for people to judge', async ({ app, api }) => {
      // A second load, so that history, trends and changes have something to show.
      for (const id of api.catalogue.ids().slice(-40, -20)) api.catalogue.rerate(id, 9.9)
      api.catalogue.append(25)
      await app.sync({ mode: 'full' })
      const shell = new ShellPart(app.window)
      for (const { width, height } of sizes) {
        await app.resize(width, height)
        for (const name of await shell.sections().allTextContents()) {
          await shell.visit(name)
          const excess = await app.window.evaluate(() => ({
            width: document.documentElement.scrollWidth - window.innerWidth,
            height: document.documentElement.scrollHeight - window.innerHeight,
          }))
          expect(excess, `${name} at ${width} × ${height}`).toEqual({ width: 0, height: 0 })
          await app.screenshot(`page-${name.toLowerCase()}-${theme}-${width}`)
        }
      }
    })
  })
}
