import { expect, type Page } from '@playwright/test'

/** Sends the passing messages away, so that none fades while the page is looked at. */
export async function dismissToasts(page: Page): Promise<void> {
  // Not by role: the button is out of the tree until the messages have the focus or the pointer.
  const close = page.locator('.toasts [aria-label="Dismiss"]')
  while ((await close.count()) > 0) {
    const left = await close.count()
    await close.first().click()
    await expect.poll(() => close.count()).toBeLessThan(left)
  }
}
