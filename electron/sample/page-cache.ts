import type { PlainAnswer } from './fault-bodies.ts'

/** Finished answers of one catalogue version, least recently used ones dropped beyond a number of bytes. */
export class PageCache {
  readonly #maxBytes: number
  readonly #answers = new Map<string, PlainAnswer>()
  #bytes = 0
  #version = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** The answer kept under a key for this version, or the one that `make` makes. Callers do not change it. */
  get(version: number, key: string, make: () => PlainAnswer): PlainAnswer {
    if (version !== this.#version) {
      this.#answers.clear()
      this.#bytes = 0
      this.#version = version
    }
    const known = this.#answers.get(key)
    if (known) {
      this.#answers.delete(key)
      this.#answers.set(key, known)
      return known
    }
    const made = make()
    this.#answers.set(key, made)
    this.#bytes += made.body.length
    this.#trim()
    return made
  }

  #trim(): void {
    for (const [key, answer] of this.#answers) {
      if (this.#bytes <= this.#maxBytes) return
      this.#answers.delete(key)
      this.#bytes -= answer.body.length
    }
  }
}
