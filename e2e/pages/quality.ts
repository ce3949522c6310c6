import type { Locator, Page } from '@playwright/test'

/** The Quality page. */
export class QualityPage {
  readonly checks: Locator
  readonly rules: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.checks = page.getByRole('table', { name: 'Checks' })
    this.rules = page.getByRole('table', { name: 'Cleaning rules' })
  }

  async open(): Promise<void> {
    await this.#page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Quality' }).click()
    await this.checks.waitFor()
  }

  /** The line of a check or rule by its title. */
  line(title: string): Locator {
    return this.#page.getByRole('row').filter({ has: this.#page.getByRole('button', { name: title, exact: true }) })
  }

  /** Opens a check or rule; gives the panel with its rows. */
  async choose(title: string): Promise<Locator> {
    await this.#page.getByRole('button', { name: title, exact: true }).click()
    const panel = this.#page.getByRole('region', { name: title, exact: true })
    await panel.waitFor()
    return panel
  }

  /** The film opened from the rows. */
  get film(): Locator {
    return this.#page.getByRole('complementary', { name: 'Film', exact: true })
  }
}
