import { expect, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'
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

    test('in a narrow window the sync panel stands beside every page, and takes nothing of it', async ({ app }) => {
      const shell = new ShellPart(app.window)
      await app.resize(900, 600)
      const cockpit = new CockpitPart(app.window)
      await cockpit.start()
      await expect(cockpit.phase('Complete: published')).toBeVisible()
      for (const name of await shell.sections().allTextContents()) {
        await shell.visit(name)
        const [page, panel] = await Promise.all([
          app.window.getByRole('main').boundingBox(),
          cockpit.root.boundingBox(),
        ])
        expect((page?.x ?? 0) + (page?.width ?? 0), name).toBeLessThanOrEqual(panel?.x ?? 0)
        // Whatever sticks out of the page cannot be reached: nothing may but what scrolls.
        const cut = await app.window.evaluate(() => {
          const right = document.querySelector('#content')?.getBoundingClientRect().right ?? 0
          return [...document.querySelectorAll('#content .page-head :is(button, h1), #content .form-control')]
            .filter((element) => element.getBoundingClientRect().right > right + 1)
            .map((element) => element.textContent || element.getAttribute('aria-label'))
        })
        expect(cut, `${name}: cut off`).toEqual([])
        if (name === 'Runs') {
          const facts = await app.window.locator('.run-head p').boundingBox()
          expect(facts?.height, 'the facts of a run stay on one line').toBeLessThan(20)
        }
        await app.screenshot(`cockpit-${name.toLowerCase()}-${theme}-900`)
      }
    })
  })
}
