import type { Locator, Page } from '@playwright/test'

/** The Destinations page. */
export class DestinationsPage {
  readonly list: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.list = page.getByRole('list', { name: 'Destinations' })
  }

  async open(): Promise<void> {
    await this.#page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Destinations' }).click()
    await this.#page.getByRole('heading', { name: 'Destinations', exact: true }).waitFor()
  }

  /** The line of a destination in the list. */
  line(name: string): Locator {
    return this.list.getByRole('button', { name })
  }

  /** One destination in full. */
  detail(name: string): Locator {
    return this.#page.getByRole('region', { name: `Destination ${name}`, exact: true })
  }

  /** A button of the chosen destination. */
  button(name: string): Locator {
    return this.#page.locator('.destination').getByRole('button', { name, exact: true })
  }

  /** How what was done last has ended, or what goes on. */
  get status(): Locator {
    return this.#page.locator('.destination-head').getByRole('status')
  }

  versions(name: string): Locator {
    return this.#page.getByRole('table', { name: `Versions that ${name} keeps` })
  }

  history(name: string): Locator {
    return this.#page.getByRole('table', { name: `Publications to ${name}, newest first` })
  }
}
