import { expect, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'
import { ShellPart } from './pages/shell.ts'
import { toastsOf } from './pages/toasts.ts'
import { axeFindings } from './support/accessibility.ts'

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { config: 'max_attempts: 1', theme, width: 900, height: 600 } })

    test('the end of a load is one line of the status bar, the latest in place of the one before', async ({
      app,
      api,
    }) => {
      await app.sync()
      await expect(toastsOf(app.window)).toHaveText([/Load complete300 added\./])
      api.catalogue.append(3)
      await app.sync()
      await expect(toastsOf(app.window)).toHaveText([/Load complete3 added\./])
      await new ShellPart(app.window).visit('Movies')
      const places = await app.window.evaluate(() => {
        const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect()
        return { toast: box('.toast'), bar: box('.status-bar'), said: box('.status-bar > :last-child') }
      })
      expect(places.toast?.top).toBeGreaterThanOrEqual(places.bar?.top ?? 0)
      expect(places.toast?.left, 'clear of what the bar says').toBeGreaterThan(places.said?.right ?? 0)
      expect(await axeFindings(app.window)).toEqual([])
      // axe forgives this while it takes the message for an open dialog.
      expect(await toastsOf(app.window).locator('button[aria-hidden="true"]').count()).toBe(0)
      await app.screenshot(`toast-notice-${theme}-900`)

      await toastsOf(app.window).getByText('Details').click()
      await expect(new CockpitPart(app.window).root).toBeVisible()
      await expect(toastsOf(app.window)).toHaveCount(0)
    })

    test('a failure stays and is told once, until the next load makes it old', async ({ app, api }) => {
      api.setFaults(['status=500'])
      await app.sync()
      await app.sync()
      await expect(toastsOf(app.window)).toHaveText([/The load did not complete/])
      const [line, bar] = await Promise.all([
        toastsOf(app.window).boundingBox(),
        new ShellPart(app.window).statusBar.boundingBox(),
      ])
      expect(line?.y, 'over nothing of the page').toBeGreaterThanOrEqual(bar?.y ?? 0)
      expect(await axeFindings(app.window)).toEqual([])
      await app.screenshot(`toast-failure-${theme}-900`)
      // Reached with F6, without the mouse.
      await app.window.keyboard.press('F6')
      await app.window.keyboard.press('Tab')
      await expect(toastsOf(app.window)).toBeFocused()
      await app.window.keyboard.press('Tab')
      await expect(toastsOf(app.window).getByText('Details')).toBeFocused()
      await app.window.keyboard.press('Tab')
      await expect(toastsOf(app.window).getByLabel('Dismiss')).toBeFocused()
      api.setFaults([])
      await app.sync()
      await expect(toastsOf(app.window)).toHaveText([/Load complete/])
    })
  })
}
