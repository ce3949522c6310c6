import { fieldNames, fieldOf, type fields, type HashedField, hashedFields } from '../../../../shared/model/fields.ts'
import type { RuleName } from '../../../../shared/model/rules.ts'
import { isTooLarge } from '../row-size.ts'
import { type Cleaner, cleaners, type Reading } from './cleaners.ts'
import { cleanGenres, mostGenres } from './genres.ts'
import { isTooLong } from './text.ts'

type Stored<F extends HashedField> =
  | ((typeof fields)[F]['type'] extends 'TEXT' ? string : number)
  | ((typeof fields)[F] extends { required: true } ? never : null)

/** A cleaned film: the columns of `silver_movie` that describe it. Null = unknown. */
export type CleanMovie = { movie_id: number } & { [F in HashedField]: Stored<F> }

interface Refused {
  ok: false
  movieId: number | null
  rule: RuleName
  reason: string
}
/** A cleaned film as silver stores it: values in the order of `hashedFields`. */
interface CleanRow {
  ok: true
  movieId: number
  cells: (string | number | null)[]
  /** Sorted, each once. */
  genres: string[]
  rules: readonly RuleName[]
}

// Genres may come as one text.
const textFields = fieldNames.filter((name) => fieldOf(name).json === 'string' || name === 'genres')

interface Step {
  name: HashedField
  clean: Cleaner
  /** The step before it with the same cleaner, or -1: films repeat texts and addresses, and equal ones are cleaned once. */
  like: number
}

const steps: readonly Step[] = hashedFields.map((name, at) => {
  const { cleaner } = fieldOf(name)
  if (cleaner === undefined || cleaner === 'id' || cleaner === 'genres') throw new Error(`no column is made of ${name}`)
  const like = hashedFields.slice(0, at).findLastIndex((before) => fieldOf(before).cleaner === cleaner)
  return { name, clean: cleaners[cleaner], like }
})

/** A usable film id: a positive whole number that a double holds exactly; numeric text counts. Null otherwise. */
export function movieIdOf(value: unknown): number | null {
  const id = typeof value === 'string' && /^\s*\d{1,16}\s*$/.test(value) ? Number(value) : value
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : null
}

const titleAt = hashedFields.indexOf('title')
const none: RuleName[] = []

/**
 * Turns one row as received into a cleaned film and the names of the rules that touched it, or refuses it by a rule with a
 * reason. Pure and total: never throws, whatever the row is, and reads only named fields, so hostile keys have no effect.
 */
export function cleanRow(row: unknown): CleanRow | Refused {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    return { ok: false, movieId: null, rule: 'row_not_object', reason: 'The entry is not an object.' }
  }
  const raw = row as Record<string, unknown>
  const id = movieIdOf(raw.id)
  if (id === null) {
    return { ok: false, movieId: null, rule: 'id_invalid', reason: 'The id is missing or not a positive whole number.' }
  }
  for (const field of textFields) {
    const value = raw[field]
    if (typeof value === 'string' && value.length > 21_845 && isTooLong(value)) {
      return { ok: false, movieId: id, rule: 'field_too_long', reason: `The field ${field} is larger than 64 KiB.` }
    }
  }
  if (isTooLarge(row)) {
    return { ok: false, movieId: id, rule: 'row_too_large', reason: 'The entry is far larger than any film.' }
  }
  const reading: Reading = { raw, id, rules: new Set() }
  const { rules } = reading
  if (typeof raw.id === 'string') rules.add('number_from_text')
  const cells: (string | number | null)[] = []
  const received: unknown[] = []
  for (const { name, clean, like } of steps) {
    const value = raw[name]
    cells.push(like >= 0 && received[like] === value ? (cells[like] ?? null) : clean(value, reading))
    received.push(value)
  }
  if (cells[titleAt] === null) {
    return {
      ok: false,
      movieId: id,
      rule: 'title_missing',
      reason: 'Title, English title, long title and slug are all missing.',
    }
  }
  const genres = cleanGenres(raw.genres, rules)
  if (genres === null) {
    return { ok: false, movieId: id, rule: 'too_many_genres', reason: `The film names more than ${mostGenres} genres.` }
  }
  return { ok: true, movieId: id, cells, genres, rules: rules.size === 0 ? none : [...rules].sort() }
}

export type Cleaned = { ok: true; movie: CleanMovie; genres: string[]; rules: readonly RuleName[] } | Refused

/** As `cleanRow`, with the film's values by their names. */
export function cleanMovie(row: unknown): Cleaned {
  const cleaned = cleanRow(row)
  if (!cleaned.ok) return cleaned
  const { movieId, cells, genres, rules } = cleaned
  // Each cleaner gives what its field's column takes: tests of cleaning and SQLite's strict tables hold it to that.
  const columns = Object.fromEntries(hashedFields.map((name, at) => [name, cells[at] ?? null]))
  return { ok: true, movie: { movie_id: movieId, ...columns } as CleanMovie, genres, rules }
}
