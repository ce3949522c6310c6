import { idleProgress, type SyncProgress, type SyncSummary } from '../../../shared/ipc/progress.ts'
import type { AppError } from '../../../shared/ipc/result.ts'

// Ends that no loader tells.

/** The end of a load that could not even begin, for whoever is told of ends. */
export function failedStart(error: AppError): SyncSummary {
  const { films, requests, retries, pages, elapsedMs } = idleProgress()
  return {
    ...films,
    status: 'failed',
    runId: null,
    mode: 'incremental',
    dryRun: false,
    requests,
    retries,
    pages: pages.done,
    removed: 0,
    durationMs: elapsedMs,
    progress: null,
    warnings: [],
    error,
  }
}

/** The end of a load whose process died, as far as its last snapshot tells; `isCancelled`: a person had it ended. */
export function interruptedSummary(latest: SyncProgress, isCancelled: boolean): SyncSummary {
  return {
    ...latest.films,
    status: isCancelled ? 'cancelled' : 'interrupted',
    runId: latest.runId,
    mode: latest.mode ?? 'incremental',
    dryRun: latest.dryRun,
    requests: latest.requests,
    retries: latest.retries,
    pages: latest.pages.done,
    removed: 0,
    durationMs: latest.elapsedMs,
    progress: null,
    warnings: [],
    error: isCancelled
      ? {
          kind: 'cancelled',
          message: 'The load was cancelled. What it had stored is kept; the next load takes it up.',
        }
      : { kind: 'unavailable', message: 'The load stopped unexpectedly. The next load continues from there.' },
  }
}
