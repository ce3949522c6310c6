/** How many are fetched at a time. */
export const atOnce = 4
/** How many may wait; of more, those asked for first have scrolled away. */
const mostWaiting = 200

/** Who waits to be let through: the last one who came is let through first, since that is what is being looked at. */
export class PosterLine {
  #active = 0
  #waiting: ((isMyTurn: boolean) => void)[] = []

  /** Runs work when it is its turn. Null when there was none: others came after it, or the line was sent away. */
  async run<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.#active < atOnce) this.#active += 1
    // Whoever is let through from the line takes the place of the one who leaves.
    else if (!(await this.#turn())) return null
    try {
      return await work()
    } finally {
      const next = this.#waiting.pop()
      if (next) next(true)
      else this.#active -= 1
    }
  }

  /** Sends away all who wait. */
  disperse(): void {
    for (const leave of this.#waiting.splice(0)) leave(false)
  }

  /** Waits to be handed the place of one who is done. */
  #turn(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      if (this.#waiting.length > mostWaiting) this.#waiting.shift()?.(false)
    })
  }
}
