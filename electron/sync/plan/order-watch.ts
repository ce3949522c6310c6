import { type PreparedRow, secondsOf } from '../../warehouse/silver/prepared-row.ts'

/** Pairs of neighbours whose dates must fall before an order counts as newest first. */
const ENOUGH_PAIRS = 3

/** Watches in which order the films come, by their own upload times. */
export class OrderWatch {
  #rising = 0
  #falling = 0

  note(rows: readonly PreparedRow[]): void {
    const seconds = secondsOf(rows)
    for (let at = 1; at < seconds.length; at++) {
      const step = (seconds[at] ?? 0) - (seconds[at - 1] ?? 0)
      if (step > 0) this.#rising++
      else if (step < 0) this.#falling++
    }
  }

  /** The source ignores the order that was asked for: newest first. */
  get isNewestFirst(): boolean {
    return this.#falling >= ENOUGH_PAIRS && this.#falling > 2 * this.#rising
  }
}
