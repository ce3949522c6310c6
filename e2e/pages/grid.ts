import { expect, type Locator, type Page } from '@playwright/test'

/** The app's grid as a person and a screen reader meet it. */
export class GridPart {
  readonly root: Locator
  readonly #page: Page

  constructor(page: Page, label: string | RegExp) {
    this.#page = page
    this.root = page.getByRole('grid', { name: label, exact: true })
  }

  /** Rows of the whole result, without the header. */
  async rowCount(): Promise<number> {
    return Number(await this.root.getAttribute('aria-rowcount')) - 1
  }

  /** A row by its number in the whole result, from 0; only rows in view exist. */
  row(index: number): Locator {
    return this.root.locator(`[role="row"][aria-rowindex="${index + 2}"]`)
  }

  /** A cell by row number and column name. */
  async cell(index: number, column: string): Promise<Locator> {
    const position = await this.header(column).getAttribute('aria-colindex')
    return this.row(index).locator(`[aria-colindex="${position}"]`)
  }

  /** A header by its whole name, unit included: `Runtime min`. */
  header(column: string): Locator {
    return this.root.getByRole('columnheader', { name: column, exact: true })
  }

  /** Column names from left to right. */
  columns(): Promise<string[]> {
    return this.root.getByRole('columnheader').allInnerTexts()
  }

  /** The cell that keys act on. */
  active(): Locator {
    return this.root.locator('.focused')
  }

  /** Waits until the visible rows are read. */
  async ready(): Promise<void> {
    await expect(this.root).toHaveAttribute('aria-busy', 'false')
    await expect(this.root.locator('[role="row"][aria-busy="true"]')).toHaveCount(0)
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.root.press(key)
  }

  /** Visible rows that show nothing at all: there must never be one. */
  blankRows(): Promise<number> {
    return this.root.evaluate((grid) => {
      const box = grid.getBoundingClientRect()
      const rows = [...grid.querySelectorAll('[role="row"]')].map((row) => row.getBoundingClientRect())
      let blank = 0
      for (let y = box.top + 44; y < box.bottom - 16; y += 14) {
        if (!rows.some((row) => row.top <= y && row.bottom >= y)) blank += 1
      }
      return blank
    })
  }

  get page(): Page {
    return this.#page
  }
}
