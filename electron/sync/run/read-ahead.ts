import type { PageRequest, PageResponse, PageSource, ReadOptions } from '../fetch/page-source.ts'

/**
 * Reads the pages of a partition downward. The next page is asked for as soon as the body of the present one has arrived, so
 * that the network does not wait while it is read. When the present page has to be asked for again, what was asked for
 * ahead is thrown away: a film that moved down in between would be on neither.
 */
export class ReadAhead {
  readonly #source: PageSource
  readonly #limit: number
  #ahead: PageRequest | null = null

  constructor(source: PageSource, limit: number) {
    this.#source = source
    this.#limit = limit
  }

  /** Reads one page as `PageSource.read` does; `goesOn` tells that the page below it will be wanted next. */
  async read(page: number, goesOn: boolean, refuse: NonNullable<ReadOptions['refuse']>): Promise<PageResponse> {
    const request = this.#ahead?.page === page ? this.#ahead : null
    if (!request) this.end()
    this.#ahead = null
    return this.#source.read(page, this.#limit, {
      request,
      refuse,
      onReceived: () => {
        if (goesOn) this.#ahead = this.#source.ask(page - 1, this.#limit)
      },
      onAgain: () => this.end(),
    })
  }

  /** Gives up what was asked for ahead. */
  end(): void {
    this.#ahead?.cancel()
    this.#ahead = null
  }
}
