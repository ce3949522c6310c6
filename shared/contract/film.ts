import * as z from 'zod'
import { asOfSchema } from '../filter/filter.ts'
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

const posterStatusSchema = z.object({
  /** `drawn`: the sample's films have drawn posters, and nothing is ever fetched for them. */
  state: z.enum(['off', 'visible', 'drawn']),
  /** The host that posters are fetched from while they are visible; null = none is named that may be asked. */
  host: z.string().nullable(),
  /** Another host, or the first one, that the newest films name and that a person may agree to. */
  offer: z.string().nullable(),
  /** Of the last posters nearly all could not be had. */
  isFailing: z.boolean(),
  /** What is kept on disk, and how much may be. */
  posters: z.number().int(),
  bytes: z.number(),
  maxBytes: z.number(),
})
export type PosterStatus = z.infer<typeof posterStatusSchema>

const posterRules = z.object({
  origin: z.string().max(300).describe('the one origin that may be asked'),
  maxBytes: z.number(),
  systemProxy: z.string().max(2000).nullable(),
})

const none = z.void().or(z.null()).or(z.undefined())

const descriptionHits = z.object({
  /** Films whose description has every word and whose title has not what was typed; null = too many to be worth counting. */
  total: z.number().int().nullable(),
  hits: z.array(
    z.object({
      movieId: z.number().int(),
      title: z.string(),
      year: z.number().nullable(),
      /** A piece of the description around the first word that was found, those words marked. */
      snippet: z.array(z.object({ text: z.string(), hit: z.boolean() })),
    }),
  ),
})
export type DescriptionHits = z.infer<typeof descriptionHits>

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
    input: z.object({
      movieId: z.number().int(),
      /** As the film was after a run; absent = as it is now. */
      asOf: asOfSchema.nullable().optional(),
    }),
    output: z.object({ goldVersion: z.number().int(), card: cardSchema.nullable() }),
  }),
  'posters.status': channel({
    owner: 'main',
    audience: 'renderer',
    reads: 'config',
    input: none,
    output: posterStatusSchema,
  }),
  /** What a person chose. The host is the one that was shown: it is used only if it is in force, or on offer, still. */
  'posters.choose': channel({
    owner: 'main',
    audience: 'renderer',
    input: z.discriminatedUnion('show', [
      z.object({ show: z.literal('off') }),
      z.object({ show: z.literal('visible'), host: z.string().max(260) }),
    ]),
    output: none,
  }),
  'posters.clear': channel({ owner: 'loader', audience: 'renderer', input: none, output: none }),
  /** A poster, from the disk or from its host. Null = there is none to be had. */
  'loader.poster': channel({
    owner: 'loader',
    audience: 'internal',
    timeoutMs: 60_000,
    input: z.object({ movieId: z.number().int(), rules: posterRules }),
    output: z
      .object({ type: z.enum(['image/jpeg', 'image/png', 'image/webp']), bytes: z.instanceof(Uint8Array) })
      .nullable(),
  }),
  'loader.posterStatus': channel({
    owner: 'loader',
    audience: 'internal',
    input: none,
    output: z.object({
      posters: z.number().int(),
      bytes: z.number(),
      /** The host that the newest film names. */
      host: z.string().nullable(),
      isFailing: z.boolean(),
    }),
  }),
  /** What is allowed of posters has changed: nothing that waits or is fetched goes on. */
  'loader.stopPosters': channel({ owner: 'loader', audience: 'internal', input: none, output: none }),
  /**
   * Search in descriptions, best first, for what stands below the hits in titles. Their words are read when they are first asked for,
   * and again where a publish changed them; until then the answer is how far that is, in films.
   */
  'movies.descriptions': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'gold',
    input: z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(50) }),
    output: z.union([
      z.object({ reading: z.object({ read: z.number().int(), of: z.number().int() }) }),
      z.object({ found: descriptionHits }),
    ]),
  }),
}
