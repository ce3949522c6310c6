import { expect, type Locator, type Page } from '@playwright/test'

/** The dialog that exports. */
export class ExportPart {
  readonly dialog: Locator
  readonly preview: Locator
  /** How the export goes on, or went. */
  readonly run: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.dialog = page.getByRole('dialog', { name: /^Export / })
    this.preview = this.dialog.getByRole('region', { name: 'Preview' })
    this.run = this.dialog.locator('.export-run')
  }

  /** Waits until the dialog shows how the export begins. */
  async ready(): Promise<void> {
    await expect(this.preview).toHaveAttribute('aria-busy', 'false')
    await expect(this.preview.getByRole('status')).toContainText(/row/)
  }

  async choose(label: string, option: string | RegExp): Promise<void> {
    await this.dialog.getByRole('combobox', { name: label }).click()
    await this.#page.getByRole('listbox', { name: label }).getByRole('option', { name: option }).click()
  }

  /** Writes to where the system's dialog leads, and closes this one. */
  async write(name: string): Promise<void> {
    await this.ready()
    await this.dialog.getByRole('button', { name: 'Export…' }).click()
    await expect(this.run).toContainText(`${name}: `)
    await this.close()
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close' }).last().click()
    await expect(this.dialog).toHaveCount(0)
  }
}
