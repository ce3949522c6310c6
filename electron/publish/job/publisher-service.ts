import { join } from 'node:path'
import type { ChannelsOf, Handlers, ParsedInput } from '../../../shared/contract/index.ts'
import type { Publication } from '../../../shared/ipc/publication.ts'
import { KnownError, toAppError } from '../../../shared/ipc/result.ts'
import type { ReadableDb } from '../../warehouse/file/connection.ts'
import { databaseFile } from '../../warehouse/file/database-file.ts'
import { begunEntry, isBegun, type PublicationEntry, recordPublication } from '../../warehouse/ledger/publications.ts'
import { openReady } from '../../warehouse/read/queries/reader-connection.ts'
import { type Destination, destinationOf } from '../destination-config.ts'
import { installOf } from '../store/lease.ts'
import { folderPlace } from './folder-place.ts'
import { type JobClock, Picture, systemClock } from './picture.ts'
import type { Place, Work } from './place.ts'

export interface PublisherOptions {
  dataDir: string
  emit: (event: { type: 'publication'; publication: Publication }) => void
  /** Originals of unexpected failures, for the log. */
  onUnexpected?: (error: unknown) => void
  clock?: JobClock
  /** Parts of a kind of destination that tests replace. */
  deps?: Work['deps']
}

export type PublisherService = Handlers<ChannelsOf<'publisher'>>

/** What others are told who find a lock taken, and what a destination says of who published. */
const who = 'the app'
const notNoted = 'A load is running: the ledger has no entry of this. The destination has.'
/**
 * Does all work at destinations, for the app: one piece of work that writes or reads everything at a time, told by pictures; looking
 * goes on beside it. What was done is noted in the ledger.
 */
