import { keepKnown, type StoredFilm } from './absent-fields.ts'
import { type Difference, differences } from './changes.ts'
import type { Cell, PreparedFilm } from './prepared-row.ts'

/** What a reading of a film that is stored already would store. */
export interface NewReading {
  /** Those of the reading itself, the same list, where no known value stays. */
  cells: Cell[]
  genres: readonly string[]
  /** The fields that change; none = the film says the same. */
  changes: Difference[]
  /** The fields whose known values stay, one bit each, as `keepKnown` has them. */
  kept: number
}

/**
 * Holds a reading of a film against what is stored of it: a field whose key is absent keeps its known value.
 *
 * @param accepted a person agreed, for the run, that fields which are not sent are unknown
 */
export function newReading(
  before: StoredFilm,
  film: Pick<PreparedFilm, 'absent' | 'cells' | 'genres'>,
  accepted: boolean,
): NewReading {
  const { cells, genres, kept } =
    film.absent === 0 || accepted ? { cells: film.cells, genres: film.genres, kept: 0 } : keepKnown(film, before)
  return { cells, genres, changes: differences(before, cells, genres), kept }
}
