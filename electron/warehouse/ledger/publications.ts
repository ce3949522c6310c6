import { join } from 'node:path'
import type { PublicationRow } from '../../../shared/contract/destinations.ts'
import type { ChannelOutput } from '../../../shared/contract/index.ts'
import type { AppError, ErrorKind } from '../../../shared/ipc/result.ts'
import { openWritable, type ReadableDb } from '../file/connection.ts'
import { databaseFile } from '../file/database-file.ts'
import { guarded } from '../file/sqlite-errors.ts'
import { readStateNumber } from '../file/state.ts'
import { acquireWriterLock } from '../open/lock.ts'

export interface PublicationEntry {
  destination: string
  kind: 'parquet' | 'databricks' | 'spark'
  producer: string
  mode: PublicationRow['mode']
  status: PublicationRow['status']
  version: number | null
  goldVersion: number | null
  publishedRun: number | null
  /** Epoch milliseconds. */
  startedAt: number
  finishedAt: number
  bytes: number
  error: AppError | null
  tables: readonly { name: string; sent: number; digest: string }[]
}

/** A publication as it begins: failed until something else is known. `startedAt` in epoch milliseconds. */
export function begunEntry(
  { name, kind }: { name: string; kind: PublicationEntry['kind'] },
  { producer, mode, startedAt }: Pick<PublicationEntry, 'producer' | 'mode' | 'startedAt'>,
): PublicationEntry {
  const nothing = { version: null, goldVersion: null, publishedRun: null, bytes: 0, error: null, tables: [] }
  return { destination: name, kind, producer, mode, status: 'failed', startedAt, finishedAt: startedAt, ...nothing }
}

const notBegun: ReadonlySet<ErrorKind> = new Set(['locked', 'not_found', 'config_invalid', 'bad_input', 'busy'])

/** Whether what failed so had begun: not where another one is at work, nothing was loaded, or it is not known where to. */
export function isBegun(kind: ErrorKind): boolean {
  return !notBegun.has(kind)
}

/**
 * Notes what a publish came to. False where a load writes just now: nothing waits for the ledger, since the destination says itself
 * what was published. Call it for a warehouse that has this program's schema. Throws KnownError `disk_full`, `read_only`,
 * `warehouse_corrupt`.
 */
export function recordPublication(dataDir: string, who: string, entry: PublicationEntry): boolean {
  const lock = acquireWriterLock(dataDir, who)
  if (!lock.ok) return false
  try {
    const db = openWritable(join(dataDir, databaseFile))
    try {
      guarded(db, () => {
        db.transaction(() => {
          const { tables, error, ...columns } = entry
          const { lastInsertRowid } = db
            .prepare(
              `INSERT INTO publication (destination, kind, producer, mode, status, version, gold_version, published_run,
                 started_at, finished_at, bytes, error_kind, error_message)
               VALUES (@destination, @kind, @producer, @mode, @status, @version, @goldVersion, @publishedRun,
                 @startedAt, @finishedAt, @bytes, @errorKind, @errorMessage)`,
            )
            .run({ ...columns, errorKind: error?.kind ?? null, errorMessage: error?.message ?? null })
          const insert = db.prepare(
            'INSERT INTO publication_table (publication_id, table_name, sent, digest) VALUES (?, ?, ?, ?)',
          )
          for (const { name, sent, digest } of tables) insert.run(lastInsertRowid, name, sent, digest)
        }).immediate()
      })
      return true
    } finally {
      db.close()
    }
  } finally {
    lock.value.release()
  }
}

const columns = `publication_id AS publicationId, mode, status, version, gold_version AS goldVersion, published_run AS publishedRun,
  producer, started_at AS startedAt, finished_at AS finishedAt, bytes,
  (SELECT COALESCE(SUM(sent), 0) FROM publication_table AS t WHERE t.publication_id = p.publication_id) AS rows,
  error_kind AS errorKind, error_message AS errorMessage`

/** Publications to a destination, newest first; with `statuses`, those that ended so. */
export function publicationsTo(
  db: ReadableDb,
  destination: string,
  limit: number,
  statuses: readonly PublicationRow['status'][] | null = null,
): PublicationRow[] {
  return db
    .prepare<[{ destination: string; statuses: string | null; limit: number }], PublicationRow>(
      `SELECT ${columns} FROM publication AS p WHERE destination = @destination AND (@statuses IS NULL OR status IN (SELECT value FROM json_each(@statuses)))
       ORDER BY publication_id DESC LIMIT @limit`,
    )
    .all({ destination, statuses: statuses && JSON.stringify(statuses), limit })
}

/** Destinations that were shown the star of a run, each once, with the version that had it last. */
export function publicationsOfRun(
  db: ReadableDb,
  runId: number,
): { destination: string; version: number; finishedAt: number }[] {
  return db
    .prepare<[number], { destination: string; version: number; finishedAt: number }>(
      `SELECT destination, version, finishedAt FROM (
         SELECT destination, version, finished_at AS finishedAt, MAX(publication_id) FROM publication
         WHERE published_run = ? AND status = 'published' AND version IS NOT NULL GROUP BY destination)
       ORDER BY finishedAt, destination LIMIT 100`,
    )
    .all(runId)
}

export type LastKnown = ChannelOutput<'publications.last'>['rows'][number]

/** What is known of a destination where there is no ledger. */
export function nothingPublished(name: string): LastKnown {
  return {
    name,
    last: null,
    lastPublished: null,
    lastVerified: null,
    isEdited: false,
    filmsBehind: null,
    firstPublishedAt: null,
  }
}

/** What the ledger knows last of a destination. */
export function lastPublications(db: ReadableDb, name: string): LastKnown {
  const newest = (...statuses: PublicationRow['status'][]): PublicationRow | null =>
    publicationsTo(db, name, 1, statuses.length === 0 ? null : statuses)[0] ?? null
  const lastPublished = newest('published', 'unchanged')
  const shownRun = lastPublished?.publishedRun ?? null
  const run = readStateNumber(db, 'published_run') ?? 0
  return {
    name,
    last: newest(),
    lastPublished,
    lastVerified: newest('verified', 'differs'),
    // A publish that finds nothing to send goes by digests that were noted, and reads nothing again.
    isEdited: newest('published', 'verified', 'differs')?.status === 'differs',
    filmsBehind: shownRun === null ? null : filmsBetweenRuns(db, shownRun, run),
    firstPublishedAt: db
      .prepare("SELECT MIN(finished_at) FROM publication WHERE destination = ? AND status = 'published'")
      .pluck()
      .get(name) as number | null,
  }
}

/** Films of which loads after a run, up to another, told something new: added, changed, removed or back. */
function filmsBetweenRuns(db: ReadableDb, after: number, upTo: number): number {
  const sql = `SELECT count(*) FROM (
    SELECT movie_id FROM silver_movie WHERE first_run > @after AND first_run <= @upTo
    UNION SELECT movie_id FROM movie_change WHERE run_id > @after AND run_id <= @upTo)`
  return db.prepare(sql).pluck().get({ after, upTo }) as number
}
