import { expect, type Page } from '@playwright/test'

/** Collects what a page must never do: throw, log an error, break its own policy. */
export class TroubleWatch {
  readonly #found: string[] = []
  readonly #allowed: RegExp[] = []
  readonly #watched = new WeakSet<Page>()

  /** Declares that a test provokes this. */
  allow(pattern: RegExp): void {
    this.#allowed.push(pattern)
  }

  watch(page: Page): void {
    if (this.#watched.has(page)) return
    this.#watched.add(page)
    page.on('pageerror', (error) => this.#found.push(`page error: ${error.message}`))
    page.on('crash', () => this.#found.push('the page crashed'))
    page.on('console', (message) => {
      // A refusal by the content security policy is logged as an error too.
      if (message.type() === 'error') this.#found.push(`console: ${message.text()}`)
    })
  }

  /** What was found and not declared. */
  list(): string[] {
    return this.#found.filter((text) => !this.#allowed.some((pattern) => pattern.test(text)))
  }

  expectNone(): void {
    expect(this.list(), 'errors in the page').toEqual([])
  }
}
