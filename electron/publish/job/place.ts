import type { ChannelOutput } from '../../../shared/contract/index.ts'
import type { ReadableDb } from '../../warehouse/file/connection.ts'
import type { StoredToken } from '../databricks/credentials.ts'
import type { EngineDeps } from '../open-engine.ts'
import type { Picture } from './picture.ts'

/** What every piece of work at a destination is given. */
export interface Work {
  dataDir: string
  /** Who does it, for people. */
  who: string
  signal: AbortSignal
  /** Null for what is not told of while it goes on. */
  picture: Picture | null
  /** What the app has stored to sign in with. */
  stored: StoredToken | null
  deps: EngineDeps
}

/** A publish that ended well. */
interface Published {
  status: 'published' | 'unchanged'
  /** `incremental`: of films, only those that may have changed were sent. */
  mode: 'full' | 'incremental'
  version: number
  goldVersion: number
  publishedRun: number
  bytes: number
  tables: { name: string; sent: number; digest: string }[]
}

/** A version that is shown again. */
interface Shown {
  version: number
  goldVersion: number
  /** Null where the destination does not say. */
  publishedRun: number | null
}

/** A destination, whatever its kind. All throw KnownError: `destination_…`, `locked`, `cancelled`, and as the kind's own parts. */
export interface Place {
  publish(db: ReadableDb, full: boolean): Promise<Published>
  /** @param install tells this warehouse from others; empty = none is here */
  show(version: number, install: string): Promise<Shown>
  verify(): Promise<ChannelOutput<'publisher.verify'>>
  versions(): Promise<ChannelOutput<'publisher.versions'>>
  /** A sentence of what was found, and each right that was tried. Changes nothing. */
  test(): Promise<ChannelOutput<'publisher.test'>>
  /** What setting up and publishing would do. Writes nothing. */
  plan(db: ReadableDb): Promise<ChannelOutput<'publisher.plan'>>
  /** How the star here differs from a version that is kept. Writes nothing. */
  compare(db: ReadableDb, version: number): Promise<ChannelOutput<'publisher.compare'>>
  /** Makes what is missing, and publishes nothing; `install` as for `show`. @throws KnownError `bad_input` where there is nothing to be made */
  setUp(install: string): Promise<ChannelOutput<'publisher.setup'>>
}
