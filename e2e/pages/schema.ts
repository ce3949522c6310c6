import type { Locator, Page } from '@playwright/test'

/** The Schema page. */
export class SchemaPage {
  readonly outline: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.outline = page.getByRole('region', { name: 'Outline' })
  }

  async open(): Promise<void> {
    await this.#page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Schema' }).click()
    await this.box('fact_movies').waitFor()
  }

  async show(view: 'Keys' | 'Lineage'): Promise<void> {
    await this.#page.getByRole('button', { name: view, exact: true }).click()
    await this.box('fact_movies').waitFor()
  }

  /** A table on the canvas. */
  box(id: string): Locator {
    return this.#page.locator(`[data-box="${id}"]`)
  }

  /** The name of the table that has the focus. */
  focused(): Promise<string | null> {
    return this.#page.evaluate(() => document.activeElement?.getAttribute('data-box') ?? null)
  }

  /** Width of a table on the screen, which tells the zoom. */
  async widthOf(id: string): Promise<number> {
    return (await this.box(id).boundingBox())?.width ?? 0
  }
}
