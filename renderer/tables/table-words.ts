import type { TableKey } from '../../shared/table-definitions/definition.ts'
import { formatCount, formatInteger } from '../format.ts'

/** `72 rows`; of a search what it found of all: `4 of 72 rows`. */
export function rowsShown(found: number, all: number | null): string {
  return all === null ? formatCount(found, 'row') : `${formatInteger(found)} of ${formatCount(all, 'row')}`
}

/** Why a table may well be empty. */
export function emptyReason(key: TableKey): string {
  if (key === 'quarantine') return 'No film was refused.'
  if (key === 'movie_change') return 'No film has changed since it first came.'
  if (key === 'seen') return 'It holds the films of a load under way; publishing empties it.'
  if (key === 'run_missing_field') return 'Every film came with all fields that are known.'
  if (key === 'schema_drift') return 'The source sent the fields that are known, each of its usual type.'
  if (key === 'publication' || key === 'publication_table') return 'Nothing was published to a destination.'
  return 'The next load fills it.'
}
