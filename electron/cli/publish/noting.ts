import { toAppError } from '../../../shared/ipc/result.ts'
import type { Destination } from '../../publish/destination-config.ts'
import { begunEntry, type PublicationEntry, recordPublication } from '../../warehouse/ledger/publications.ts'
import { type CliContext, who, withReaderOr } from '../cli-context.ts'

/** A publication of the command line as it begins. */
export function entryOf(
  destination: Destination,
  startedAt: number,
  mode: PublicationEntry['mode'] = 'full',
): PublicationEntry {
  return begunEntry(destination, { producer: who, mode, startedAt })
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
