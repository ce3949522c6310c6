import type { GoldDimension, GoldSet } from '../../../../shared/model/dimension.ts'
import type { ReadableDb } from '../../file/connection.ts'

/** Keys whose bit is in the mask of the fact; later ones are in the junction only (see the gold migration). */
const lastMaskedKey = 62

/** Reads the members of a set, with no row's combination set yet. */
export function readSetColumn(db: ReadableDb, gold: GoldDimension & GoldSet, rows: number): SetColumn {
  const { table, key, value, junction } = gold
  const members = db
    .prepare<[], [number, string]>(`SELECT ${key}, ${value.column} FROM ${table} WHERE ${key} <> 0 ORDER BY ${key}`)
    .raw()
    .all()
  const beyond = db
    .prepare<[number], [number, number]>(`SELECT movie_id, ${key} FROM ${junction} WHERE ${key} > ?`)
    .raw()
  return new SetColumn(
    rows,
    members.map(([memberKey]) => memberKey),
    members.map(([, name]) => name),
    beyond.iterate(lastMaskedKey),
  )
}

/**
 * The members that each film has of a set, coded by distinct combination: a catalogue has a few thousand of them, so filters
 * and counts work on the combinations and touch a film once. A film without any has the combination of member 0, "unknown".
 */
export class SetColumn {
  /** Combination of each row: as narrow as the other columns, so that the same compiled loops go over them. */
  codes: Uint16Array | Uint32Array
  /** Member codes of each combination, ascending. */
  readonly combinations: number[][] = []
  /** Name of each member code; `values[0]` is null. */
  readonly values: (string | null)[]
  /** Surrogate key of each member code. */
  readonly keys: number[]
  readonly #codeOfKey: ReadonlyMap<number, number>
  readonly #codeByName: ReadonlyMap<string, number>
  readonly #byMask = new Map<number, Map<number, number>>()
  readonly #byMembers = new Map<string, number>()
  /** Keys beyond the mask, by film; nearly always empty. */
  readonly #beyond = new Map<number, number[]>()

  /**
   * @param keys all keys of members, ascending, without 0
   * @param names the name of each
   * @param beyond film and key of each junction row whose key has no bit in the mask
   */
  constructor(
    rows: number,
    keys: readonly number[],
    names: readonly string[],
    beyond: Iterable<[movieId: number, key: number]>,
  ) {
    this.codes = new Uint16Array(rows)
    this.keys = [0, ...keys]
    this.values = [null, ...names]
    this.#codeOfKey = new Map(this.keys.map((key, code) => [key, code]))
    this.#codeByName = new Map(names.map((name, index) => [name, index + 1]))
    for (const [movieId, key] of beyond) {
      const known = this.#beyond.get(movieId)
      if (known) known.push(key)
      else this.#beyond.set(movieId, [key])
    }
  }

  /**
   * A column of the same members for other rows, whose combinations may be set one by one.
   *
   * @param source the row here that each row there is like; below 0 = none, it has no member
   */
  like(source: Int32Array): SetColumn {
    const column = new SetColumn(source.length, this.keys.slice(1), this.labels.slice(1), [])
    for (const members of this.combinations) column.#codeOf(members)
    if (this.codes instanceof Uint32Array) column.codes = new Uint32Array(source.length)
    const none = column.#codeOf([0])
    for (let row = 0; row < source.length; row++) {
      const from = source[row] as number
      column.codes[row] = from < 0 ? none : (this.codes[from] as number)
    }
    return column
  }

  /** Sets a row's combination by the names of its members; false where one of them is no member here. */
  setNames(row: number, names: readonly string[]): boolean {
    const codes = names.map((name) => this.#codeByName.get(name) ?? -1)
    if (codes.includes(-1)) return false
    this.codes[row] = this.#codeOf(codes.length === 0 ? [0] : [...new Set(codes)].sort((a, b) => a - b))
    return true
  }

  /** What people call each member. */
  get labels(): string[] {
    return this.values.map((name) => name ?? '')
  }

  /** Sets a row's combination from the halves of its mask: bits 0 to 30 (keys 1 to 31) and 31 to 61. */
  setMask(row: number, movieId: number, low: number, high: number): void {
    const extra = this.#beyond.size > 0 ? this.#beyond.get(movieId) : undefined
    if (extra) {
      const code = this.#codeOfKeys([...maskKeys(low, high), ...extra])
      this.codes[row] = code
      return
    }
    let byLow = this.#byMask.get(high)
    if (!byLow) {
      byLow = new Map()
      this.#byMask.set(high, byLow)
    }
    let code = byLow.get(low)
    if (code === undefined) {
      code = this.#codeOfKeys(maskKeys(low, high))
      byLow.set(low, code)
    }
    this.codes[row] = code
  }

  /** The names of a row's members. */
  namesOf(row: number): string[] {
    const members = this.combinations[this.codes[row] as number] ?? []
    return members.flatMap((code) => this.values[code] ?? [])
  }

  /**
   * Counts of films by member from counts by combination. `weight` shares each film out evenly over its members, so that the
   * weights add up to the films.
   */
  byMember(films: Uint32Array): { films: Uint32Array; weight: Float64Array } {
    const byMember = { films: new Uint32Array(this.values.length), weight: new Float64Array(this.values.length) }
    films.forEach((count, combination) => {
      if (count === 0) return
      const members = this.combinations[combination] ?? []
      for (const code of members) {
        byMember.films[code] = (byMember.films[code] as number) + count
        byMember.weight[code] = (byMember.weight[code] as number) + count / members.length
      }
    })
    return byMember
  }

  #codeOfKeys(keys: number[]): number {
    const codes = [...new Set(keys.map((key) => this.#codeOfKey.get(key) ?? 0))].sort((a, b) => a - b)
    return this.#codeOf(codes.length === 0 ? [0] : codes)
  }

  /** The code of a combination, given as ascending codes of its members. */
  #codeOf(members: number[]): number {
    const key = members.join(',')
    const known = this.#byMembers.get(key)
    if (known !== undefined) return known
    const code = this.combinations.length
    if (code > 0xffff && this.codes instanceof Uint16Array) this.codes = Uint32Array.from(this.codes)
    this.combinations.push(members)
    this.#byMembers.set(key, code)
    return code
  }
}

function maskKeys(low: number, high: number): number[] {
  const keys: number[] = []
  for (let bit = 0; bit < 31; bit++) if (low & (1 << bit)) keys.push(bit + 1)
  for (let bit = 0; bit < 31; bit++) if (high & (1 << bit)) keys.push(bit + 32)
  return keys
}
