import type { Side } from '../../../../shared/compare/comparison.ts'
import type { MovieOrder } from '../../../../shared/filter/sort.ts'
import type { FilmColumns } from '../columns/film-columns.ts'
import type { FilmEngine } from '../columns/film-engine.ts'

const byId: MovieOrder = [{ key: 'movie_id', dir: 'asc' }]

/** The films of a side, as rows of its columns in ascending order. */
export interface SideFilms {
  columns: FilmColumns
  films: Int32Array
}

/** Finds the films of a side; `engine` has the catalogue of its filter, that of now or of then. */
export function sideFilms(engine: FilmEngine, { filter, isRest }: Side): SideFilms {
  const { columns } = engine
  const passing = engine.rows(filter, byId)
  return { columns, films: isRest ? othersOf(passing, columns.rows) : passing }
}

/** All rows that are not among some, both ascending. */
function othersOf(rows: Int32Array, all: number): Int32Array {
  const others = new Int32Array(all - rows.length)
  let at = 0
  let next = 0
  for (let row = 0; row < all; row++) {
    if (rows[next] === row) next++
    else others[at++] = row
  }
  return others
}

/** How many films are in both sides, by their ids: catalogues of two times have them in other rows. */
export function overlapOf(a: SideFilms, b: SideFilms): number {
  let both = 0
  let at = 0
  for (const row of a.films) {
    const id = a.columns.ids[row] as number
    while (at < b.films.length && (b.columns.ids[b.films[at] as number] as number) < id) at++
    if (at < b.films.length && b.columns.ids[b.films[at] as number] === id) both++
  }
  return both
}
