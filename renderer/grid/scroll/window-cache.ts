/** Rows a request asks for. */
export const pageSize = 200
/** Pages kept at most; beyond, the ones not looked at for longest are dropped. */
const keptPages = 40
/** Requests under way at once; more would only queue up in the reader behind rows that have scrolled away. */
const maxInFlight = 2
/** Rows fetched beyond the visible ones on either side. */
const readAhead = 100

export interface RowsReply<Row> {
  total: number
  rows: readonly Row[]
}

/** What a grid shows: one filter, order and published version of a table. */
export interface RowSource<Row> {
  /** Names the request: another key, another result. */
  key: string
  /** @param offset first row; @param limit rows, at most `pageSize` */
  fetch: (offset: number, limit: number) => Promise<RowsReply<Row>>
}

interface Page<Row> {
  state: 'loading' | 'ready' | 'failed'
  rows: readonly Row[]
  error: unknown
  usedAt: number
}

interface Result<Row> {
  source: RowSource<Row>
  total: number | null
  pages: Map<number, Page<Row>>
  error: unknown
  inFlight: number
}

export interface WindowSnapshot {
  /** Grows with every change, so that a view knows to look again. */
  version: number
  /** Key of the result that is shown; null before the first. */
  shownKey: string | null
  /** Rows in the shown result; null until its first reply. */
  total: number | null
  /** True while another result than the wanted one is shown. */
  stale: boolean
  /** True while anything is being read. */
  busy: boolean
  /** Why the wanted result has nothing to show at all; null otherwise. */
  error: unknown
}

/**
 * The rows of one grid: fetched by the page, a few at a time, the latest wanted ones first. When the source changes, the old
 * rows stay until the first page of the new result is here; replies to an older source are discarded by its key.
 */
export class WindowCache<Row> {
  #shown: Result<Row> | null = null
  #wanted: Result<Row> | null = null
  #span = { first: 0, end: pageSize }
  #clock = 0
  #listeners = new Set<() => void>()
  #beforeShow: () => void = () => undefined
  #snapshot: WindowSnapshot = { version: 0, shownKey: null, total: null, stale: false, busy: false, error: null }

  /** Hears that the shown result is about to be replaced, so that a view can take its position along. */
  onBeforeShow(listener: () => void): void {
    this.#beforeShow = listener
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): WindowSnapshot => this.#snapshot

  /** A row of the shown result: `undefined` while it is being read, or when its page failed. */
  row(index: number): Row | undefined {
    const page = this.#shown?.pages.get(Math.floor(index / pageSize))
    return page?.rows[index % pageSize]
  }

  /** Why a row is not here, when its page failed. */
  failureAt(index: number): unknown {
    const page = this.#shown?.pages.get(Math.floor(index / pageSize))
    return page?.state === 'failed' ? page.error : null
  }

  /** Takes another source; the same key changes nothing. `span` are the rows that the new result is wanted at first. */
  setSource(source: RowSource<Row>, span?: { first: number; end: number }): void {
    if (this.#wanted?.source.key === source.key) return
    if (this.#shown?.source.key === source.key) this.#wanted = this.#shown
    else this.#wanted = { source, total: null, pages: new Map(), error: null, inFlight: 0 }
    if (span) this.#span = span
    this.#publish()
    this.#pump()
  }

  /** Asks for rows `first` to `end` (exclusive) and some around them. */
  want(first: number, end: number): void {
    if (first === this.#span.first && end === this.#span.end) return
    this.#span = { first, end }
    this.#pump()
  }

  /** Reads failed pages again: the one that holds a row, or all of them. */
  retry(index?: number): void {
    const result = this.#wanted
    if (!result) return
    result.error = null
    for (const [number, page] of result.pages) {
      const meant = index === undefined || number === Math.floor(index / pageSize)
      if (page.state === 'failed' && meant) result.pages.delete(number)
    }
    this.#publish()
    this.#pump()
  }

  /** Rows `first` to `last` (inclusive) of the shown result, fetched where they are not here; for copying. */
  async readRange(first: number, last: number): Promise<Row[]> {
    const result = this.#shown
    if (!result) return []
    const rows: Row[] = []
    for (let number = Math.floor(first / pageSize); number * pageSize <= last; number++) {
      const offset = number * pageSize
      const kept = result.pages.get(number)
      const page = kept?.state === 'ready' ? kept.rows : (await result.source.fetch(offset, pageSize)).rows
      for (const row of page.slice(Math.max(0, first - offset), last - offset + 1)) rows.push(row)
    }
    return rows
  }

  #missing(result: Result<Row>): number[] {
    const last = result.total === null ? this.#span.end : Math.min(this.#span.end + readAhead, result.total)
    const from = Math.max(0, Math.min(this.#span.first - readAhead, last - 1))
    const visible = Math.floor((this.#span.first + this.#span.end) / 2 / pageSize)
    const missing: number[] = []
    for (let number = Math.floor(from / pageSize); number * pageSize < Math.max(last, 1); number++) {
      const page = result.pages.get(number)
      if (page) page.usedAt = ++this.#clock
      else missing.push(number)
    }
    // Until the first reply tells how many rows there are, one request is enough.
    const nearest = missing.sort((a, b) => Math.abs(a - visible) - Math.abs(b - visible))
    return result.total === null ? nearest.slice(0, result.pages.size > 0 ? 0 : 1) : nearest
  }

  #pump(): void {
    const result = this.#wanted
    if (!result || result.error !== null) return
    for (const number of this.#missing(result)) {
      if (result.inFlight >= maxInFlight) return
      void this.#load(result, number)
    }
  }

  async #load(result: Result<Row>, number: number): Promise<void> {
    const page: Page<Row> = { state: 'loading', rows: [], error: null, usedAt: ++this.#clock }
    result.pages.set(number, page)
    result.inFlight += 1
    this.#publish()
    try {
      const reply = await result.source.fetch(number * pageSize, pageSize)
      page.state = 'ready'
      page.rows = reply.rows
      result.total = reply.total
      result.error = null
    } catch (thrown) {
      page.state = 'failed'
      page.error = thrown
      if (result.total === null) result.error = thrown
    }
    result.inFlight -= 1
    if (result === this.#wanted) this.#settle(result, number)
    this.#pump()
  }

  #settle(result: Result<Row>, number: number): void {
    const total = result.total
    // The rows asked for may be beyond the end of a result that turned out shorter: show nothing before its last page is here.
    if (total !== null && total > 0 && number * pageSize >= total && this.#shown !== result) {
      result.pages.clear()
      this.#span = { first: Math.max(0, total - 1), end: total }
      return
    }
    if (this.#shown !== result) {
      if (result.error === null) this.#beforeShow()
      this.#shown = result
    }
    this.#dropOldest(result)
    this.#publish()
  }

  #dropOldest(result: Result<Row>): void {
    if (result.pages.size <= keptPages) return
    const byAge = [...result.pages].filter(([, page]) => page.state !== 'loading')
    byAge.sort(([, a], [, b]) => a.usedAt - b.usedAt)
    for (const [number] of byAge.slice(0, result.pages.size - keptPages)) result.pages.delete(number)
  }

  #publish(): void {
    this.#snapshot = {
      version: this.#snapshot.version + 1,
      shownKey: this.#shown?.source.key ?? null,
      total: this.#shown?.total ?? null,
      stale: this.#shown !== null && this.#shown !== this.#wanted,
      busy: (this.#wanted?.inFlight ?? 0) > 0,
      error: this.#wanted?.error ?? null,
    }
    for (const listener of this.#listeners) listener()
  }
}
