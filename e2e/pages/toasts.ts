import { expect, type Locator, type Page } from '@playwright/test'

/** The passing messages and the failures that stay. Not by role: they are dialogs only while they have the focus. */
export function toastsOf(page: Page): Locator {
  return page.locator('.toast')
}

/** Sends the messages away, so that none moves while the page is looked at. */
export async function dismissToasts(page: Page): Promise<void> {
  const close = page.locator('.toasts').getByRole('button', { name: 'Dismiss' })
  await expect(async () => {
    // One that leaves by itself just now cannot be clicked, and need not be.
    if ((await close.count()) > 0) await close.first().click({ timeout: 2_000 })
    expect(await close.count()).toBe(0)
  }).toPass()
}
