/** What was pressed on a row: Enter or a double click, or its menu at a point of the window. */
export type KeptPress = { kind: 'activate' } | { kind: 'menu'; x: number; y: number }

/** What a grid shows where its focus is. */
export interface FocusedPlace<Row> {
  /** Names the result, see `GridSource`. */
  question: string
  /** Number of the focused row. */
  at: number
  /** The focused row; undefined while it is being read, or when it could not be. */
  row: Row | undefined
  /** The focused row could not be read. */
  hasFailed: boolean
  /** Does a press; `row` is undefined for a menu on a row that could not be read. */
  act: (press: KeptPress, row: Row | undefined) => void
}

/** A press and what it was meant for. */
interface Waiting {
  press: KeptPress
  question: string
  row: number
}

/**
 * Presses on rows that are still being read: each is done once its row is here, and dropped when the focus leaves the row or the
 * grid shows another result. A menu needs no row: it opens as soon as the row is known not to come.
 */
export class PressKeeper<Row> {
  #place: FocusedPlace<Row>
  #waiting: Waiting | null = null

  constructor(place: FocusedPlace<Row>) {
    this.#place = place
  }

  /** Takes what the grid shows now; does nothing else. */
  show(place: FocusedPlace<Row>): void {
    this.#place = place
  }

  /** Does it now when the row is here, else once it is read. */
  press(press: KeptPress, row: number): void {
    this.#waiting = { press, question: this.#place.question, row }
    if (this.#place.at === row) this.settle()
  }

  /** Does or drops what waits, as far as what is shown allows. */
  settle(): void {
    const kept = this.#waiting
    if (kept === null) return
    const { question, at, row, hasFailed, act } = this.#place
    const isSame = kept.question === question && kept.row === at
    const isReady = row !== undefined || (hasFailed && kept.press.kind === 'menu')
    if (isSame && !isReady) return
    this.#waiting = null
    if (isSame) act(kept.press, row)
  }

  /** Forgets what waits: the person went on to something else. */
  drop(): void {
    this.#waiting = null
  }
}
