/** A small cache that forgets what was longest unused. */
export class Recent<V> {
  readonly #entries = new Map<string, V>()
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  /** The value of a key, made when it is not there. */
  get(key: string, make: () => V): V {
    const known = this.#entries.get(key)
    const value = known === undefined ? make() : known
    this.#entries.delete(key)
    this.#entries.set(key, value)
    if (this.#entries.size > this.#limit) {
      const oldest = this.#entries.keys().next()
      if (!oldest.done) this.#entries.delete(oldest.value)
    }
    return value
  }
}
