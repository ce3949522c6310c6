import { expect, type Locator, type Page } from '@playwright/test'
import { tabTo } from '../support/tab-order.ts'

/** The page Explore: shelves, table and chart. */
export class ExplorePage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Explore' }).click()
    await expect(this.page.getByRole('heading', { name: 'Explore' })).toBeVisible()
  }

  /** Waits until the table is there, and nothing of it belongs to an older question or filter. */
  async settled(): Promise<void> {
    await expect(this.table).toBeVisible()
    await expect(this.page.locator('.explore').locator('.is-stale, .stale-bar')).toHaveCount(0)
  }

  get table(): Locator {
    return this.page.getByRole('treegrid')
  }

  get shelves(): Locator {
    return this.page.getByRole('group', { name: 'What is explored' })
  }

  /** A button of the shelves. */
  pill(name: string | RegExp): Locator {
    return this.shelves.getByRole('button', { name, exact: true })
  }

  /** The button that says and chooses the kind of chart. */
  get kind(): Locator {
    return this.page.getByRole('button', { name: /^Kind of chart: / })
  }

  /** The chart's marks, as the keyboard has them. */
  get marks(): Locator {
    return this.page.locator('.explore-chart').getByRole('listbox')
  }

  get starters(): Locator {
    return this.page.locator('.explore .state-actions').getByRole('button')
  }

  get notes(): Locator {
    return this.page.locator('.explore-notes')
  }

  /** The heads of the rows that are in sight, from the top. */
  rowHeads(): Locator {
    return this.table.getByRole('rowheader')
  }

  columnHeads(): Locator {
    return this.table.getByRole('columnheader')
  }

  /** A row by its head. */
  row(name: string): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name, exact: true }) })
  }

  /** The cell that the keyboard is on. */
  get activeCell(): Locator {
    return this.table.locator('.pivot-cell.active')
  }

  /** Opens a menu and chooses a line of it, by the mouse. */
  async choose(button: Locator, entry: string): Promise<void> {
    await button.click()
    await this.#entry(entry).click()
    await expect(this.page.getByRole('menu')).toHaveCount(0)
  }

  /** The same by the keyboard alone. */
  async chooseByKeys(button: Locator, entry: string): Promise<void> {
    await tabTo(this.page, button)
    await this.page.keyboard.press('Enter')
    const line = this.#entry(entry)
    await expect(line).toBeVisible()
    const has = () => line.evaluate((node) => node === document.activeElement)
    for (let step = 0; step < 40 && !(await has()); step++) await this.page.keyboard.press('ArrowDown')
    await expect(line).toBeFocused()
    await this.page.keyboard.press('Enter')
    await expect(this.page.getByRole('menu')).toHaveCount(0)
  }

  #entry(name: string): Locator {
    const menu = this.page.getByRole('menu')
    return menu
      .getByRole('menuitem', { name, exact: true })
      .or(menu.getByRole('menuitemcheckbox', { name, exact: true }))
  }
}
