import { expect, type Locator, type Page } from '@playwright/test'

/** The page behind Help › Diagnostics. */
export class DiagnosticsPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  get root(): Locator {
    return this.#page.getByRole('main')
  }

  /** Waits until it stands there with what it read. */
  async shown(): Promise<void> {
    await expect(this.root.getByRole('heading', { name: 'Diagnostics', level: 1 })).toBeVisible()
    await expect(this.root.getByRole('table', { name: 'Processes' })).toBeVisible()
  }

  /** What is said of a version by its name. */
  version(name: string): Locator {
    const pair = this.root.locator('.facts-pair').filter({ has: this.#page.getByText(name, { exact: true }) })
    return pair.getByRole('definition')
  }

  get processes(): Locator {
    return this.root.getByRole('table', { name: 'Processes' })
  }

  get calls(): Locator {
    return this.root.getByRole('table', { name: 'Last calls' })
  }

  get statements(): Locator {
    return this.root.locator('.slow-statement')
  }

  button(name: 'Refresh' | 'Copy report'): Locator {
    return this.root.getByRole('button', { name })
  }
}
