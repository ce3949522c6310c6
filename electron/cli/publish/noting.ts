import { toAppError } from '../../../shared/ipc/result.ts'
import type { Destination } from '../../publish/destination-config.ts'
import { type PublicationEntry, recordPublication } from '../../warehouse/ledger/publications.ts'
import { type CliContext, who, withReaderOr } from '../cli-context.ts'

/** A publication as it begins: failed until something else is known. */
export function entryOf({ name, kind }: Destination, startedAt: number): Omit<PublicationEntry, 'mode'> {
  const nothing = { version: null, goldVersion: null, publishedRun: null, bytes: 0, error: null, tables: [] }
  return { destination: name, kind, producer: who, status: 'failed', startedAt, finishedAt: startedAt, ...nothing }
}

/** How noting went; of what failed a sentence was written already. */
type Noting = 'noted' | 'busy' | 'failed'
export const notNoted = 'A load is running: the ledger has no entry of this publication. The destination has.'

/** The ledger is for people: a publish that cannot be noted is one all the same. */
export function record(context: CliContext, entry: PublicationEntry): Noting {
  try {
    return recordPublication(context.dataDir, who, { ...entry, finishedAt: Date.now() }) ? 'noted' : 'busy'
  } catch (thrown) {
    return cannotNote(context, thrown)
  }
}

function cannotNote(context: CliContext, thrown: unknown): Noting {
  context.deps.err(`The publication could not be noted in the ledger: ${toAppError(thrown).message}\n`)
  return 'failed'
}

/** As `record`, for what needs no warehouse: there may be none here to note it in, or one that cannot be opened. */
export async function recordIfAny(context: CliContext, entry: PublicationEntry): Promise<Noting> {
  try {
    const hasWarehouse = await withReaderOr(context, false, () => true)
    return hasWarehouse ? record(context, entry) : 'noted'
  } catch (thrown) {
    return cannotNote(context, thrown)
  }
}
