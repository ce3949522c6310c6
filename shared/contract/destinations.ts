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
  mode: z.enum(['full', 'incremental', 'rollback', 'verify']),
  /** `unchanged`: the destination had it already; `verified` and `differs`: what a verification found. */
  status: z.enum(['published', 'unchanged', 'verified', 'differs', 'failed', 'cancelled']),
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

/** What the ledger knows of a destination. */
const known = z.object({
  /** The last that was done there. */
  last: publicationRow.nullable(),
  /** The last that was shown to readers, or found to be shown. */
  lastPublished: publicationRow.nullable(),
  lastVerified: publicationRow.nullable(),
  /** A verification found that others changed it, and nothing was published since. */
  isEdited: z.boolean(),
  /** Films of which loads after `lastPublished` told something new; null where that is not known. */
  filmsBehind: z.number().int().nullable(),
})

const destination = z.object({
  name: z.string(),
  /** Null where the settings are wrong: `error` says how. */
  kind: z.enum(['parquet', 'databricks', 'spark']).nullable(),
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
  ...known.shape,
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
const tried = z.object({
  message: z.string(),
  /** Each right that publishing takes there; none for a folder. */
  checks: z.array(
    z.object({
      /** As in "see the catalog films". */
      what: z.string(),
      /** `untried`: it cannot be tried before the destination is set up. */
      state: z.enum(['ok', 'missing', 'untried']),
      /** What to do about it, null where it went well; with the GRANT that is missing where it is known. */
      hint: z.string().nullable(),
    }),
  ),
})
export type RightCheck = z.infer<typeof tried>['checks'][number]
const isSetUp = z.object({ version: z.number().int() })

const count = z.number().int()
/** What setting up and publishing would do. */
const plan = z.object({
  /** The version that readers see; 0 = none. */
  version: count,
  /** Of the star here. */
  goldVersion: count,
  /** Whether a publish would make a version. */
  isNeeded: z.boolean(),
  /** `incremental`: of films, only the rows of those that may have changed would be sent. */
  mode: z.enum(['full', 'incremental']),
  tables: z.array(
    z.object({
      name: z.string(),
      /** Rows here; of one that is removed, rows there. */
      rows: count,
      /** Rows that would be written or sent, and the bytes of their files. */
      sent: count,
      bytes: count,
      what: z.enum(['added', 'changed', 'unchanged', 'removed']),
    }),
  ),
  /** Statements that would be run to set it up; none where it is, or needs none. All three are empty for a folder. */
  setup: z.array(z.string()),
  /** Those of a publish, without those that read. */
  publish: z.array(z.string()),
  /** What an administrator runs, where the one who publishes may not set it up. */
  grants: z.array(z.string()),
})
export type DestinationPlan = z.infer<typeof plan>
export type PlannedTable = DestinationPlan['tables'][number]

/** How the star here differs from a version that is kept. */
const comparison = z.object({
  version: count,
  goldVersion: count,
  tables: z.array(
    z.object({
      name: z.string(),
      /** Rows of it; null where there is no such table. */
      there: count.nullable(),
      here: count.nullable(),
      /** Rows that are here alone, have other values, are there alone; null where rows were not held against each other: too many, or of other columns. */
      rows: z.object({ added: count, changed: count, removed: count }).nullable(),
    }),
  ),
})
export type DestinationComparison = z.infer<typeof comparison>

/** The token of a destination that has one stored, and the host that it was given for: from main to the publisher, and nowhere else. */
const signedIn = named.extend({ token: z.object({ host: z.string(), token: z.string() }).nullable() })

/** What is asked of a destination takes as long as it takes. */
const ofMain = { owner: 'main', audience: 'renderer', timeoutMs: 0 } as const
const ofPublisher = { owner: 'publisher', audience: 'internal', timeoutMs: 0 } as const

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
    ...ofMain,
    input: named.extend({ full: z.boolean().optional() }),
    output: published,
  }),
  'destinations.cancel': channel({ owner: 'main', audience: 'renderer', input: named, output: none }),
  /** Shows readers a version that is kept. */
  'destinations.show': channel({
    ...ofMain,
    input: named.extend({ version }),
    output: outcome,
  }),
  'destinations.verify': channel({ ...ofMain, input: named, output: verified }),
  /** Versions that can be shown again; the destination is asked. */
  'destinations.versions': channel({
    ...ofMain,
    input: named,
    output: versions,
  }),
  /** Whether it can be reached and used, right by right; changes nothing. */
  'destinations.test': channel({ ...ofMain, input: named, output: tried }),
  /** What setting up and publishing would do; writes nothing. */
  'destinations.plan': channel({ ...ofMain, input: named, output: plan }),
  /** How the star here differs from a version that is kept; writes nothing. */
  'destinations.compare': channel({
    ...ofMain,
    input: named.extend({ version }),
    output: comparison,
  }),
  /** Makes schemas, tables and views where they are missing; publishes nothing. */
  'destinations.setup': channel({ ...ofMain, input: named, output: isSetUp }),
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
        known.extend({
          name: z.string(),
          /** When the first version was published from here, in epoch milliseconds; null = none was. */
          firstPublishedAt: z.number().nullable(),
        }),
      ),
    }),
  }),
  'publisher.publish': channel({
    ...ofPublisher,
    input: signedIn.extend({ full: z.boolean(), automatic: z.boolean() }),
    output: published,
  }),
  'publisher.show': channel({
    ...ofPublisher,
    input: signedIn.extend({ version }),
    output: outcome,
  }),
  'publisher.verify': channel({
    ...ofPublisher,
    input: signedIn.extend({ automatic: z.boolean() }),
    output: verified,
  }),
  'publisher.versions': channel({
    ...ofPublisher,
    input: signedIn,
    output: versions,
  }),
  'publisher.test': channel({ ...ofPublisher, input: signedIn, output: tried }),
  'publisher.plan': channel({ ...ofPublisher, input: signedIn, output: plan }),
  'publisher.compare': channel({
    ...ofPublisher,
    input: signedIn.extend({ version }),
    output: comparison,
  }),
  'publisher.setup': channel({
    ...ofPublisher,
    input: signedIn,
    output: isSetUp,
  }),
  'publisher.cancel': channel({ owner: 'publisher', audience: 'internal', input: named, output: none }),
  /** Cancels what runs and answers when it has ended. */
  'publisher.shutdown': channel({ owner: 'publisher', audience: 'internal', input: none, output: none }),
}
