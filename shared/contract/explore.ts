import * as z from 'zod'
import { asOfSchema, filterParts, filterSchema } from '../filter/filter.ts'
import { movieOrderSchema } from '../filter/sort.ts'
import { type ChartIdOf, chartIds, chartIdsOf } from '../model/charts.ts'
import {
  type DimensionId,
  dimensionIds,
  dimensions,
  eachDimension,
  isRange,
  type NamedId,
  namedIds,
  type RangeId,
} from '../model/dimensions.ts'
import { channel } from './define.ts'

const none = z.void().or(z.null()).or(z.undefined())

function ofDrawing<D extends 'spread' | 'heat', S extends z.ZodType>(drawing: D, schema: S): Record<ChartIdOf<D>, S> {
  return Object.fromEntries(chartIdsOf(drawing).map((id) => [id, schema])) as Record<ChartIdOf<D>, S>
}

/**
 * One bar or point of a linked chart, one line of a facet. `all` counts the whole catalogue (the ghost behind), `count` what is
 * left when every clause but the dimension's own applies.
 */
const bucket = z.object({
  /** As in the dimension's first way to bucket its values. */
  key: z.number(),
  all: z.number(),
  count: z.number(),
})
export type Bucket = z.infer<typeof bucket>

const memberBucket = z.object({
  /** The name by which a filter has the member; empty = unknown. */
  key: z.string(),
  /** The name people know it by. */
  label: z.string(),
  all: z.number(),
  count: z.number(),
  /** Each film shared out evenly over its members, so the weights add up to the films; the films themselves where it has one. */
  weight: z.number(),
  allWeight: z.number(),
})
export type MemberBucket = z.infer<typeof memberBucket>

const buckets = z.array(bucket)
const memberBuckets = z.array(memberBucket)
type BucketsOf<Id extends DimensionId> = Id extends RangeId ? typeof buckets : typeof memberBuckets

/** Rated films, their mean and quartiles in one bucket of a dimension. */
const spreadPoint = z.object({
  key: z.number(),
  /** Films with a value; the others are left out of mean and quartiles. */
  n: z.number().int(),
  mean: z.number(),
  p25: z.number(),
  p75: z.number(),
})
export type SpreadPoint = z.infer<typeof spreadPoint>

/** A member of one dimension in a bucket of another. */
const heatCell = z.object({
  row: z.string(),
  column: z.number(),
  all: z.number(),
  count: z.number(),
  weight: z.number(),
})
export type HeatCell = z.infer<typeof heatCell>

/** What the films that pass have of a dimension. */
const summary = z.object({
  /** Members or values that at least one film has, the unknown not among them. */
  distinct: z.number().int(),
  /** Films without a value. */
  unknown: z.number().int(),
  /** Ends of a range; null for names, and where no film has a value. */
  lowest: z.number().nullable(),
  highest: z.number().nullable(),
})

export const overviewSchema = z.object({
  /** The published gold these numbers were read from; the renderer drops an answer older than what it has. */
  goldVersion: z.number().int(),
  /** Films in the catalogue, and films that pass the whole filter. */
  total: z.number().int(),
  matched: z.number().int(),
  figures: z.object({
    meanRating: z.number().nullable(),
    /** Film–genre pairs: what genre bars add up to. */
    genreAssignments: z.number().int(),
    of: z.object(eachDimension(() => summary) as Record<DimensionId, typeof summary>),
  }),
  /** Films by each dimension. Ranges have every bucket of their chart, empty ones too; names come most films first. */
  by: z.object(
    eachDimension((id) => (isRange(id) ? buckets : memberBuckets)) as unknown as {
      [Id in DimensionId]: BucketsOf<Id>
    },
  ),
  /** Charts of more than one dimension or of another measure. */
  spreads: z.object(ofDrawing('spread', z.array(spreadPoint))),
  heats: z.object(ofDrawing('heat', z.array(heatCell))),
  /** For an empty result: what each active part alone costs, so the app can name the chip to relax. */
  relax: z.array(z.object({ part: z.enum(filterParts), matchedWithout: z.number().int() })),
})
export type Overview = z.infer<typeof overviewSchema>

