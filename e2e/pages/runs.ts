import type { Locator, Page } from '@playwright/test'
import { GridPart } from './grid.ts'

/** The Runs page. */
export class RunsPage {
  readonly grid: GridPart
  readonly live: Locator
  readonly changes: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.grid = new GridPart(page, 'Runs')
    this.live = page.getByRole('region', { name: 'Load under way' })
    this.changes = page.getByRole('list', { name: 'Changed films' })
  }

  async open(): Promise<void> {
    await this.#page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Runs' }).click()
    await this.#page.getByRole('heading', { name: 'Runs', exact: true }).waitFor()
  }

  /** The chosen run in full. */
  detail(runId: number): Locator {
    return this.#page.getByRole('region', { name: `Run ${runId}`, exact: true })
  }

  /** Opens a part of the chosen run. */
  async part(name: 'What changed' | 'Stages and pages' | 'Checks'): Promise<Locator> {
    const tabs = this.#page.getByRole('tablist', { name: 'Parts of the run' })
    await tabs.getByRole('tab', { name }).click()
    return this.#page.locator('.run-tabs').getByRole('tabpanel')
  }

  /** The film opened from the list. */
  get film(): Locator {
    return this.#page.getByRole('complementary', { name: 'Film', exact: true })
  }
}
