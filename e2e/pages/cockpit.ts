import { expect, type Locator, type Page } from '@playwright/test'

/** The panel that shows a load in full. */
export class CockpitPart {
  readonly root: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.root = page.getByRole('complementary', { name: 'Sync' })
  }

  /** Opens it by starting a load with the button of the top bar. */
  async start(): Promise<void> {
    await this.#page.getByRole('banner').getByRole('button', { name: 'Sync', exact: true }).click()
    await expect(this.root).toBeVisible()
  }

  button(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true })
  }

  /** What the load is doing, or how it ended. */
  phase(text: string | RegExp): Locator {
    return this.root.getByRole('region', { name: 'Progress' }).getByText(text)
  }

  /** A number of the ledger by its label. */
  async figure(label: string): Promise<string> {
    const row = this.root.locator('.ledger > div').filter({ has: this.#page.getByText(label, { exact: true }) })
    return row.locator('dd').innerText()
  }

  get error(): Locator {
    return this.root.getByRole('alert')
  }
}
