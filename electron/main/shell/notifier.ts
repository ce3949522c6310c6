import type { SyncSummary } from '../../../shared/ipc/progress.ts'

export interface NotifierDeps {
  /** Whether a window of the app has the focus: then the app itself shows what happened. */
  isFocused: () => boolean
  /** Shows a notification; a click on it runs `onClick`. */
  show: (title: string, body: string, onClick: () => void) => void
  /** Brings the window forward at a route. */
  goTo: (route: string) => void
}

/**
 * Tells of loads that ended while nobody looked. A row of failures is told once: the next word is the recovery.
 *
 * @returns takes the summary of each load that ended
 */
export function createNotifier(deps: NotifierDeps): (summary: SyncSummary) => void {
  let failing = false
  return (summary) => {
    const failed = summary.status === 'failed' || summary.status === 'partial' || summary.status === 'interrupted'
    const wasFailing = failing
    if (failed) failing = true
    else if (summary.status === 'complete') failing = false
    if (summary.dryRun || summary.status === 'cancelled' || (failed && wasFailing) || deps.isFocused()) return
    const open = (): void => deps.goTo(summary.runId === null ? '/runs' : `/runs/${summary.runId}`)
    if (failed) deps.show('Load failed', summary.error?.message ?? 'The load could not be completed.', open)
    else if (summary.status === 'complete') deps.show('Load complete', countsOf(summary), open)
  }
}

function countsOf(summary: SyncSummary): string {
  const count = (number: number, what: string): string => `${number.toLocaleString('en')} ${what}`
  const parts = [count(summary.inserted, 'added'), count(summary.updated, 'changed')]
  if (summary.removed > 0) parts.push(count(summary.removed, 'removed'))
  return `Films: ${parts.join(', ')}.`
}
