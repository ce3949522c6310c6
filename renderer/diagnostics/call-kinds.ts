import type { RecordedCall } from '../../shared/contract/diagnostics.ts'
import { formatDuration } from '../format.ts'

export type CallKind = 'all' | 'slow' | 'failed'

/** The calls of a kind, in their order. */
export function callsOf(calls: readonly RecordedCall[], kind: CallKind): readonly RecordedCall[] {
  if (kind === 'all') return calls
  return calls.filter(({ slow, outcome }) => (kind === 'slow' ? slow : outcome !== 'ok'))
}

/** Why the list of a kind is empty. */
export function nothingText(kind: CallKind, slowMs: number): string {
  if (kind === 'slow') return `None of the last calls took longer than ${formatDuration(slowMs)}.`
  return kind === 'failed' ? 'None of the last calls failed.' : 'Nothing was asked since the app started.'
}
