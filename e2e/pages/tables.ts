import type { Locator, Page } from '@playwright/test'
import { GridPart } from './grid.ts'

/** The Tables page. */
export class TablesPage {
  readonly list: Locator
  /** What stands in for the list where there is no room for it. */
  readonly choice: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.list = page.getByRole('navigation', { name: 'Tables' })
    this.choice = page.getByRole('combobox', { name: 'Table', exact: true })
  }

  /** Opens a table by its name in the warehouse. */
  async open(table: string, label: string): Promise<GridPart> {
    await this.#page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Tables' }).click()
    await this.list.getByRole('link', { name: new RegExp(`^${table}\\b(?!_)`) }).click()
    const grid = new GridPart(this.#page, label)
    await grid.ready()
    return grid
  }
}
