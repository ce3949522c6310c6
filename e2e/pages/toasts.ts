import { expect, type Locator, type Page } from '@playwright/test'

/** The passing messages and the failures that stay. Not by role: they are dialogs only while they have the focus. */
export function toastsOf(page: Page): Locator {
  return page.locator('.toast')
}

/** Sends the messages away, so that none moves while the page is looked at. */
export async function dismissToasts(page: Page): Promise<void> {
  const close = page.locator('.toasts').getByRole('button', { name: 'Dismiss' })
  while ((await close.count()) > 0) {
    const left = await close.count()
    await close.first().click()
    await expect.poll(() => close.count()).toBeLessThan(left)
  }
}
