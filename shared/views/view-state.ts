import * as z from 'zod'
import { wallSizes } from '../choices.ts'
import { comparisonSchema } from '../compare/comparison.ts'
import { exploreArrangementSchema } from '../explore-arrangement.ts'
import { filterKey, filterSchema } from '../filter/filter.ts'
import { movieColumnKeys, movieOrderSchema } from '../filter/sort.ts'

/**
 * What a saved view holds: a page, the filter, and how that page is arranged. Members are named, never numbered, so a view means the
 * same over another warehouse; a run alone has a number, and is of one catalogue.
 */

/** Pages that views are of. */
export const viewPages = ['overview', 'explore', 'movies'] as const

/** What genre bars of the *Overview* count. */
export const countModes = ['films', 'assignments', 'fractional'] as const
export type CountMode = (typeof countModes)[number]

/** Every column that the films grid may show; those that are no sort key too. */
export const filmColumnIds: readonly string[] = [...movieColumnKeys, 'title_long', 'decade', 'description', 'first_run']

const columnIds = z.array(z.string().max(40)).max(100)

/** The films grid; columns that are not named stand as they do by default. */
export const gridArrangementSchema = z.object({
  order: columnIds,
  widths: z.record(z.string().max(40), z.number()),
  hidden: columnIds,
  pinned: columnIds,
  sort: movieOrderSchema.nullable(),
})

export const viewStateSchema = z.discriminatedUnion('page', [
  /** `comparison`: what the films of the filter are compared with; absent = with nothing. */
  z.object({
    page: z.literal('overview'),
    filter: filterSchema,
    count: z.enum(countModes),
    comparison: comparisonSchema.optional(),
  }),
  z.object({
    page: z.literal('explore'),
    filter: filterSchema,
    explore: exploreArrangementSchema,
    comparison: comparisonSchema.optional(),
  }),
  /** `grid`: null = as it is by default. `wall`: the size of its tiles; absent = the films are shown as the grid. */
  z.object({
    page: z.literal('movies'),
    filter: filterSchema,
    grid: gridArrangementSchema.nullable(),
    wall: z.enum(wallSizes).optional(),
  }),
])
export type ViewState = z.infer<typeof viewStateSchema>

/** What a view may be called. */
export const viewNameSchema = z.string().trim().min(1).max(80)

/** A state by itself, with the name it is to have: what links and files hold. */
export const namedStateSchema = z.object({ name: viewNameSchema, state: viewStateSchema })
export type NamedState = z.infer<typeof namedStateSchema>

/** Equal text for states that show the same. */
export function stateKey(state: ViewState): string {
  return JSON.stringify({ ...state, filter: filterKey(state.filter) }, sorted)
}

/** Has objects written with their keys in one order. */
function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