const valueSchemas = { range: z.number().nullable(), member: z.string(), set: z.array(z.string()) }
type ValueSchemaOf<Id extends DimensionId> = (typeof valueSchemas)[(typeof dimensions)[Id]['kind']]

/** What a row of the films grid has only on request: long texts, and what gold does not hold. */
const filmExtraSchema = z.object({
  /** From silver: during a load it may be a publish ahead; null = unknown. */
  titleLong: z.string().nullable(),
  description: z.string().nullable(),
  /** The run that brought the film; null where silver no longer has it. */
  firstRun: z.number().int().nullable(),
})
export type FilmExtra = z.infer<typeof filmExtraSchema>

export const movieRowSchema = z.object({
  movieId: z.number().int(),
  title: z.string(),
  imdbCode: z.string().nullable(),
  /** The run that last changed the film. */
  runId: z.number().int(),
  /** The film in each dimension: numbers as a filter has them (null = unknown), names (empty = unknown), lists of names. */
  values: z.object(
    eachDimension((id) => valueSchemas[dimensions[id].kind]) as unknown as { [Id in DimensionId]: ValueSchemaOf<Id> },
  ),
  /** The names people know members by, where they are others than those of `values`. */
  names: z.partialRecord(z.enum(dimensionIds), z.string()),
  /** Absent = not asked for. */
  extra: filmExtraSchema.optional(),
})
export type MovieRow = z.infer<typeof movieRowSchema>

const facetMember = z.object({
  /** The name by which a filter has it; empty = unknown. */
  name: z.string(),
  /** The name people know it by. */
  label: z.string(),
  /** Its key in the dimension's table, for rows that hold nothing else. */
  key: z.number().int(),
  films: z.number().int(),
})
export type FacetMember = z.infer<typeof facetMember>

const pageWindow = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) }

export const exploreChannels = {
  'overview.query': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'gold',
    input: z.object({ filter: filterSchema }),
    output: overviewSchema,
  }),
  'movies.page': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'gold',
    input: z.object({
      filter: filterSchema,
      sort: movieOrderSchema,
      ...pageWindow,
      /** Whether rows have their `extra`: it costs a look into silver and long texts. */
      extra: z.boolean().optional(),
    }),
    output: z.object({
      goldVersion: z.number().int(),
      total: z.number().int(),
      offset: z.number().int(),
      rows: z.array(movieRowSchema),
    }),
  }),
  /** Where a film stands in a filtered and sorted result, so that focus survives a sync; null when it is not in it. */
  'movies.locate': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'gold',
    input: z.object({ filter: filterSchema, sort: movieOrderSchema, movieId: z.number().int() }),
    output: z.object({ index: z.number().int().nullable() }),
  }),
  /** Search by title or IMDb code for the palette, best first; see search-fold.ts. */
  'movies.search': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'gold',
    input: z.object({
      text: z.string().max(200),
      limit: z.number().int().min(1).max(50),
      /** Among the films of then; absent = of now. */
      asOf: asOfSchema.nullable().optional(),
    }),
    output: z.object({
      total: z.number().int(),
      hits: z.array(z.object({ movieId: z.number().int(), title: z.string(), year: z.number().nullable() })),
    }),
  }),
  /** The SQL that gives the films behind a filter, for "show the SQL". Text only; nothing runs it. */
  'movies.explain': channel({
    owner: 'reader',
    audience: 'renderer',
    input: z.object({
      filter: filterSchema,
      /** The chart whose numbers are asked for; `none` = the films. */
      groupBy: z.enum(['none', ...chartIds]),
    }),
    output: z.object({ sql: z.string() }),
  }),
  /** The members that films have, most films first, for facets, chips and the Tables page. */
  'facets.members': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'gold',
    input: none,
    output: z.object(
      Object.fromEntries(namedIds.map((id) => [id, z.array(facetMember)])) as Record<
        NamedId,
        z.ZodArray<typeof facetMember>
      >,
    ),
  }),
}
