import { type FilmSource, type SampleFilm, serverTime } from './film.ts'

/** The films being served: a source, and the changes made to it since (appended, removed, altered, re-dated). */

/** Sort keys that the API knows; anything else sorts by upload date. */
export const SORT_KEYS = ['date_added', 'title', 'year', 'rating', 'seeds', 'peers'] as const
export type SortKey = (typeof SORT_KEYS)[number]

const TEXT_ORDER = new Intl.Collator('en')

export class Catalogue {
  readonly #source: FilmSource
  /** Source positions in ascending API order; undefined while nothing was removed or re-dated (then order = position). */
  #order: number[] | undefined
  #size: number
  #nextPosition: number
  readonly #patches = new Map<number, Partial<SampleFilm>>()
  readonly #redated = new Map<number, number>()
  readonly #sorted = new Map<SortKey, number[]>()
  #version = 0

  constructor(source: FilmSource) {
    this.#source = source
    this.#size = source.size
    this.#nextPosition = source.size
  }

  /** Films present now. */
  get size(): number {
    return this.#size
  }

  /** Grows with every change: a response made at one version is stale at the next. */
  get version(): number {
    return this.#version
  }

  /** True when the films are invented. */
  get generated(): boolean {
    return this.#source.generated
  }

  /** The film at a rank (0 first) of the ascending order by a key, or undefined past the end. */
  at(rank: number, key: SortKey = 'date_added'): SampleFilm | undefined {
    const position = this.#position(rank, key)
    return position === undefined ? undefined : this.#film(position)
  }

  /** The film id at a rank of the ascending date order; cheap, for checks over the whole catalogue. */
  idAt(rank: number): number | undefined {
    const position = this.#position(rank, 'date_added')
    return position === undefined ? undefined : this.#source.id(position)
  }

  /** All films in ascending date order. */
  *films(): Generator<SampleFilm> {
    for (let rank = 0; rank < this.#size; rank++) yield this.at(rank) as SampleFilm
  }

  /** Ids of all films in ascending date order. */
  ids(): number[] {
    return Array.from({ length: this.#size }, (_, rank) => this.idAt(rank) as number)
  }

  /** The film with an id, as it would be answered now, or undefined when it is not in the catalogue. */
  get(id: number): SampleFilm | undefined {
    const rank = this.#rankOf(id)
    return rank < 0 ? undefined : this.at(rank)
  }

  /** The upload second by which a film is ordered, or undefined when it is not in the catalogue. */
  uploadedAt(id: number): number | undefined {
    return this.#rankOf(id) < 0 ? undefined : this.#unix(this.#source.positionOf(id))
  }

  /** Adds newer films at the end; returns their ids. */
  append(count: number): number[] {
    const ids: number[] = []
    for (let i = 0; i < count; i++) {
      const position = this.#nextPosition++
      if (this.#order || position !== this.#size) this.#insert(position)
      this.#size++
      ids.push(this.#source.id(position))
    }
    this.#changed()
    return ids
  }

  /** Takes a film out; false when it is not there. */
  remove(id: number): boolean {
    const rank = this.#rankOf(id)
    if (rank < 0) return false
    this.#orderList().splice(rank, 1)
    this.#size--
    this.#changed()
    return true
  }

  /** Puts a removed film back at its place in the order; false when it is there already or was never known. */
  restore(id: number): boolean {
    const position = this.#source.positionOf(id)
    if (position < 0 || position >= this.#nextPosition || this.#rankOf(id) >= 0) return false
    this.#insert(position)
    this.#size++
    this.#changed()
    return true
  }

  /** Changes fields of a film without moving it in the order; false when it is not there. */
  update(id: number, patch: Partial<SampleFilm>): boolean {
    if (this.#rankOf(id) < 0) return false
    const position = this.#source.positionOf(id)
    this.#patches.set(position, { ...this.#patches.get(position), ...patch })
    this.#changed()
    return true
  }

  /** Changes a film's rating; false when it is not there. */
  rerate(id: number, rating: number): boolean {
    return this.update(id, { rating })
  }

  /** Changes a film's upload second and moves it there in the order; false when it is not there. */
  redate(id: number, unix: number): boolean {
    const rank = this.#rankOf(id)
    if (rank < 0) return false
    const position = this.#source.positionOf(id)
    this.#orderList().splice(rank, 1)
    this.#redated.set(position, unix)
    this.#insert(position)
    return this.update(id, { date_uploaded: serverTime(unix), date_uploaded_unix: unix })
  }

  #film(position: number): SampleFilm {
    const film = this.#source.film(position)
    const patch = this.#patches.get(position)
    return patch ? { ...film, ...patch } : film
  }

  #unix(position: number): number {
    return this.#redated.get(position) ?? this.#source.unix(position)
  }

  #position(rank: number, key: SortKey): number | undefined {
    if (rank < 0 || rank >= this.#size) return undefined
    if (key !== 'date_added') return this.#sortedBy(key)[rank]
    return this.#order ? this.#order[rank] : rank
  }

  #orderList(): number[] {
    this.#order ??= Array.from({ length: this.#size }, (_, rank) => rank)
    return this.#order
  }

  #compare(a: number, b: number): number {
    return this.#unix(a) - this.#unix(b) || this.#source.id(a) - this.#source.id(b)
  }

  /** The first rank whose film does not come before a position. */
  #lowerBound(position: number): number {
    let low = 0
    let high = this.#order?.length ?? this.#size
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#compare(this.#order?.[middle] ?? middle, position) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  #insert(position: number): void {
    const order = this.#orderList()
    order.splice(this.#lowerBound(position), 0, position)
  }

  #rankOf(id: number): number {
    const position = this.#source.positionOf(id)
    if (position < 0 || position >= this.#nextPosition) return -1
    const rank = this.#lowerBound(position)
    return this.#position(rank, 'date_added') === position ? rank : -1
  }

  #sortedBy(key: Exclude<SortKey, 'date_added'>): number[] {
    const known = this.#sorted.get(key)
    if (known) return known
    const keyed = Array.from({ length: this.#size }, (_, rank) => {
      const position = this.#position(rank, 'date_added') as number
      return { position, value: sortValue(this.#film(position), key) }
    })
    const result = keyed
      .sort((a, b) => compareValues(a.value, b.value) || this.#compare(a.position, b.position))
      .map(({ position }) => position)
    this.#sorted.set(key, result)
    return result
  }

  #changed(): void {
    this.#version++
    this.#sorted.clear()
  }
}

function sortValue(film: SampleFilm, key: Exclude<SortKey, 'date_added'>): string | number {
  if (key === 'title') return film.title
  if (key === 'year') return film.year
  if (key === 'rating') return film.rating
  return (film.torrents ?? []).reduce((sum, torrent) => sum + torrent[key], 0)
}

function compareValues(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : TEXT_ORDER.compare(String(a), String(b))
}
