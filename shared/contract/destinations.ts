import * as z from 'zod'
import { databricksAuths } from '../destinations.ts'
import { publicationSchema } from '../ipc/publication.ts'
import { errorKinds } from '../ipc/result.ts'
import { appErrorSchema } from '../ipc/result-schema.ts'
import { channel } from './define.ts'

const none = z.void().or(z.null()).or(z.undefined())
const name = z.string().min(1).max(200)
const named = z.object({ name })
/** A version of a destination. */
const version = z.number().int().min(1)

const publicationRow = z.object({
  publicationId: z.number().int(),
  mode: z.enum(['full', 'incremental', 'rollback']),
  status: z.enum(['published', 'failed', 'cancelled']),
  /** The destination's number; null where nothing was published. */
  version: z.number().int().nullable(),
  goldVersion: z.number().int().nullable(),
  /** The run whose star it was; null where that is not known. */
  publishedRun: z.number().int().nullable(),
  producer: z.string(),
  startedAt: z.number(),
  finishedAt: z.number(),
  bytes: z.number(),
  /** Rows that were sent or written, of all tables. */
  rows: z.number().int(),
  errorKind: z.enum(errorKinds).nullable(),
  errorMessage: z.string().nullable(),
})
export type PublicationRow = z.infer<typeof publicationRow>

const destination = z.object({
  name: z.string(),
  /** Null where the settings are wrong: `error` says how. */
  kind: z.enum(['parquet', 'databricks']).nullable(),
  /** The folder, or catalog, schema and host. */
  place: z.string(),
  layers: z.array(z.string()),
  keepVersions: z.number().int(),
  afterSync: z.boolean(),
  /** How it signs in; null where nobody does. */
  auth: z.enum(databricksAuths).nullable(),
  /** Whether a token is stored for it. The token itself never comes here. */
  hasToken: z.boolean(),
  error: appErrorSchema.nullable(),
  /** The last publication that the ledger knows of, and the last one that was shown to readers. */
  last: publicationRow.nullable(),
  lastPublished: publicationRow.nullable(),
  /** What goes on there, or was done last in this session. */
  publication: publicationSchema.nullable(),
})
export type DestinationInfo = z.infer<typeof destination>

const keptVersion = z.object({
  version: z.number().int(),
  goldVersion: z.number().int(),
  /** ISO 8601, UTC. */
  publishedAt: z.string(),
  producer: z.string(),
})

const outcome = z.object({ version: z.number().int(), goldVersion: z.number().int().nullable() })
const published = outcome.extend({ status: z.enum(['published', 'unchanged']) })
const verified = z.object({ version: z.number().int(), differences: z.array(z.string()) })
/** The current version is 0 before the first publish. */
const versions = z.object({ current: z.number().int(), kept: z.array(keptVersion) })
const tried = z.object({ message: z.string() })

/** The token of a destination that has one stored: from main to the publisher, and nowhere else. */
const signedIn = named.extend({ token: z.string().nullable() })

export const destinationChannels = {
  /** Every destination of config.json with what is known here of it; none is asked. */
  'destinations.list': channel({
    owner: 'main',
    audience: 'renderer',
    reads: 'ledger',
    input: none,
    output: z.object({
      /** What would be published now; 0 = nothing was loaded. */
      goldVersion: z.number().int(),
      destinations: z.array(destination),
      /** Why no token can be stored on this machine; null = it can. */
      noSecrets: z.string().nullable(),
      /** config.json cannot be read. */
      error: appErrorSchema.nullable(),
    }),
  }),
  /** Publications that the ledger knows of, newest first, at most a hundred. */
  'destinations.history': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'ledger',
    input: named,
    output: z.object({ publications: z.array(publicationRow) }),
  }),
  /** Answers when it has ended; meanwhile events tell of it. */
  'destinations.publish': channel({
    owner: 'main',
    audience: 'renderer',
    timeoutMs: 0,
    input: named.extend({ full: z.boolean().optional() }),
    output: published,
  }),
  'destinations.cancel': channel({ owner: 'main', audience: 'renderer', input: named, output: none }),
  /** Shows readers a version that is kept. */
  'destinations.show': channel({
    owner: 'main',
    audience: 'renderer',
    timeoutMs: 0,
    input: named.extend({ version }),
    output: outcome,
  }),
  'destinations.verify': channel({ owner: 'main', audience: 'renderer', timeoutMs: 0, input: named, output: verified }),
  /** Versions that can be shown again; the destination is asked. */
  'destinations.versions': channel({
    owner: 'main',
    audience: 'renderer',
    timeoutMs: 0,
    input: named,
    output: versions,
  }),
  /** Whether it can be reached and used; writes nothing. */
  'destinations.test': channel({ owner: 'main', audience: 'renderer', timeoutMs: 0, input: named, output: tried }),
  /** Stores a token, or forgets it (null). There is no way to read one. */
  'destinations.token': channel({
    owner: 'main',
    audience: 'renderer',
    input: named.extend({ token: z.string().min(1).max(4000).nullable() }),
    output: none,
  }),
  /** What the list needs of the ledger. */
  'publications.last': channel({
    owner: 'reader',
    audience: 'internal',
    reads: 'ledger',
    input: z.object({ names: z.array(z.string()) }),
    output: z.object({
      goldVersion: z.number().int(),
      rows: z.array(
        z.object({ name: z.string(), last: publicationRow.nullable(), lastPublished: publicationRow.nullable() }),
      ),
    }),
  }),
  'publisher.publish': channel({
    owner: 'publisher',
    audience: 'internal',
    timeoutMs: 0,
    input: signedIn.extend({ full: z.boolean(), automatic: z.boolean() }),
    output: published,
  }),
  'publisher.show': channel({
    owner: 'publisher',
    audience: 'internal',
    timeoutMs: 0,
    input: signedIn.extend({ version }),
    output: outcome,
  }),
  'publisher.verify': channel({
    owner: 'publisher',
    audience: 'internal',
    timeoutMs: 0,
    input: signedIn,
    output: verified,
  }),
  'publisher.versions': channel({
    owner: 'publisher',
    audience: 'internal',
    timeoutMs: 0,
    input: signedIn,
    output: versions,
  }),
  'publisher.test': channel({ owner: 'publisher', audience: 'internal', timeoutMs: 0, input: signedIn, output: tried }),
  'publisher.cancel': channel({ owner: 'publisher', audience: 'internal', input: named, output: none }),
  /** Cancels what runs and answers when it has ended. */
  'publisher.shutdown': channel({ owner: 'publisher', audience: 'internal', input: none, output: none }),
}
