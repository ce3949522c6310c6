import { KnownError } from '../../../shared/ipc/result.ts'
import type { StarSource } from '../engine/change-scope.ts'
import type { Engine } from '../engine/engine.ts'
import { type Layout, parseLayout } from './layout.ts'
import { storeVersion } from './setup-sql.ts'
import type { SparkNames } from './spark-names.ts'
import { readHistory, readState } from './version-sql.ts'

/** What a store says of itself. */
export interface StoreState {
  /** What readers see; 0 before the first publish. */
  version: number
  /** The number that was given last. */
  nextVersion: number
  /** Who has the lease, as `installation/attempt`, and until when by the engine's clock. */
  owner: string | null
  leaseUntil: string | null
  /** Of the tables that readers see, by their names; null before the first publish. */
  digests: Readonly<Record<string, string>> | null
  goldVersion: number | null
  /** Which state of which warehouse readers see; null where that is not known, as after a rollback. */
  source: StarSource | null
  /** What its tables are; null where setting up has not ended. */
  layout: Layout | null
}

/** A version that readers can be shown. */
export interface KeptVersion {
  version: number
  goldVersion: number
  digests: string
  producer: string
  /** ISO 8601, UTC. */
  publishedAt: string
}

const text = (value: string | number | null | undefined): string | null => (value == null ? null : String(value))

/**
 * The state of a store.
 *
 * @throws KnownError `destination_newer` when a newer program made it, `destination_refused` when it is damaged, `not_found` when there
 *   is none, and what the engine throws
 */
export async function stateOf(engine: Engine, names: SparkNames): Promise<StoreState> {
  const rows = await engine.rows(readState(names))
  const [row] = rows
  if (!row || rows.length !== 1)
    throw new KnownError(
      'destination_refused',
      'The state of the destination is damaged. Publish under another schema name.',
    )
  if (Number(row.store_version) > storeVersion)
    throw new KnownError(
      'destination_newer',
      'A newer version of this program publishes to this destination. Update this one.',
    )
  return {
    version: Number(row.version),
    nextVersion: Number(row.next_version),
    owner: text(row.owner),
    leaseUntil: text(row.lease_until),
    digests: row.digests == null ? null : (JSON.parse(String(row.digests)) as Record<string, string>),
    goldVersion: row.gold_version == null ? null : Number(row.gold_version),
    source: row.source == null ? null : (JSON.parse(String(row.source)) as StarSource),
    layout: row.layout == null ? null : parseLayout(String(row.layout)),
  }
}

/** As `stateOf`; null where there is no store yet. */
export async function stateIfAny(engine: Engine, names: SparkNames): Promise<StoreState | null> {
  try {
    return await stateOf(engine, names)
  } catch (error) {
    if (error instanceof KnownError && error.kind === 'not_found') return null
    throw error
  }
}

/** Versions that can be shown, newest first. */
export async function keptVersions(engine: Engine, names: SparkNames): Promise<KeptVersion[]> {
  const rows = await engine.rows(readHistory(names))
  return rows
    .map((row) => ({
      version: Number(row.version),
      goldVersion: Number(row.gold_version),
      digests: String(row.digests),
      producer: String(row.producer),
      // Engines are asked in UTC and write no zone.
      publishedAt: `${String(row.published_at).replace(' ', 'T')}Z`,
    }))
    .sort((a, b) => b.version - a.version)
}

/** What is said to the one who finds another publisher at work. */
export function busy({ owner, leaseUntil }: StoreState): KnownError {
  const until = leaseUntil === null ? '' : ` until ${leaseUntil.slice(0, 16)} UTC at most`
  return new KnownError(
    'destination_busy',
    `Another publisher (${owner ?? 'unknown'}) is at work on this destination${until}. Try again when it is done.`,
  )
}
