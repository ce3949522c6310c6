import * as z from 'zod'
import { exploreSpecSchema, memberKeySchema } from '../../explore-spec.ts'
import { filterSchema } from '../../filter/filter.ts'
import { channel } from '../define.ts'

export const pivotMemberSchema = z.object({
  /** As a filter has it: a name, or the key of a bucket; null = unknown, and of the others. */
  key: memberKeySchema,
  /** The name people know it by, where it has one. */
  label: z.string(),
  /** Stands for every member without a row of its own. */
  isOthers: z.boolean(),
})
export type PivotMember = z.infer<typeof pivotMemberSchema>

export const pivotSchema = z.object({
  goldVersion: z.number().int(),
  /** Films that pass the filter, and films in the catalogue. */
  matched: z.number().int(),
  total: z.number().int(),
  /**
   * In their order, each before those within it. Of several dimensions (columns, colours, small multiples) a column has its members from
   * the outside in, and is itself the last of them.
   */
  columns: z.array(pivotMemberSchema.extend({ path: z.array(pivotMemberSchema).optional() })),
  /**
   * From top to bottom: each member of the first dimension, behind it those of the second within it, and last the total, which has
   * no members.
   */
  rows: z.array(z.object({ path: z.array(pivotMemberSchema) })),
  /** Row by row; in a row the columns and then all of them; there one number a measure. NaN = unknown, or of no films. */
  values: z.instanceof(Float64Array),
  /** Films of each cell, in the same order. */
  films: z.instanceof(Uint32Array),
  /** Members of the row of others; null where there is none. */
  others: z.object({ shown: z.array(memberKeySchema), rest: z.array(memberKeySchema) }).nullable(),
})
export type Pivot = z.infer<typeof pivotSchema>

/** Why nothing is drawn: what was asked for is more numbers than anybody reads. */
export const overBudgetSchema = z.object({
  rows: z.number().int(),
  columns: z.number().int(),
  measures: z.number().int(),
  numbers: z.number().int(),
  limit: z.number().int(),
  /** With so many of the first rows it fits; null where that does not help. */
  fits: z.number().int().nullable(),
  /** Present where it is the small multiples that are more than are drawn: how many they are, and how many there may be. */
  multiples: z.object({ count: z.number().int(), most: z.number().int() }).optional(),
})
export type OverBudget = z.infer<typeof overBudgetSchema>

export const pivotChannels = {
  /** Measures by dimensions, from the films themselves. Over its budget it is refused, never cut. */
  'explore.query': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'gold',
    input: z.object({ spec: exploreSpecSchema, filter: filterSchema }),
    output: z.union([z.object({ pivot: pivotSchema }), z.object({ refused: overBudgetSchema })]),
  }),
  /** One statement that gives the same numbers. Text only; nothing runs it. */
  'explore.sql': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'gold',
    input: z.object({ spec: exploreSpecSchema, filter: filterSchema }),
    output: z.object({ sql: z.string() }),
  }),
}
