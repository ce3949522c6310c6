import { dimensionIds, dimensionOf } from '../../../shared/model/dimensions.ts'
import { fieldOf, hashedFields } from '../../../shared/model/fields.ts'
import { gathered } from '../../warehouse/gold/gathered.ts'
import { type PublishedColumn, publishedTables } from '../star-columns.ts'
import { type GoldTable, goldTables, referenceTable } from './gold-sql.ts'
import { publishPlan } from './publish-plan.ts'

/** A reference table, as `referenceRow` fills it. */
interface Reference {
  /** The dimension's own table. */
  table: string
  name: string
  columns: readonly PublishedColumn[]
  /** A query for the values that silver has, as `member`. */
  values: string
}

/** What a cluster makes, in which order, and of which columns; beside `rules.js` it is all that the notebooks know. */
export interface Plan {
  /** What the lists of values of a cleaned film stand for, in their order. */
  cells: readonly PublishedColumn[]
  silver: readonly { name: string; columns: readonly PublishedColumn[] }[]
  references: readonly Reference[]
  gold: readonly GoldTable[]
  /** How gold is published, if it is to be. */
  publish: typeof publishPlan
}

/**
 * Reference tables are made from the values that silver has, by the functions that the app itself makes members with, so that no list of
 * all values is needed: of languages there is none.
 */
const references: readonly Reference[] = dimensionIds.map((id) => {
  const dimension = dimensionOf(id)
  const { table, key, keyOf } = dimension.gold
  const { silver, column } = gathered(dimension)
  const columns = publishedTables(['gold']).find(({ name }) => name === table)?.columns ?? []
  return {
    table,
    name: referenceTable(table),
    columns: columns.filter(({ name }) => keyOf !== undefined || name !== key),
    values: `SELECT DISTINCT s.${column} AS member FROM ${silver} s WHERE s.${column} IS NOT NULL`,
  }
})

const kindOf = { INTEGER: 'bigint', REAL: 'decimal', TEXT: 'string' } as const

export const plan: Plan = {
  cells: hashedFields.map((name) => ({ name, kind: kindOf[fieldOf(name).type ?? 'TEXT'] })),
  silver: publishedTables(['silver']).map(({ name, columns }) => ({ name, columns })),
  references,
  gold: goldTables,
  publish: publishPlan,
}
