/** What of the inputs that Electron tells of a page (`input-event`) a person does on purpose. */
const onPurpose = new Set(['keyDown', 'rawKeyDown', 'mouseDown', 'touchStart', 'gestureTap'])

/** How long after a gesture its outcome may come, in milliseconds: a long range of rows is read before it is copied. */
const outcomeMs = 30_000

/**
 * Whether what a page asks for follows from something that a person did. Inputs go from the system through main to the page, so a
 * page cannot make one up.
 */
export class Gestures {
  readonly #now: () => number
  #at = Number.NEGATIVE_INFINITY

  /** @param now milliseconds on a clock that is never set */
  constructor(now: () => number) {
    this.#now = now
  }

  /** An input went to the page, of this type in Electron's words. */
  input(type: string): void {
    if (onPurpose.has(type)) this.made()
  }

  /** A person did something that no input tells of, such as a choice in the menu. */
  made(): void {
    this.#at = this.#now()
  }

  /** Whether there was a gesture lately; it is used up by this. */
  take(): boolean {
    const lately = this.#now() - this.#at <= outcomeMs
    this.#at = Number.NEGATIVE_INFINITY
    return lately
  }
}
