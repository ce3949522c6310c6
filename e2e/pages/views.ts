import { expect, type Locator, type Page } from '@playwright/test'
import { tabTo } from '../support/tab-order.ts'

/** The menu of views in the head of a page, and its dialogs. */
export class ViewsPart {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** The button of the menu; it says which view is open, and whether it was changed. */
  get button(): Locator {
    return this.#page.locator('.view-button')
  }

  get nameField(): Locator {
    return this.#page.getByRole('textbox', { name: 'Name of the view' })
  }

  get startButtons(): Locator {
    return this.#page.getByRole('list', { name: 'Start views' }).getByRole('button')
  }

  async shows(name: string): Promise<void> {
    await expect(this.button).toHaveAccessibleName(name)
  }

  entry(name: string | RegExp): Locator {
    const menu = this.#page.getByRole('menu')
    return menu.getByRole('menuitem', { name }).or(menu.getByRole('menuitemcheckbox', { name })).first()
  }

  /** Chooses a line of the menu by the mouse. */
  async choose(name: string | RegExp): Promise<void> {
    await this.button.click()
    await this.entry(name).click()
    await expect(this.#page.getByRole('menu')).toHaveCount(0)
  }

  /** The same by the keyboard alone. */
  async chooseByKeys(name: string | RegExp): Promise<void> {
    await tabTo(this.#page, this.button)
    await this.#page.keyboard.press('Enter')
    const line = this.entry(name)
    await expect(line).toBeVisible()
    const has = () => line.evaluate((node) => node === document.activeElement)
    for (let step = 0; step < 40 && !(await has()); step++) await this.#page.keyboard.press('ArrowDown')
    await expect(line).toBeFocused()
    await this.#page.keyboard.press('Enter')
    await expect(this.#page.getByRole('menu')).toHaveCount(0)
  }

  /** Gives a name in the dialog that is open, by the keyboard. */
  async giveName(name: string): Promise<void> {
    await expect(this.nameField).toBeFocused()
    await this.#page.keyboard.press('ControlOrMeta+a')
    await this.#page.keyboard.type(name)
    await expect(this.nameField).toHaveValue(name)
    await this.#page.keyboard.press('Enter')
  }
}
