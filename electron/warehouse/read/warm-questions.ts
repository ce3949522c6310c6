import { type ExploreAxis, type ExploreSpec, emptySpec } from '../../../shared/explore-spec.ts'
import { emptyFilter, type MovieFilter } from '../../../shared/filter/filter.ts'
import type { MeasureId } from '../../../shared/model/measures.ts'
import type { FilmEngine } from './columns/film-engine.ts'
import { pivotOf } from './explore/pivot.ts'

const genre: ExploreAxis = { dimension: 'genre' }
const language: ExploreAxis = { dimension: 'language' }
const year: ExploreAxis = { dimension: 'year', bucket: 'year' }
const month: ExploreAxis = { dimension: 'uploaded', bucket: 'month' }
const crossed: readonly [rows: ExploreAxis[], columns: ExploreAxis[]][] = [
  [[genre], [year]],
  [[language], [month]],
  [[genre, { dimension: 'rating', bucket: 'point' }], []],
]
const asked: readonly MeasureId[][] = [['films', 'mean_rating'], ['p10_rating', 'median_rating'], ['median_runtime']]

/** Questions of every way in which films are counted: with a set and without one, counts, means and quantiles, a top with its others. */
const questions: readonly ExploreSpec[] = [
  ...crossed.flatMap(([rows, columns]) =>
    asked.map((measures): ExploreSpec => ({ ...emptySpec, rows, columns, measures })),
  ),
  { ...emptySpec, rows: [genre], columns: [year], measures: ['films', 'mean_rating', 'fractional'], top: 10 },
]

/** Filters one after another: a range of years, and some films less. */
function filters(): MovieFilter[] {
  return [1950, 1970, 1980, 1990].map((from) => {
    const filter = emptyFilter()
    filter.where.year.in = [[from, from + 60]]
    return filter
  })
}

/**
 * Asks what a person may ask on *Explore* first, while nobody waits: what films are counted by is found once for each publish, and the
 * first passes over the films, not yet compiled, take several times as long as later ones.
 *
 * @param pause awaited between two questions, so that others are answered meanwhile
 */
export async function warmQuestions(engine: FilmEngine, pause: () => Promise<void>): Promise<void> {
  if (engine.columns.rows === 0) return
  for (const filter of filters()) {
    for (const spec of questions) {
      await pause()
      pivotOf(engine, { spec, filter })
    }
  }
}
