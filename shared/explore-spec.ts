import * as z from 'zod'
import { measureIds } from './model/measures.ts'
import { type AxisId, axisDimension, axisIds, isAnySet } from './model/values/derived.ts'

/**
 * A question of the page *Explore*: any measures by any dimensions. Every number of its answer is worked out from the films of its cell,
 * a total from the films of the total.
 */

/** A dimension on a shelf; a range with the way its values are put together. */
export const exploreAxisSchema = z
  .object({ dimension: z.enum(axisIds), bucket: z.string().max(40).optional() })
  .refine(({ dimension, bucket }) => bucketIds(dimension).includes(bucket), {
    message: 'no such way to put the values of the dimension together',
  })
export type ExploreAxis = z.infer<typeof exploreAxisSchema>

/** A member of an axis: its name or the key of its bucket; null = unknown. */
export const memberKeySchema = z.union([z.string().max(200), z.number(), z.null()])
export type MemberKey = z.infer<typeof memberKeySchema>

/** The most rows that a "top" keeps. */
const mostTop = 500

export const exploreSpecSchema = z
  .object({
    /** From the outside in. */
    rows: z.array(exploreAxisSchema).max(2),
    columns: z.array(exploreAxisSchema).max(1),
    /** What a chart tells apart by colour, and what it has a picture each for: within the columns, in this order. */
    colour: exploreAxisSchema.optional(),
    multiples: exploreAxisSchema.optional(),
    measures: z.array(z.enum(measureIds)).min(1).max(4),
    /**
     * What rows are sorted by, over all columns or in one of them, a first one or one so far within it; null = ranges as they ascend,
     * names by most films. `side`: of two sides that are compared the second, or their difference, which alone orders the rows that are
     * there; absent = the first.
     */
    sort: z
      .object({
        measure: z.enum(measureIds),
        dir: z.enum(['asc', 'desc']),
        column: z
          .object({ key: memberKeySchema, within: z.array(memberKeySchema).min(1).max(2).optional() })
          .nullable(),
        side: z.enum(['second', 'difference', 'percent']).optional(),
      })
      .nullable(),
    /** Only so many members of the first rows, the first by the order, beside one row of all others; null = all. */
    top: z.number().int().min(1).max(mostTop).nullable(),
  })
  .refine(({ measures }) => new Set(measures).size === measures.length, { message: 'a measure is there twice' })
  .refine((spec) => !repeats(spec.rows, acrossAxes(spec)), { message: 'a dimension is there twice' })
export type ExploreSpec = z.infer<typeof exploreSpecSchema>

/** Nothing asked yet: no dimensions, films alone. */
export const emptySpec: ExploreSpec = { rows: [], columns: [], measures: ['films'], sort: null, top: null }

/** The ways to put a dimension's values together; of names there is one, undefined. */
export function bucketIds(id: AxisId): (string | undefined)[] {
  const dimension = axisDimension(id)
  return dimension.kind === 'range' ? dimension.buckets.map((buckets) => buckets.id) : [undefined]
}

/** Whether two axes are the same. A range may be there twice, as decades and their years. */
export function sameAxis(a: ExploreAxis, b: ExploreAxis): boolean {
  return a.dimension === b.dimension && a.bucket === b.bucket
}

/** What the rows of a table are crossed with: its columns, within them its colours, within those its small multiples. */
export function acrossAxes({ columns, colour, multiples }: AcrossShelves): ExploreAxis[] {
  return [...columns, ...(colour ? [colour] : []), ...(multiples ? [multiples] : [])]
}

interface AcrossShelves {
  columns: readonly ExploreAxis[]
  colour?: ExploreAxis | undefined
  multiples?: ExploreAxis | undefined
}

/** Every dimension that a question is by. */
export function axesOf(spec: AcrossShelves & Pick<ExploreSpec, 'rows'>): ExploreAxis[] {
  return [...spec.rows, ...acrossAxes(spec)]
}

/** Whether an axis is there twice. A set may be once down and once across: which of its members films have together. */
function repeats(rows: readonly ExploreAxis[], across: readonly ExploreAxis[]): boolean {
  const isTwice = (axes: readonly ExploreAxis[]) =>
    axes.some((axis, index) => axes.slice(0, index).some((other) => sameAxis(axis, other)))
  return (
    isTwice(rows) || isTwice(across) || isTwice([...rows, ...across].filter(({ dimension }) => !isAnySet(dimension)))
  )
}

/** What an axis is called: "Genre", "Released decade". */
export function axisTitle({ dimension, bucket }: ExploreAxis): string {
  const described = axisDimension(dimension)
  if (described.kind !== 'range') return described.label
  return described.buckets.find(({ id }) => id === bucket)?.title ?? described.label
}
