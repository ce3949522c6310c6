import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KnownError } from '../../shared/result.ts'
import type { ReadableDb } from '../warehouse/file/connection.ts'
import { type Row, rowHash } from './canonical.ts'
import type { Engine } from './engine.ts'
import { systemDisk } from './folder-disk.ts'
import {
  flip,
  mergeStatement,
  readState,
  recordShown,
  repairStatements,
  type SparkNames,
  setupStatements,
  takeLease,
  versionDigest,
} from './spark-sql.ts'
import { writeTableFiles } from './stage-files.ts'
import type { PublishedTable } from './star-columns.ts'
import { breathe, ofOneVersion, type StarVersion, starDigests, starRows, starVersion } from './star-rows.ts'

export interface EnginePublish {
  names: SparkNames
  tables: readonly PublishedTable[]
  /** Tells this installation from others: whose lease it is. */
  install: string
  producer: string
  full?: boolean
  signal?: AbortSignal | undefined
}

export interface EngineOutcome {
  status: 'published' | 'unchanged'
  version: number
  star: StarVersion
  changedRows: number
  bytes: number
}

interface StoreState {
  version: number
  nextVersion: number
  owner: string | null
  leaseUntil: string | null
  digests: string | null
}

/**
 * Publishes the star of a warehouse to an engine: readers see the version before until one statement shows them the new one, and that
 * is sent only when the engine's own digests of every table are those of the warehouse. Stopped anywhere, the next publish begins
 * from what readers see.
 *
 * @throws KnownError `destination_busy` when another publisher has the lease, `destination_differs` when the digests are not equal,
 *   `cancelled`, `not_found` where nothing was loaded, and what the engine throws
 */
export async function publishToEngine(db: ReadableDb, engine: Engine, publish: EnginePublish): Promise<EngineOutcome> {
  const { names, tables, signal, install } = publish
  return ofOneVersion(db, async () => {
    const star = starVersion(db)
    for (const sql of setupStatements(names, tables)) await engine.run(sql)
    // Of a publisher that died between showing its version and noting it.
    await engine.run(recordShown(names, publish.producer))
    const local = await starDigests(db, tables, signal)
    const digests = JSON.stringify(Object.fromEntries([...local].map(([name, digest]) => [name, String(digest)])))
    const before = await stateOf(engine, names)
    if (before.digests === digests && publish.full !== true)
      return { status: 'unchanged', version: before.version, star, changedRows: 0, bytes: 0 }
    const attempt = randomUUID().slice(0, 8)
    await engine.run(takeLease(names, install, attempt))
    const leased = await stateOf(engine, names)
    if (leased.owner !== `${install}/${attempt}`) throw busy(leased)
    const version = leased.nextVersion
    const { changedRows, bytes } = await build(db, engine, publish, leased, attempt)
    for (const table of tables) {
      const [found] = await engine.rows(versionDigest(names, table, version))
      if (found?.digest === String(local.get(table.name))) continue
      throw new KnownError(
        'destination_differs',
        `What the destination has of ${table.name} is not what was sent. Nothing was shown; publish again.`,
      )
    }
    const { affected } = await engine.run(flip(names, leased.owner, version, digests, star.goldVersion))
    if (affected !== 1 && (await stateOf(engine, names)).version !== version) throw busy(await stateOf(engine, names))
    await engine.run(recordShown(names, publish.producer))
    return { status: 'published', version, star, changedRows, bytes }
  })
}

function busy({ owner, leaseUntil }: StoreState): KnownError {
  const until = leaseUntil === null ? '' : ` until ${leaseUntil} UTC at most`
  return new KnownError(
    'destination_busy',
    `Another publisher (${owner ?? 'unknown'}) is at work on this destination${until}. Try again when it is done.`,
  )
}

async function stateOf(engine: Engine, names: SparkNames): Promise<StoreState> {
  const rows = await engine.rows(readState(names))
  const [row] = rows
  if (!row || rows.length !== 1)
    throw new KnownError(
      'destination_refused',
      'The state of the store is damaged. Set it up again under another name.',
    )
  const text = (value: string | number | null | undefined): string | null => (value == null ? null : String(value))
  return {
    version: Number(row.version),
    nextVersion: Number(row.next_version),
    owner: text(row.owner),
    leaseUntil: text(row.lease_until),
    digests: text(row.digests),
  }
}

/** Makes the tables of a version beside what readers see. */
async function build(
  db: ReadableDb,
  engine: Engine,
  { names, tables, signal }: EnginePublish,
  { version: shown, nextVersion }: StoreState,
  attempt: string,
): Promise<{ changedRows: number; bytes: number }> {
  const isClean = nextVersion === shown + 1
  const staged = `${nextVersion}-${attempt}`
  const local = mkdtempSync(join(tmpdir(), 'yts-publish-'))
  let changedRows = 0
  let bytes = 0
  try {
    for (const table of tables) {
      if (!isClean) for (const sql of repairStatements(names, table.name, shown)) await engine.run(sql)
      const target = join(local, table.name)
      systemDisk.makeFolder(target)
      for (const { name, bytes: size } of await writeTableFiles(
        systemDisk,
        target,
        hashed(table),
        hashedRows(db, table),
        { signal },
      )) {
        await engine.put(join(target, name), `${staged}/${table.name}/${name}`)
        bytes += size
      }
      const { affected } = await engine.run(mergeStatement(names, table, `${staged}/${table.name}`, nextVersion))
      changedRows += affected
      await breathe(signal)
    }
  } finally {
    rmSync(local, { recursive: true, force: true })
  }
  await engine.remove(staged)
  return { changedRows, bytes }
}

/** A table with the hash of each row as its last column. */
function hashed(table: PublishedTable): PublishedTable {
  return { ...table, columns: [...table.columns, { name: '_hash', kind: 'string' }] }
}

function* hashedRows(db: ReadableDb, table: PublishedTable): Generator<Row> {
  for (const row of starRows(db, table)) yield [...row, rowHash(table.columns, row).slice(0, 32)]
}
