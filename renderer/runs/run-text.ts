import type { RunRow } from '../../shared/contract/sync.ts'
import type { RunStatus } from '../../shared/ipc/progress.ts'

type Tone = 'ok' | 'warn' | 'danger' | 'accent' | 'plain'

const statuses: Record<RunStatus, { word: string; tone: Tone; meaning: string }> = {
  running: { word: 'Running', tone: 'accent', meaning: 'This load is under way; the app shows the version before it.' },
  paused: { word: 'Paused', tone: 'accent', meaning: 'This load is paused; what has arrived is kept.' },
  complete: { word: 'Complete', tone: 'ok', meaning: 'Every page was read and the result was published.' },
  partial: {
    word: 'Incomplete',
    tone: 'warn',
    meaning: 'Some pages could not be read, so nothing was published and no film counts as removed.',
  },
  cancelled: {
    word: 'Cancelled',
    tone: 'plain',
    meaning: 'It was cancelled: nothing was published, what arrived is kept.',
  },
  failed: {
    word: 'Failed',
    tone: 'danger',
    meaning: 'It failed: nothing was published, the last good version stayed.',
  },
  interrupted: {
    word: 'Interrupted',
    tone: 'warn',
    meaning: 'The app ended while it ran: nothing was published, what arrived is kept.',
  },
}

/** The word, colour and meaning of a run's status. */
export function statusOf(status: RunStatus) {
  return statuses[status]
}

const triggers: Record<RunRow['trigger'], string> = {
  manual: 'by hand',
  schedule: 'on schedule',
  cli: 'command line',
}

/** Who started a run. */
export function triggerText(trigger: RunRow['trigger']): string {
  return triggers[trigger]
}

/** `full`, `incremental` as words. */
export function modeText(mode: RunRow['mode']): string {
  return mode === 'full' ? 'Full' : 'Incremental'
}

export interface NextStep {
  label: 'Resume' | 'Retry'
  reason: string
}

/**
 * What can be done about a run that did not complete: taken up where it stopped, or, for the newest run, tried again. Null when a
 * later run has made it history.
 */
export function nextStep(run: RunRow, isNewest: boolean): NextStep | null {
  if (run.status === 'running' || run.status === 'complete') return null
  if (run.resumable) return { label: 'Resume', reason: 'Reads only the pages that are missing.' }
  return isNewest ? { label: 'Retry', reason: 'Starts the same kind of load again.' } : null
}

const stages: Readonly<Record<string, { label: string; unit: string }>> = {
  plan: { label: 'Plan: ask how many pages there are', unit: 'pages' },
  fetch: { label: 'Fetch: read the pages', unit: 'pages' },
  store: { label: 'Store: bronze and silver', unit: 'films' },
  gold: { label: 'Gold: merge into the star', unit: 'films' },
  quality: { label: 'Quality: run every check', unit: 'checks' },
}

/** What a stage does and what its numbers count. */
export function stageOf(stage: string): { label: string; unit: string } {
  return stages[stage] ?? { label: stage, unit: 'rows' }
}

const drifts: Readonly<Record<string, string>> = {
  unknown_field: 'a field that was not known before',
  missing_field: 'a field that is missing',
}

/** A kind of schema drift in words. */
export function driftText(kind: string): string {
  return drifts[kind] ?? kind.replaceAll('_', ' ')
}
