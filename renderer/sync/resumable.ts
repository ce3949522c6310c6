import type { RunRow, StartSyncInput } from '../../shared/contract/sync.ts'
import type { SyncProgress } from '../../shared/ipc/progress.ts'
import { formatCount, formatInteger, formatTimestamp } from '../format.ts'
import { useAppStore } from '../state/app-store.ts'
import { useGold } from '../state/query.ts'

/**
 * The run that was left in the middle when the app ended, and is to be offered again: one that was paused, or whose program died. Null
 * once a load of this session has begun, which tells of itself.
 */
export function runToResume(lastRun: RunRow | null | undefined, progress: SyncProgress): RunRow | null {
  if (!lastRun?.resumable || progress.phase !== 'idle') return null
  return lastRun.status === 'paused' || lastRun.status === 'interrupted' ? lastRun : null
}

/** See `runToResume`. */
export function useResumable(): RunRow | null {
  const status = useGold('warehouse.status', undefined)
  const progress = useAppStore((state) => state.progress)
  // What is said of another catalogue meanwhile does not count.
  return status.isPlaceholderData ? null : runToResume(status.data?.lastRun, progress)
}

/** What takes such a run up again; nothing in particular where there is none. */
export function inputToResume(run: RunRow | null): StartSyncInput {
  return run ? { mode: run.mode } : {}
}

/** Where it stopped, in a sentence. */
export function interruptedText(run: RunRow): string {
  const how = run.status === 'paused' ? 'was paused' : 'stopped unexpectedly'
  const when = formatTimestamp(run.finishedAt ?? run.startedAt)
  const pages =
    run.pagesPlanned > 0 ? ` after ${formatInteger(run.pagesDone)} of ${formatCount(run.pagesPlanned, 'page')}` : ''
  return `The last load ${how}${pages} (${when}).`
}
