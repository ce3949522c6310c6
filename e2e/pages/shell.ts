import { expect, type Locator, type Page } from '@playwright/test'

/** Rail, top bar, status bar and what floats above them. */
export class ShellPart {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** The entry of a section on the rail. */
  section(label: string): Locator {
    return this.#page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: label })
  }

  /** Goes to a section and waits until its page stands there with what it read. */
  async visit(label: string): Promise<void> {
    await this.section(label).click()
    await expect(this.section(label)).toHaveAttribute('aria-current', 'page')
    const main = this.#page.getByRole('main')
    await expect(main.locator('h1').first()).toBeAttached()
    await expect(main.locator('.loading-state, [aria-busy="true"], .is-stale')).toHaveCount(0)
  }

  /** Every entry of the rail, top to bottom. */
  sections(): Locator {
    return this.#page.getByRole('navigation', { name: 'Sections' }).getByRole('link')
  }

  get firstLaunch(): Locator {
    return this.#page.getByRole('region', { name: 'Get started' })
  }

  get statusBar(): Locator {
    return this.#page.getByRole('contentinfo')
  }

  get search(): Locator {
    return this.#page.getByRole('searchbox', { name: 'Find films by title or IMDb code' })
  }

  get chips(): Locator {
    return this.#page.getByRole('list', { name: 'Active filters' }).getByRole('listitem')
  }

  get sampleLabel(): Locator {
    return this.#page.getByText('Sample data', { exact: true })
  }

  /** Opens the palette and types. */
  async palette(text: string): Promise<Locator> {
    await this.#page.getByRole('button', { name: 'Command palette' }).click()
    await this.#page.getByRole('combobox', { name: 'Find a film, command, view or table' }).fill(text)
    return this.#page.getByRole('dialog', { name: 'Command palette' })
  }
}
