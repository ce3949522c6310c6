import { hashedFields } from './content-hash.ts'
import type { Cell, PreparedFilm, PreparedRefusal, PreparedRow } from './prepared-row.ts'
import type { RuleName } from './rules.ts'

/**
 * The prepared rows of a page as three values instead of thousands: a load has dozens of pages under way, and as objects
 * they would cost more to collect, and to hand from thread to thread, than to make.
 */
export interface PackedRows {
  /** Rows of the page, refused ones included. */
  count: number
  /** Every text of every film, one after the other. */
  text: string
  /** For each film its id, then digest, genres, rules and columns: a number (NaN = unknown) or the length of a text (-1 = unknown). */
  numbers: Float64Array
  /** In the page's order. */
  refused: readonly (PreparedRefusal & { position: number })[]
}

const numeric: ReadonlySet<string> = new Set(['year', 'rating', 'runtime', 'date_uploaded_unix'])
const isNumber = hashedFields.map((field) => numeric.has(field))
const uploadedAt = hashedFields.indexOf('date_uploaded_unix')
/** Id, digest, genres and rules. */
const ownNumbers = 4
const numbersAFilm = ownNumbers + hashedFields.length
/** Cleaned texts hold no control character but line breaks and tabs. */
const separator = '\u0003'

/** Packs rows that were prepared. */
export function packRows(rows: readonly PreparedRow[]): PackedRows {
  const texts: string[] = []
  const refused: (PreparedRefusal & { position: number })[] = []
  const numbers = new Float64Array(rows.length * numbersAFilm)
  let at = 0
  const addText = (text: string): void => {
    texts.push(text)
    numbers[at++] = text.length
  }
  for (const [position, row] of rows.entries()) {
    if (!row.ok) {
      refused.push({ ...row, position })
      continue
    }
    numbers[at++] = row.movieId
    addText(row.digest)
    addText(row.genres.join(separator))
    addText(row.rules.join(separator))
    for (const [index, cell] of row.cells.entries()) {
      if (isNumber[index]) numbers[at++] = cell === null ? Number.NaN : (cell as number)
      else if (cell === null) numbers[at++] = -1
      else addText(cell as string)
    }
  }
  return { count: rows.length, text: texts.join(''), numbers: numbers.slice(0, at), refused }
}

/** The rows again, one at a time and in the page's order. */
export function* unpackRows({ count, text, numbers, refused }: PackedRows): Generator<PreparedRow> {
  let at = 0
  let from = 0
  let refusals = 0
  const number = (): number => numbers[at++] ?? 0
  const nextText = (length: number): string => {
    from += length
    return text.slice(from - length, from)
  }
  const list = (joined: string): string[] => (joined === '' ? [] : joined.split(separator))
  for (let position = 0; position < count; position++) {
    const refusal = refused[refusals]
    if (refusal?.position === position) {
      refusals++
      yield refusal
      continue
    }
    const movieId = number()
    const digest = nextText(number())
    const genres = list(nextText(number()))
    const rules = list(nextText(number())) as RuleName[]
    const cells: Cell[] = new Array(isNumber.length)
    for (let index = 0; index < isNumber.length; index++) {
      const value = number()
      if (isNumber[index]) cells[index] = Number.isNaN(value) ? null : value
      else cells[index] = value < 0 ? null : nextText(value)
    }
    const film: PreparedFilm = { ok: true, movieId, digest, cells, genres, rules }
    yield film
  }
}

/** The usable film ids of a page, in its order, with repetitions. */
export function filmIds({ count, numbers, refused }: PackedRows): number[] {
  const ids: number[] = []
  let film = 0
  let refusals = 0
  for (let position = 0; position < count; position++) {
    const refusal = refused[refusals]
    if (refusal?.position === position) {
      refusals++
      if (refusal.movieId !== null) ids.push(refusal.movieId)
    } else ids.push(numbers[film++ * numbersAFilm] ?? 0)
  }
  return ids
}

/** The oldest upload of a page's films, epoch seconds; null where none is known. */
export function oldestUpload({ numbers }: PackedRows): number | null {
  let oldest: number | null = null
  for (let at = ownNumbers + uploadedAt; at < numbers.length; at += numbersAFilm) {
    const uploaded = numbers[at] ?? Number.NaN
    if (!Number.isNaN(uploaded) && (oldest === null || uploaded < oldest)) oldest = uploaded
  }
  return oldest
}
