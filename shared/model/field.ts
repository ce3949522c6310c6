import type { ColumnDefinition } from '../table-definitions/definition.ts'
import type { RuleName } from './rules.ts'

/**
 * What turns a received value into a stored one. `electron/warehouse/silver/cleaning/cleaners.ts` has the code of each name; a name without
 * code does not compile.
 */
export type CleanerName =
  | 'id'
  | 'title'
  | 'slug'
  | 'text'
  | 'long_text'
  | 'address'
  | 'imdb'
  | 'year'
  | 'rating'
  | 'runtime'
  | 'mpa'
  | 'language'
  | 'genres'
  | 'upload_day'
  | 'upload_second'

/** A field of a film as the source sends it, and what becomes of it in silver. */
export interface Field {
  json: 'string' | 'number' | 'array'
  /** Type of the column of `silver_movie` that has its name; absent where it is the key, stored elsewhere or not at all. */
  type?: 'TEXT' | 'INTEGER' | 'REAL'
  /** The table that has its members, one row a film and member. */
  table?: 'silver_movie_genre'
  /** Never null in silver. */
  required?: true
  /** Absent for what never leaves bronze. */
  cleaner?: CleanerName
  /**
   * Place in the content hash, from 1: a change of the field is a change of the film. A place once given is never changed, or all
   * stored hashes would differ.
   */
  hash?: number
  /** `dim_movie` has it too. */
  inMovie?: true
  /** Rules that no other kind of field can have, named by its cleaner. Rules of all texts and of all numbers come on top. */
  rules: readonly RuleName[]
  /** How the Tables page shows it; absent = not there, because another column says the same. */
  shown?: Omit<ColumnDefinition, 'key'>
  description: string
}
