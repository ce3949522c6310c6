import { fieldNames, fieldOf, type fields, type HashedField, hashedFields } from '../../../shared/model/fields.ts'
import type { RuleName } from '../../../shared/model/rules.ts'
import { type Cleaner, cleaners, type Reading } from './cleaners.ts'
import { cleanGenres } from './genres.ts'
import { isTooLong } from './text.ts'

type Stored<F extends HashedField> =
  | ((typeof fields)[F]['type'] extends 'TEXT' ? string : number)
  | ((typeof fields)[F] extends { required: true } ? never : null)

/** A cleaned film: the columns of `silver_movie` that describe it. Null = unknown. */
export type CleanMovie = { movie_id: number } & { [F in HashedField]: Stored<F> }

export type Cleaned =
  | { ok: true; movie: CleanMovie; genres: string[]; rules: RuleName[] }
  | { ok: false; movieId: number | null; rule: RuleName; reason: string }

const textFields = fieldNames.filter((name) => fieldOf(name).json === 'string')

interface Step {
  name: HashedField
  clean: Cleaner
  /** The field before it with the same cleaner: films repeat texts and addresses, and equal ones are cleaned once. */
  like: HashedField | null
}

const steps: readonly Step[] = hashedFields.map((name, at) => {
  const { cleaner } = fieldOf(name)
  if (cleaner === undefined || cleaner === 'id' || cleaner === 'genres') throw new Error(`no column is made of ${name}`)
  const like = hashedFields.slice(0, at).findLast((before) => fieldOf(before).cleaner === cleaner) ?? null
  return { name, clean: cleaners[cleaner], like }
})

/** A usable film id: a positive whole number that a double holds exactly; numeric text counts. Null otherwise. */
export function movieIdOf(value: unknown): number | null {
  const id = typeof value === 'string' && /^\s*\d{1,16}\s*$/.test(value) ? Number(value) : value
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : null
}

const none: RuleName[] = []

/**
 * Turns one row as received into a cleaned film and the names of the rules that touched it, or refuses it by a rule with a
 * reason. Pure and total: never throws, whatever the row is, and reads only named fields, so hostile keys have no effect.
 */
export function cleanMovie(row: unknown): Cleaned {
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
  const reading: Reading = { raw, id, rules: new Set() }
  const { rules } = reading
  if (typeof raw.id === 'string') rules.add('number_from_text')
  const cells: Record<string, string | number | null> = { movie_id: id }
  for (const { name, clean, like } of steps) {
    cells[name] = like !== null && raw[name] === raw[like] ? (cells[like] ?? null) : clean(raw[name], reading)
  }
  if (cells.title === null) {
    return {
      ok: false,
      movieId: id,
      rule: 'title_missing',
      reason: 'Title, English title, long title and slug are all missing.',
    }
  }
  const genres = cleanGenres(raw.genres, rules)
  // Each cleaner gives what its field's column takes: tests of cleaning and SQLite's strict tables hold it to that.
  return { ok: true, movie: cells as CleanMovie, genres, rules: rules.size === 0 ? none : [...rules].sort() }
}
