import type { SyncSummary } from '../../shared/ipc/progress.ts'
import type { AppError, ErrorKind } from '../../shared/ipc/result.ts'
import type { Interrupt } from './interrupts.ts'

/** What the process exits with; scripts and schedules rely on it. */
export const exitCodes = {
  complete: 0,
  /** Something this table does not name: disk full, damaged warehouse, a fault of the program. */
  failed: 1,
  usage: 2,
  locked: 3,
  partial: 4,
  source: 5,
  quality: 6,
  /** As a shell says of a program that a signal ended: Ctrl-C. */
  cancelled: 130,
} as const

/** What a cancelled load exits with, by the signal that asked for it: 128 and the signal's number. */
const signalCodes: Record<Interrupt, number> = { SIGINT: exitCodes.cancelled, SIGTERM: 143, SIGHUP: 129 }

const codes: Partial<Record<ErrorKind, number>> = {
  bad_input: exitCodes.usage,
  config_invalid: exitCodes.usage,
  not_found: exitCodes.usage,
  forbidden: exitCodes.usage,
  locked: exitCodes.locked,
  busy: exitCodes.locked,
  partial: exitCodes.partial,
  source_moved: exitCodes.source,
  source_not_yts: exitCodes.source,
  source_unreachable: exitCodes.source,
  source_failed: exitCodes.source,
  source_shrank: exitCodes.source,
  rate_limited: exitCodes.source,
  timeout: exitCodes.source,
  quality_failed: exitCodes.quality,
  destination_busy: exitCodes.locked,
  destination_unreachable: exitCodes.source,
  destination_refused: exitCodes.source,
  destination_differs: exitCodes.quality,
  destination_newer: exitCodes.usage,
  cancelled: exitCodes.cancelled,
}

/** Exit code for an error; one that a signal was the reason of names it in `detail.signal`. */
export function exitCodeOf(error: AppError): number {
  const signal = error.kind === 'cancelled' ? error.detail?.signal : undefined
  if (signal === 'SIGTERM' || signal === 'SIGHUP') return signalCodes[signal]
  return codes[error.kind] ?? exitCodes.failed
}

/** Exit code for a load that ended; `interrupt`: what cancelled it, when it was cancelled. */
export function exitCodeOfLoad(summary: SyncSummary, interrupt: Interrupt = 'SIGINT'): number {
  if (summary.status === 'complete') return exitCodes.complete
  if (summary.status === 'partial') return exitCodes.partial
  if (summary.status === 'cancelled') return signalCodes[interrupt]
  return summary.error ? exitCodeOf(summary.error) : exitCodes.failed
}
