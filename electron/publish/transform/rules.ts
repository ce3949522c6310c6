import { dimensionIds, dimensionOf } from '../../../shared/model/dimensions.ts'
import { type CleanedRow, cleanedRow, type FilmReadings, type FoldedFilm, foldFilm } from './fold-films.ts'
import { referenceRow } from './reference-row.ts'

// The bundle `rules.js`: the product's own rules as functions from JSON to JSON. Nothing here or below may use anything that the language
// itself has not: it runs in a bare engine of JavaScript, in each of a cluster's workers.

/** Cleans films: a list of rows as received gives a list of `CleanedRow`, in the same order. */
export function cleanBatch(json: string): string {
  return JSON.stringify((JSON.parse(json) as unknown[]).map((row): CleanedRow => cleanedRow(row)))
}

/** Brings films in silver in step with their new readings: a list of `FilmReadings` gives a list of `FoldedFilm`. */
export function foldBatch(json: string): string {
  return JSON.stringify((JSON.parse(json) as FilmReadings[]).map((film): FoldedFilm => foldFilm(film)))
}

/** Rows of a dimension's reference table: `{ table, values }` gives a row for each value, in their order. */
export function referenceBatch(json: string): string {
  const { table, values } = JSON.parse(json) as { table: string; values: (string | number)[] }
  const dimension = dimensionIds.map((id) => dimensionOf(id)).find(({ gold }) => gold.table === table)
  if (!dimension) throw new Error(`there is no dimension ${table}`)
  return JSON.stringify(values.map((value) => referenceRow(dimension, value)))
}
