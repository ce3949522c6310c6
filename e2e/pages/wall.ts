import { expect, type Locator, type Page } from '@playwright/test'

/** The wall of posters on the Movies page. */
export class WallPart {
  readonly root: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.root = page.getByRole('listbox', { name: 'Films', exact: true })
  }

  /** The choice between grid and wall. */
  choice(name: 'Grid' | 'Wall'): Locator {
    return this.#page.getByRole('group', { name: 'Films as' }).getByRole('button', { name })
  }

  size(name: 'Small' | 'Middle' | 'Large'): Locator {
    return this.#page.getByRole('group', { name: 'Size of the posters' }).getByRole('button', { name })
  }

  /** From the Movies page. */
  async open(): Promise<void> {
    await this.choice('Wall').click()
    await this.ready()
  }

  /** Waits until the tiles in sight are read. */
  async ready(): Promise<void> {
    await expect(this.root).toHaveAttribute('aria-busy', 'false')
    await expect(this.root.locator('[role="option"][aria-busy="true"]')).toHaveCount(0)
    await expect(this.root.getByRole('option').first()).toBeVisible()
  }

  /** A tile by its place in the whole result, from 0; only tiles near what is in sight exist. */
  tile(index: number): Locator {
    return this.root.locator(`[role="option"][data-film="${index}"]`)
  }

  /** The tile that keys act on. */
  get active(): Locator {
    return this.root.locator('[aria-selected="true"]')
  }

  title(tile: Locator): Promise<string> {
    return tile.locator('.wall-title').innerText()
  }

  /** Images that have been drawn. */
  get images(): Locator {
    return this.root.locator('img.there')
  }

  get question(): Locator {
    return this.#page.getByRole('region', { name: 'Posters' })
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.root.press(key)
  }
}
