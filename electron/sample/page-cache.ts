import type { PlainResponse } from './fault-bodies.ts'

/** Finished responses of one catalogue version, least recently used ones dropped beyond a number of bytes. */
export class PageCache {
  readonly #maxBytes: number
  readonly #responses = new Map<string, PlainResponse>()
  #bytes = 0
  #version = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** The response kept under a key for this version, or the one that `make` makes. Callers do not change it. */
  get(version: number, key: string, make: () => PlainResponse): PlainResponse {
    if (version !== this.#version) {
      this.#responses.clear()
      this.#bytes = 0
      this.#version = version
    }
    const known = this.#responses.get(key)
    if (known) {
      this.#responses.delete(key)
      this.#responses.set(key, known)
      return known
    }
    const made = make()
    this.#responses.set(key, made)
    this.#bytes += made.body.length
    this.#trim()
    return made
  }

  #trim(): void {
    for (const [key, response] of this.#responses) {
      if (this.#bytes <= this.#maxBytes) return
      this.#responses.delete(key)
      this.#bytes -= response.body.length
    }
  }
}
