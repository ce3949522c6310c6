import type { Catalogue } from './catalogue.ts'
import { intBelow, type Random, randomFor } from './random.ts'

/** A catalogue that changes while it is read, as the real one does: films join at the end, are removed, and change rating. */

/** Probabilities for each request, 0 to 1. */
export interface DriftOptions {
  append?: number
  remove?: number
  rerate?: number
  /** Changes of each kind in all, so that a long read comes to rest; no bound unless given. */
  most?: number
}

const MAX_AT_ONCE = 5

export class Drift {
  readonly #options: DriftOptions
  readonly #random: Random
  readonly #done = { append: 0, remove: 0, rerate: 0 }

  constructor(seed: number, options: DriftOptions) {
    this.#options = options
    this.#random = randomFor(seed, 77)
  }

  /** Perhaps changes the catalogue. */
  beforeRequest(catalogue: Catalogue): void {
    if (this.#happens('append')) catalogue.append(1 + intBelow(this.#random, MAX_AT_ONCE))
    if (this.#happens('remove')) this.#withSomeFilm(catalogue, (id) => catalogue.remove(id))
    if (this.#happens('rerate')) {
      const rating = Math.round((1 + this.#random() * 8) * 10) / 10
      this.#withSomeFilm(catalogue, (id) => catalogue.rerate(id, rating))
    }
  }

  #happens(kind: 'append' | 'remove' | 'rerate'): boolean {
    const { most = Number.POSITIVE_INFINITY } = this.#options
    if (this.#done[kind] >= most || this.#random() >= (this.#options[kind] ?? 0)) return false
    this.#done[kind]++
    return true
  }

  #withSomeFilm(catalogue: Catalogue, act: (id: number) => void): void {
    const id = catalogue.idAt(intBelow(this.#random, Math.max(1, catalogue.size)))
    if (id !== undefined) act(id)
  }
}
