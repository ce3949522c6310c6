import { hashedFields } from '../../../shared/model/fields.ts'
import type { Cell, PreparedFilm } from './prepared-row.ts'

/**
 * The fields that a row may fail to send: its columns in hash order, then its genres. A key that is absent says nothing, while null,
 * nothing between quotes or zero say that the value is unknown.
 */
const sentFields = [...hashedFields, 'genres'] as const
export type SentField = (typeof sentFields)[number]

const genresBit = bit('genres')
const dayAt = hashedFields.indexOf('date_uploaded')
const secondAt = hashedFields.indexOf('date_uploaded_unix')
const dateBits = bit('date_uploaded') | bit('date_uploaded_unix')

function bit(field: SentField): number {
  return 1 << sentFields.indexOf(field)
}

/** Which keys a row as received lacks, one bit a field; 0 for nearly every row. */
export function absentKeys(row: Record<string, unknown>): number {
  let absent = 0
  for (let at = 0; at < sentFields.length; at++) {
    if (!Object.hasOwn(row, sentFields[at] as SentField)) absent |= 1 << at
  }
  return absent
}

/** The fields of a set of bits. */
export function fieldsOf(bits: number): SentField[] {
  return sentFields.filter((_, at) => (bits & (1 << at)) !== 0)
}

/** A film as it is stored. */
export interface StoredFilm {
  /** Values in the order of `hashedFields`. */
  cells: readonly Cell[]
  /** Sorted. */
  genres: readonly string[]
  /** Names of the cleaning rules that touched it. */
  rules: readonly string[]
}

/**
 * What is stored once a film's row was read that lacks some keys: the known values of those stay. `kept` has the bits of the
 * fields that would have been lost, or made up from others.
 */
export function keepKnown(
  { absent, cells, genres }: Pick<PreparedFilm, 'absent' | 'cells' | 'genres'>,
  stored: StoredFilm,
): { cells: Cell[]; genres: readonly string[]; kept: number } {
  const merged = [...cells]
  let kept = 0
  const keep = (at: number): void => {
    const known = stored.cells[at] ?? null
    if (known === null || known === merged[at]) return
    merged[at] = known
    kept |= 1 << at
  }
  for (let at = 0; at < cells.length; at++) {
    if ((absent & (1 << at)) !== 0 && at !== dayAt && at !== secondAt) keep(at)
  }
  if ((absent & dateBits) === dateBits) {
    // A date that came from the torrent is read from there again.
    if (cells[dayAt] === null || !stored.rules.includes('date_from_torrent')) {
      keep(dayAt)
      keep(secondAt)
    }
  } else if ((absent & bit('date_uploaded_unix')) !== 0) {
    // Made up from the day, which knows no time zone: good only where none is known for this day.
    if (stored.cells[dayAt] === cells[dayAt]) keep(secondAt)
  } else if ((absent & bit('date_uploaded')) !== 0 && stored.cells[secondAt] === cells[secondAt]) keep(dayAt)
  const keepsGenres = (absent & genresBit) !== 0 && stored.genres.join('\n') !== genres.join('\n')
  if (keepsGenres) kept |= genresBit
  return { cells: merged, genres: keepsGenres ? stored.genres : genres, kept }
}
