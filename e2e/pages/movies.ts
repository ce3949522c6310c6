import { expect, type Locator, type Page } from '@playwright/test'
import { GridPart } from './grid.ts'
import type { WallPart } from './wall.ts'

/** The Movies page. */
export class MoviesPage {
  readonly grid: GridPart
  readonly inspector: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.grid = new GridPart(page, /^Films( as of run \d+)?$/)
    this.inspector = page.getByRole('region', { name: /^Inspector/ })
  }

  async open(): Promise<void> {
    await this.#page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Movies' }).click()
    await this.grid.ready()
  }

  /** Opens the page with its films as a wall, as which it may have been left. */
  async openWall(wall: WallPart): Promise<void> {
    await this.#page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Movies' }).click()
    await wall.open()
  }

  /** Waits until the inspector shows the film of this row, read as a whole. */
  async inspected(row: number): Promise<void> {
    const title = await (await this.grid.cell(row, 'Title')).innerText()
    await expect(this.inspector).toHaveAccessibleName(`Inspector: ${title}`)
    await expect(this.inspector.locator('[aria-busy="true"]')).toHaveCount(0)
  }

  /** Opens the card or a layer in the inspector; there when the film has been read. */
  async layer(name: 'Film' | 'Gold' | 'Silver' | 'Bronze' | 'History'): Promise<Locator> {
    await this.inspector.getByRole('tab', { name }).click()
    const panel = this.inspector.getByRole('tabpanel')
    await expect(panel).not.toHaveText('Reading the film')
    return panel
  }
}
