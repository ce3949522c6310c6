import { expect, type Locator, type Page } from '@playwright/test'

/** The dialog that makes a report of the page. */
export class ReportPart {
  readonly dialog: Locator
  readonly title: Locator
  readonly introduction: Locator
  readonly parts: Locator
  /** How it goes on, or went. */
  readonly run: Locator
  readonly save: Locator

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Report of this view' })
    this.title = this.dialog.getByRole('textbox', { name: 'Title' })
    this.introduction = this.dialog.getByRole('textbox', { name: 'Introduction' })
    this.parts = this.dialog.getByRole('group', { name: 'Parts of the report' }).getByRole('checkbox')
    this.run = this.dialog.locator('.report-run')
    this.save = this.dialog.getByRole('button', { name: 'Save report…' })
  }

  /** Chooses one of a group of buttons. */
  async choose(group: 'Format' | 'Orientation', option: string): Promise<void> {
    await this.dialog.getByRole('group', { name: group }).getByRole('button', { name: option }).click()
  }

  /** Saves to where the system's dialog leads. */
  async saveAs(name: string): Promise<void> {
    await this.save.click()
    await expect(this.run).toContainText(`${name} saved, `)
  }

  async close(): Promise<void> {
    await this.dialog
      .getByRole('button', { name: /^(Close|Cancel)$/ })
      .last()
      .click()
    await expect(this.dialog).toHaveCount(0)
  }
}
