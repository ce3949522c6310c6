import * as z from 'zod'
import { channel } from './define.ts'
import { movieRowSchema } from './explore.ts'

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
  /** Its ratings in the order of time, each with the run that first had it; more than one only where it changed. Null = unknown. */
  ratings: z.array(z.object({ runId: z.number().int(), rating: z.number().nullable() })),
  /** The last run that met the film in the source; null where none is recorded. */
  confirmedRun: z.number().int().nullable(),
})
export type Inspection = z.infer<typeof inspectionSchema>

/** Where a film stands among the rated films of its year, all of them or those of one of its genres. */
const placeSchema = z.object({
  /** Name of the genre; null = films of every genre, and of none. */
  genre: z.string().nullable(),
  /** Films of that year and genre, this one among them: with a rating, and without. */
  rated: z.number().int(),
  unrated: z.number().int(),
  /** Rated higher than this film, and just as high, this one not among them. Both 0 where it has no rating. */
  higher: z.number().int(),
  equal: z.number().int(),
})
export type Place = z.infer<typeof placeSchema>

const cardSchema = z.object({
  film: movieRowSchema,
  titleEnglish: z.string().nullable(),
  /** What the source says the film is about: each text once, a text that another one holds left out. */
  texts: z.array(z.string()),
  /** YouTube code of the trailer, from silver; null = none, or none that could be one. */
  trailer: z.string().nullable(),
  /** None where the released year is unknown. */
  places: z.array(placeSchema),
  /** The nearest first; how near is measured says shared/model/values/nearness.ts. */
  similar: z.array(movieRowSchema),
})
export type FilmCard = z.infer<typeof cardSchema>

export const filmChannels = {
  'movies.inspect': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'ledger',
    input: z.object({ movieId: z.number().int() }),
    output: inspectionSchema,
  }),
  /** A film to read about: what it is, where it stands, which are like it. Null = gold does not have it. */
  'movies.card': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'gold',
    input: z.object({ movieId: z.number().int() }),
    output: z.object({ goldVersion: z.number().int(), card: cardSchema.nullable() }),
  }),
}
