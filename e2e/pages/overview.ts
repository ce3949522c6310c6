import { expect, type Locator, type Page } from '@playwright/test'

/** The Overview page: figures, eight linked charts, facets. */
export class OverviewPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** Opens the page and waits for its first numbers. */
  async open(): Promise<void> {
    await this.page
      .getByRole('link', { name: 'Overview' })
      .or(this.page.getByRole('button', { name: 'Overview' }))
      .first()
      .click()
    await this.ready()
  }

  /** Waits until every chart shows numbers that belong to the current filter. */
  async ready(): Promise<void> {
    await expect(this.marks('Genre by decade')).toBeVisible()
    await this.settled()
  }

  /** Waits until the page is there, with its numbers, and nothing on it is of an older filter. */
  async settled(): Promise<void> {
    await expect(this.page.locator('.overview').locator('.figures, .no-films')).toBeAttached()
    await expect(this.page.locator('.overview .is-stale')).toHaveCount(0)
  }

  /** A chart's frame. */
  chart(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true })
  }

  /** The layer of a chart's marks: a listbox that takes pointer and keys. */
  marks(title: string): Locator {
    return this.chart(title).getByRole('listbox')
  }

  /** What a chart says of the mark under its cursor. */
  activeMark(title: string): Locator {
    return this.marks(title).getByRole('option')
  }

  /** The line beside a chart's title: what is counted and how many. */
  counted(title: string): Locator {
    return this.chart(title).locator('.chart-counted')
  }

  /** The value of a figure in the top row. */
  figure(label: string): Locator {
    return this.page.locator('.figure', { has: this.page.getByText(label, { exact: true }) }).locator('.figure-value')
  }

  /** The sentence beside the page's heading. */
  get summary(): Locator {
    return this.page.locator('.overview .page-head [role="status"]')
  }

  /** The active filters in the top bar. */
  get chips(): Locator {
    return this.page.getByRole('list', { name: 'Active filters' }).getByRole('listitem')
  }

  /** How many films pass the filter, by the page's own figure. */
  async films(): Promise<number> {
    await this.settled()
    await expect(this.figure('Films')).not.toHaveText('—')
    return Number((await this.figure('Films').innerText()).replaceAll(',', ''))
  }

  /** Clicks the slot of a mark: `index` out of `count` along the chart's only direction. */
  async clickMark(
    title: string,
    index: number,
    count: number,
    options: { shift?: boolean; right?: boolean } = {},
  ): Promise<void> {
    const box = await this.#box(title)
    const part = (index + 0.5) / count
    const vertical = title === 'Films by genre' || title === 'Films by language'
    await this.marks(title).click({
      position: vertical ? { x: 12, y: box.height * part } : { x: box.width * part, y: box.height / 2 },
      ...(options.shift ? { modifiers: ['Shift'] as const } : {}),
      ...(options.right ? { button: 'right' as const } : {}),
    })
  }

  /** Drags over a part of a chart, from and to as shares of its width, in this many moves. */
  async brush(title: string, from: number, to: number, steps = 8): Promise<void> {
    await this.marks(title).scrollIntoViewIfNeeded()
    const box = await this.#box(title)
    const y = box.y + box.height / 2
    await this.page.mouse.move(box.x + box.width * from, y)
    await this.page.mouse.down()
    await this.page.mouse.move(box.x + box.width * to, y, { steps })
    await this.page.mouse.up()
  }

  /** Chooses an entry of a chart's menu. */
  async choose(title: string, entry: string): Promise<void> {
    await this.page.getByRole('button', { name: `More for ${title}` }).click()
    await this.page.getByRole('menuitem', { name: entry }).click()
  }

  async #box(title: string) {
    const box = await this.marks(title).boundingBox()
    if (!box) throw new Error(`${title} is not laid out`)
    return box
  }
}