export function createPublisherService(options: PublisherOptions): PublisherService {
  const { dataDir, emit, clock = systemClock, deps = {}, onUnexpected = () => {} } = options
  const path = join(dataDir, databaseFile)
  /** Looks that go on, to be ended with the process. */
  const looking = new Set<AbortController>()
  let active: { name: string; control: AbortController; ended: Promise<unknown> } | null = null

  type Asked = ParsedInput<'publisher.test'>

  async function placeOf(destination: Destination, asked: Asked, signal: AbortSignal, picture: Picture | null) {
    const work: Work = { dataDir, who, signal, picture, stored: asked.token, deps }
    if (destination.kind === 'parquet') return folderPlace(destination, work)
    // Its driver is large: of a kind that is not asked for, nothing is loaded.
    const { enginePlace } = await import('./engine-place.ts')
    return enginePlace(destination, work)
  }

  /** Asks a destination something that is over soon and changes nothing. */
  async function look<T>(asked: Asked, work: (place: Place) => Promise<T>): Promise<T> {
    const control = new AbortController()
    looking.add(control)
    try {
      return await work(await placeOf(destinationOf(dataDir, asked.name), asked, control.signal, null))
    } finally {
      looking.delete(control)
    }
  }

  /** Does a piece of work as the only one, and tells of it. */
  function alone<T>(
    asked: Asked,
    { doing, automatic = false }: { doing: Publication['doing']; automatic?: boolean },
    work: (job: { place: Place; destination: Destination; startedAt: number; picture: Picture }) => Promise<{
      value: T
      end: Parameters<Picture['end']>[0]
    }>,
  ): Promise<T> {
    if (active)
      throw new KnownError('busy', `Something is being done at ${active.name} already. Wait for it, or cancel it.`)
    const control = new AbortController()
    const picture = new Picture({ destination: asked.name, doing, automatic }, tell, clock)
    const run = async (): Promise<T> => {
      try {
        const destination = destinationOf(dataDir, asked.name)
        const place = await placeOf(destination, asked, control.signal, picture)
        const { value, end } = await work({ place, destination, startedAt: picture.now.startedAt, picture })
        active = null
        picture.end(end)
        return value
      } catch (thrown) {
        active = null
        const error = toAppError(thrown)
        picture.end({ status: error.kind === 'cancelled' ? 'cancelled' : 'failed', error })
        throw thrown
      }
    }
    // A turn later: what is told at once must find it at work.
    const ended = Promise.resolve().then(run)
    active = { name: asked.name, control, ended: ended.catch(() => {}) }
    return ended
  }

  const tell = (publication: Publication): void => emit({ type: 'publication', publication })

  /** The ledger is for people: what cannot be noted was done all the same. A sentence for the picture; null = noted. */
  function note(entry: PublicationEntry): string | null {
    try {
      return recordPublication(dataDir, who, { ...entry, finishedAt: clock.now() }) ? null : notNoted
    } catch (error) {
      onUnexpected(error)
      return 'The ledger has no entry of this: it could not be written.'
    }
  }

  /** Tells this installation from others. Without a warehouse here it is empty, and the lease of nobody is taken over. */
  function installHere(): string {
    const db = openReady(path)
    try {
      return db === null ? '' : installOf(db, dataDir)
    } finally {
      db?.close()
    }
  }

  /** As `note`, for what needs no warehouse: there may be none here to note it in. */
  function noteIfAny(entry: PublicationEntry): string | null {
    const db = openReady(path)
    db?.close()
    return db === null ? null : note(entry)
  }

  const entryOf = (destination: Destination, startedAt: number, mode: PublicationEntry['mode']) =>
    begunEntry(destination, { producer: who, mode, startedAt })

  async function withWarehouse<T>(work: (db: ReadableDb) => Promise<T>): Promise<T> {
    const db = openReady(path)
    if (!db) throw new KnownError('not_found', 'Nothing was loaded yet: sync first.')
    try {
      return await work(db)
    } finally {
      db.close()
    }
  }

  return {
    'publisher.publish': (asked) =>
      alone(asked, { doing: 'publish', automatic: asked.automatic }, async ({ place, destination, startedAt }) => {
        const entry = entryOf(destination, startedAt, 'full')
        try {
          const done = await withWarehouse((db) => place.publish(db, asked.full))
          const { status, version, goldVersion } = done
          const message = note({ ...entry, ...done, status, tables: status === 'published' ? done.tables : [] })
          return { value: { status, version, goldVersion }, end: { status, version, goldVersion, message } }
        } catch (thrown) {
          const error = toAppError(thrown)
          const status = error.kind === 'cancelled' ? 'cancelled' : 'failed'
          if (isBegun(error.kind)) note({ ...entry, status, error })
          throw thrown
        }
      }),
    'publisher.show': (asked) =>
      alone(asked, { doing: 'show' }, async ({ place, destination, startedAt }) => {
        const shown = await place.show(asked.version, installHere())
        const entry = { ...entryOf(destination, startedAt, 'rollback'), ...shown, status: 'published' as const }
        const message = noteIfAny(entry)
        const { version, goldVersion } = shown
        return { value: { version, goldVersion }, end: { status: 'published', version, goldVersion, message } }
      }),
    'publisher.verify': (asked) =>
      alone(asked, { doing: 'verify', automatic: asked.automatic }, async ({ place, destination, startedAt }) => {
        const value = await place.verify()
        const { version, differences } = value
        const status = differences.length > 0 ? 'differs' : 'verified'
        const message = noteIfAny({ ...entryOf(destination, startedAt, 'verify'), status, version })
        return { value, end: { status, version, differences, message } }
      }),
    'publisher.setup': (asked) =>
      alone(asked, { doing: 'set up' }, async ({ place }) => {
        const value = await place.setUp(installHere())
        return { value, end: { status: 'set up', version: value.version } }
      }),
    'publisher.versions': (asked) => look(asked, (place) => place.versions()),
    'publisher.test': (asked) => look(asked, (place) => place.test()),
    'publisher.plan': (asked) => look(asked, (place) => withWarehouse((db) => place.plan(db))),
    'publisher.compare': (asked) => look(asked, (place) => withWarehouse((db) => place.compare(db, asked.version))),
    'publisher.cancel': ({ name }) => {
      if (active?.name === name) active.control.abort()
    },
    'publisher.shutdown': async () => {
      for (const control of looking) control.abort()
      active?.control.abort()
      await active?.ended
    },
  }
}
