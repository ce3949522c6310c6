import type { Side } from '../../../../shared/compare/comparison.ts'
import type { Overview } from '../../../../shared/contract/explore.ts'
import { countAll } from '../columns/counts.ts'
import type { FilmEngine } from '../columns/film-engine.ts'
import { partBits } from '../columns/filter-mask.ts'
import { overviewOf } from '../columns/overview.ts'
import { sideFilms } from './side-films.ts'

/**
 * The charts of the overview for the films of a side and no others: unlike those of a filter, none leaves its own clause aside.
 *
 * @param engine has the catalogue of the side's filter, that of now or of then
 */
export function sideOverview(engine: FilmEngine, side: Side): Overview {
  const { columns, films } = sideFilms(engine, side)
  // A part that no chart leaves aside.
  const masks = new Uint16Array(columns.rows).fill(partBits.search)
  for (const row of films) masks[row] = 0
  const counts = countAll(columns, engine.index, masks, new Int32Array(columns.rows))
  return overviewOf(columns, engine.index, counts, engine.unfiltered(), [])
}
