import { expect, type RunningApp, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'
import { ShellPart } from './pages/shell.ts'
import { disturb } from './support/channel-faults.ts'
import { holdPages } from './support/held-pages.ts'

test.use({ appOptions: { server: { films: 400 }, synced: true } })

/** Longest time that anything may take to move, in milliseconds; endless ones (a spinner) are left aside. */
const longestMs = 150

/** Whatever runs without end: spinners, moving bars, breathing placeholders. */
const endless = (app: RunningApp) =>
  app.window.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => animation.playState === 'running' && animation.effect?.getTiming().iterations === Infinity)
      .map((animation) => (animation as CSSAnimation).animationName),
  )

test('nothing takes longer than 150 ms to move', async ({ app }) => {
  const shell = new ShellPart(app.window)
  for (const name of await shell.sections().allTextContents()) {
    await shell.visit(name)
    const slow = await app.window.evaluate((most) => {
      const ms = (times: string) => Math.max(...times.split(',').map((time) => Number.parseFloat(time) * 1000))
      return [...document.querySelectorAll('body, body *')]
        .filter((node) => ms(getComputedStyle(node).transitionDuration) > most)
        .map((node) => node.className)
    }, longestMs)
    expect(slow, name).toEqual([])
  }
})

test('with reduced motion nothing moves, neither while a page is read nor while a load runs', async ({ app, api }) => {
  await app.window.emulateMedia({ reducedMotion: 'reduce' })
  const shell = new ShellPart(app.window)
  await shell.section('Settings').click()
  await app.window.reload()
  const release = await disturb(app, ['overview.query'], 'hangs')
  await shell.section('Overview').click()
  await expect(app.window.locator('.overview .skeleton').first()).toBeVisible()
  expect(await endless(app)).toEqual([])
  await release()

  const open = holdPages(api)
  const cockpit = new CockpitPart(app.window)
  await cockpit.start()
  await expect(cockpit.button('Pause')).toBeEnabled()
  expect(await endless(app)).toEqual([])
  open()
  await expect(cockpit.phase('Complete: published')).toBeVisible()
})

test('a load is told to screen readers in passing, and nothing interrupts them', async ({ app, api }) => {
  api.catalogue.append(3)
  const cockpit = new CockpitPart(app.window)
  await cockpit.start()
  await expect(cockpit.phase('Complete: published')).toBeVisible()
  await expect(app.window.getByRole('status').filter({ hasText: 'Load: Complete: published.' })).toHaveAttribute(
    'aria-live',
    'polite',
  )
  await expect(app.window.locator('[aria-live="assertive"]')).toHaveCount(0)
})
