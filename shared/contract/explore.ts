import * as z from 'zod'
import { filterSchema } from '../filter.ts'
import { movieSortSchema } from '../sort.ts'
import { channel } from './define.ts'

const none = z.void().or(z.null()).or(z.undefined())

/**
 * One bar, point or cell of a linked chart. `all` counts the whole catalogue (the ghost behind), `count` what is left when
 * every clause but the chart's own applies.
 */
const bucket = z.object({ key: z.number(), label: z.string(), all: z.number(), count: z.number() })
export type Bucket = z.infer<typeof bucket>

/** `weight`: each film shared out evenly over its genres, so the weights add up to the films. */
const genreBucket = bucket.extend({ weight: z.number(), allWeight: z.number() })
export type GenreBucket = z.infer<typeof genreBucket>

const ratingByYear = z.object({
  year: z.number().int(),
  /** Rated films; films without votes are left out of mean and quartiles. */
  n: z.number().int(),
  mean: z.number(),
  p25: z.number(),
  p75: z.number(),
})

const heatCell = z.object({
  genreId: z.number().int(),
  decade: z.number().int(),
  all: z.number(),
  count: z.number(),
  weight: z.number(),
})

const overviewSchema = z.object({
  /** The published gold these numbers were read from; the renderer drops an answer older than what it has. */
  goldVersion: z.number().int(),
  /** Films in the catalogue, and films that pass the whole filter. */
  total: z.number().int(),
  matched: z.number().int(),
  figures: z.object({
    films: z.number().int(),
    genres: z.number().int(),
    languages: z.number().int(),
    yearMin: z.number().nullable(),
    yearMax: z.number().nullable(),
    meanRating: z.number().nullable(),
    ratedFilms: z.number().int(),
    /** Film–genre pairs: what genre bars add up to. */
    genreAssignments: z.number().int(),
    unknownYear: z.number().int(),
    unknownRuntime: z.number().int(),
    unknownLanguage: z.number().int(),
    unknownUploaded: z.number().int(),
  }),
  genres: z.array(genreBucket),
  /** `key` = year. Every year between the first and the last is there, empty ones too. */
  years: z.array(bucket),
  /** `key` = lower edge × 10 of a half-point band: 0, 5, … 95; a rating of 10 is in the last. */
  ratings: z.array(bucket),
  /** `key` = lower edge in minutes of a ten-minute band; the last one is open-ended (240 and more). */
  runtimes: z.array(bucket),
  /** `label` = code (empty = unknown), `name` for people. */
  languages: z.array(bucket.extend({ name: z.string() })),
  /** `key` = yyyymm. */
  uploads: z.array(bucket),
  ratingByYear: z.array(ratingByYear),
  heat: z.array(heatCell),
  /** For an empty result: what each active clause alone costs, so the app can name the chip to relax. */
  relax: z.array(z.object({ clause: z.string(), matchedWithout: z.number().int() })),
})
export type Overview = z.infer<typeof overviewSchema>

const movieRowSchema = z.object({
  movieId: z.number().int(),
  title: z.string(),
  year: z.number().nullable(),
  rating: z.number().nullable(),
  /** Minutes. */
  runtime: z.number().nullable(),
  genres: z.array(z.string()),
  language: z.string(),
  languageName: z.string(),
  /** YYYY-MM-DD. */
  uploaded: z.string().nullable(),
  imdbCode: z.string().nullable(),
  runId: z.number().int(),
})
export type MovieRow = z.infer<typeof movieRowSchema>

const fieldPair = z.object({ field: z.string(), value: z.union([z.string(), z.number(), z.null()]) })

const inspectionSchema = z.object({
  movieId: z.number().int(),
  title: z.string(),
  gold: z.array(fieldPair),
  genres: z.array(z.string()),
  silver: z.array(fieldPair),
  /** The film as received, pretty-printed, torrent addresses and hashes masked. Null with a reason when it is not there. */
  bronze: z.object({
    json: z.string().nullable(),
    reason: z.string().nullable(),
    truncated: z.boolean(),
  }),
  /** Fields whose silver value differs from what was received, with the rule that changed it. */
  differences: z.array(
    z.object({ field: z.string(), received: z.string().nullable(), stored: z.string().nullable(), rule: z.string() }),
  ),
  changes: z.array(
    z.object({
      field: z.string(),
      old: z.string().nullable(),
      new: z.string().nullable(),
      runId: z.number().int(),
      at: z.number(),
    }),
  ),
  provenance: z.object({
    firstRun: z.number().int(),
    lastChangedRun: z.number().int(),
    pageId: z.number().int().nullable(),
    page: z.number().int().nullable(),
    pageLimit: z.number().int().nullable(),
    fetchedAt: z.number().nullable(),
    sha256: z.string().nullable(),
  }),
})
export type Inspection = z.infer<typeof inspectionSchema>

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
    input: z.object({ filter: filterSchema, sort: movieSortSchema, ...pageWindow }),
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
    input: z.object({ filter: filterSchema, sort: movieSortSchema, movieId: z.number().int() }),
    output: z.object({ index: z.number().int().nullable() }),
  }),
  'movies.inspect': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'ledger',
    input: z.object({ movieId: z.number().int() }),
    output: inspectionSchema,
  }),
  /** Title search for the palette: diacritic-insensitive, best first. */
  'movies.search': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'gold',
    input: z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(50) }),
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
      groupBy: z.enum([
        'none',
        'genre',
        'year',
        'rating',
        'runtime',
        'language',
        'uploaded',
        'rating_by_year',
        'genre_decade',
      ]),
    }),
    output: z.object({ sql: z.string() }),
  }),
  /** Genre and language names with their keys, for facets and chips. */
  'facets.members': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'gold',
    input: none,
    output: z.object({
      genres: z.array(z.object({ genreId: z.number().int(), name: z.string(), films: z.number().int() })),
      languages: z.array(z.object({ code: z.string(), name: z.string(), films: z.number().int() })),
    }),
  }),
}
