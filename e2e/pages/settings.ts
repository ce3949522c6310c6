import { expect, type Locator, type Page } from '@playwright/test'

type Tab = 'App' | 'config.yaml' | 'config.json'

/** The Settings page: the app's own settings and both configuration files. */
export class SettingsPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async open(tab: Tab): Promise<void> {
    await this.#page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Settings' }).click()
    await this.#page.getByRole('tab', { name: tab }).click()
    if (tab !== 'App') await expect(this.text).toBeVisible()
  }

  /** The raw editor. */
  get text(): Locator {
    return this.#page.getByRole('textbox', { name: /^Text of/ })
  }

  /** A field of the form. */
  field(label: string): Locator {
    return this.#page.getByRole('form').getByRole('textbox', { name: label, exact: true })
  }

  switchNamed(label: string): Locator {
    return this.#page.getByRole('switch', { name: label })
  }

  button(name: string | RegExp): Locator {
    return this.#page.getByRole('button', { name })
  }

  get problems(): Locator {
    return this.#page.getByRole('region', { name: 'Problems in the file' })
  }

  /** Marks of the raw editor at its lines. */
  get marks(): Locator {
    return this.#page.locator('.cm-lint-marker')
  }

  /** The save or the backups dialog; toasts have the role dialog too. */
  get dialog(): Locator {
    return this.#page.getByRole('dialog', { name: /^(Save|Backups) / })
  }

  /** Goes through the diff and saves. */
  async save(): Promise<void> {
    await this.button('Review and save…').click()
    await this.dialog.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(this.dialog).toBeHidden()
  }
}
