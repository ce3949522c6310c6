import type { PageState, SyncProgress } from '../../../shared/ipc/progress.ts'

const MAX_CELLS = 400
/** Worst first: several pages share a cell and the worst of them is shown. */
const WORST_FIRST = ['f', 'r', 'a', 'q', 'd'] as const satisfies readonly PageState[]

/** The state of every page of a load, and its snapshot in at most 400 cells. */
export class PageMap {
  #first = 1
  #states: PageState[] = []
  #doneBefore = 0
  #counts = { q: 0, a: 0, r: 0, d: 0, f: 0 }

  /** Starts over with the pages from `first` to `last`; `done` tells which were read before. */
  reset(first: number, last: number, done: (page: number) => boolean): void {
    this.#first = first
    this.#counts = { q: 0, a: 0, r: 0, d: 0, f: 0 }
    this.#states = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
      const state: PageState = done(first + index) ? 'd' : 'q'
      this.#counts[state]++
      return state
    })
    this.#doneBefore = this.#counts.d
  }

  /** Adds pages below the first down to this one. */
  include(page: number): void {
    while (page < this.#first && page > 0) {
      this.#first--
      this.#states.unshift('q')
      this.#counts.q++
    }
  }

  /** Sets the state of a page; pages outside the plan (probes) are not counted. */
  set(page: number, state: PageState): void {
    const old = this.#states[page - this.#first]
    if (old === undefined || (old === 'd' && state !== 'f')) return
    this.#counts[old]--
    this.#counts[state]++
    this.#states[page - this.#first] = state
  }

  /** A page under way that is neither done nor failed waits again. */
  settle(page: number): void {
    if (this.#states[page - this.#first] === 'a') this.set(page, 'q')
  }

  get counts(): { planned: number; done: number; failed: number } {
    return { planned: this.#states.length, done: this.#counts.d, failed: this.#counts.f }
  }

  /** Pages done since the reset, without those done before it. */
  get doneHere(): number {
    return this.#counts.d - this.#doneBefore
  }

  snapshot(): SyncProgress['pageMap'] {
    const pagesPerCell = Math.max(1, Math.ceil(this.#states.length / MAX_CELLS))
    let cells = ''
    for (let start = 0; start < this.#states.length; start += pagesPerCell) {
      const group = this.#states.slice(start, start + pagesPerCell)
      cells += WORST_FIRST.find((state) => group.includes(state)) ?? 'q'
    }
    return { cells, pagesPerCell, firstPage: this.#first }
  }
}
