import {
  idleProgress,
  type PageState,
  pageStates,
  type SyncProgress,
  type SyncSummary,
} from '../../shared/ipc/progress.ts'
import type { AppError } from '../../shared/ipc/result.ts'
import { formatCount, formatInteger, formatRate, formatSeconds } from '../format.ts'

/** Silence that counts as a stall, in milliseconds. */
const stallAfterMs = 10_000

export interface ButtonState {
  tone: 'idle' | 'running' | 'paused' | 'failed'
  label: string
}

/** Done pages over planned ones, 0 to 1; null before the plan is known. */
export function fraction(progress: SyncProgress): number | null {
  const { planned, done } = progress.pages
  return planned > 0 ? Math.min(1, done / planned) : null
}

/** Whole percent that never says 100 before the end; empty while the plan is unknown. */
export function percentText(progress: SyncProgress): string {
  const share = fraction(progress)
  return share === null ? '' : `${Math.min(99, Math.floor(share * 100))}%`
}

/** What the Sync button shows. */
export function buttonState(progress: SyncProgress): ButtonState {
  const percent = percentText(progress)
  if (progress.status === 'paused') return { tone: 'paused', label: percent ? `Paused at ${percent}` : 'Paused' }
  if (progress.status === 'running') {
    if (progress.phase === 'publishing' || progress.phase === 'checking')
      return { tone: 'running', label: 'Publishing' }
    return { tone: 'running', label: percent ? `Loading ${percent}` : 'Loading' }
  }
  if (progress.status === 'failed' || progress.status === 'partial' || progress.status === 'interrupted') {
    return { tone: 'failed', label: 'Sync' }
  }
  return { tone: 'idle', label: 'Sync' }
}

const phaseTexts: Record<SyncProgress['phase'], string> = {
  idle: 'Idle',
  starting: 'Starting',
  planning: 'Asking how many pages there are',
  fetching: 'Reading pages',
  repairing: 'Reading pages that shifted again',
  checking: 'Checking quality before publishing',
  publishing: 'Publishing',
  done: 'Done',
}

const endTexts: Record<string, string> = {
  paused: 'Paused',
  complete: 'Complete: published',
  partial: 'Incomplete: some pages failed, nothing was published',
  cancelled: 'Cancelled: nothing was published',
  failed: 'Failed: nothing was published',
  interrupted: 'Interrupted: nothing was published',
}

/** What the load is doing, or how it ended, in a few words. */
export function phaseText(progress: SyncProgress): string {
  if (progress.dryRun && progress.status === 'complete') return 'Dry run complete: nothing was written'
  // Every page was answered, and the source counts more films all the same.
  if (progress.status === 'partial' && progress.pages.failed === 0) return 'Incomplete: nothing was published'
  if (progress.status && progress.status !== 'running') return endTexts[progress.status] ?? progress.status
  return phaseTexts[progress.phase]
}

export type Pulse = { kind: 'fine' } | { kind: 'waiting' | 'stalled' | 'held'; text: string }

/**
 * Whether the load moves. `waiting` is a pause the source imposed, with its countdown; `stalled` is silence of ten seconds while
 * pages should arrive; `held` is a load that goes on, but slower than it might, to spare the source.
 *
 * @param now epoch milliseconds
 */
export function pulse(progress: SyncProgress, now: number): Pulse {
  if (progress.status !== 'running') return { kind: 'fine' }
  if (progress.waiting) {
    const left = progress.waiting.until - now
    const when = left > 0 ? `Next try in ${formatSeconds(left)}` : 'Trying again now'
    return { kind: 'waiting', text: `${waitingTexts[progress.waiting.reason]}. ${when}.` }
  }
  const fetches = progress.phase === 'fetching' || progress.phase === 'repairing' || progress.phase === 'planning'
  if (!fetches) return { kind: 'fine' }
  // Before the first page there is only the age of the load, which the engine's heartbeat keeps telling.
  const silence = progress.lastProgressAt === null ? progress.elapsedMs : now - progress.lastProgressAt
  if (silence < stallAfterMs) return held(progress)
  return {
    kind: 'stalled',
    text: `No page has arrived for ${formatSeconds(silence)}. The source may be slow; you can wait, pause or cancel without losing what has arrived.`,
  }
}

/** A load that spares the source. Half of the workers for a moment is not worth a word. */
function held({ heldBack, workers }: SyncProgress): Pulse {
  if (heldBack === null || (heldBack.reason === 'overload' && workers.effective * 2 >= workers.max))
    return { kind: 'fine' }
  const { reason, requestsPerSecond } = heldBack
  const most =
    requestsPerSecond === null
      ? `${formatInteger(workers.effective)} of ${formatCount(workers.max, 'worker')} at work`
      : `at most ${formatRate(requestsPerSecond, 'requests')}`
  return {
    kind: 'held',
    text: `${waitingTexts[reason === 'overload' ? 'server_error' : reason]}, so the app holds back: ${most}. It goes faster again as answers come.`,
  }
}

const waitingTexts = {
  rate_limit: 'The source asks for fewer requests',
  offline: 'No connection',
  server_error: 'The source has trouble answering',
} as const

/** Words and colours of the page map, in the order of the legend. */
export const cellLegend: readonly { state: PageState; label: string; color: string }[] = [
  { state: 'd', label: 'Done', color: 'var(--mark)' },
  { state: 'a', label: 'Active', color: 'var(--page-active)' },
  { state: 'r', label: 'Retrying', color: 'var(--page-retrying)' },
  { state: 'f', label: 'Failed', color: 'var(--danger)' },
  { state: 'q', label: 'Queued', color: 'var(--ghost)' },
]

/** Rectangles of equal state in a row of cells, so that 400 cells draw as a few dozen shapes. */
export function cellRuns(
  cells: string,
  columns: number,
): { state: PageState; row: number; start: number; length: number }[] {
  const runs: { state: PageState; row: number; start: number; length: number }[] = []
  for (let index = 0; index < cells.length; index++) {
    const state = pageStates.find((known) => known === cells[index])
    if (!state) continue
    const row = Math.floor(index / columns)
    const last = runs.at(-1)
    if (last && last.row === row && last.state === state && last.start + last.length === index % columns)
      last.length += 1
    else runs.push({ state, row, start: index % columns, length: 1 })
  }
  return runs
}

/** The page map in words. */
export function mapSentence(progress: SyncProgress): string {
  const { planned, done, active, retrying, failed } = progress.pages
  if (planned === 0) return 'The pages are not planned yet.'
  const parts = [`${formatInteger(done)} of ${formatCount(planned, 'page')} done`]
  if (active > 0) parts.push(`${formatInteger(active)} active`)
  if (retrying > 0) parts.push(`${formatInteger(retrying)} retrying`)
  if (failed > 0) parts.push(`${formatInteger(failed)} failed`)
  return `${parts.join(', ')}.`
}

/**
 * What a screen reader hears: changes of state, and every quarter of the way; equal texts are not repeated, so a progress event
 * ten times a second stays silent.
 */
export function announcement(progress: SyncProgress, now: number): string {
  if (progress.phase === 'idle' || progress.status === null) return ''
  const state = pulse(progress, now)
  if (state.kind === 'waiting') return 'The load is waiting for the source.'
  if (state.kind === 'stalled') return 'The load has stalled.'
  if (state.kind === 'held') return 'The load is holding back to spare the source.'
  if (progress.status !== 'running') return `Load: ${phaseText(progress)}.`
  const share = fraction(progress)
  if (progress.phase !== 'fetching' || share === null) return `Load: ${phaseText(progress)}.`
  return `Load: ${Math.floor(share * 4) * 25}% of the pages read.`
}

/** For whoever waits for the first films: how many are stored and not published yet, and when they will be. */
export function arrivingText(progress: SyncProgress): string {
  const films = progress.films.inserted + progress.films.updated + progress.films.unchanged
  const stored =
    films > 0 ? `${formatCount(films, 'film')} stored so far, not published yet.` : 'Nothing is stored yet.'
  if (progress.status === 'paused') return `${stored} The load is paused.`
  if (progress.phase === 'checking' || progress.phase === 'publishing')
    return `${stored} They are being checked and published.`
  if (progress.etaMs === null) return stored
  return `${stored} They appear in about ${formatSeconds(progress.etaMs)}.`
}

/** The end of a load in a title and a sentence. */
export function endOf(summary: SyncSummary): { title: string; text: string; good: boolean } {
  if (summary.status !== 'complete') {
    const title = summary.status === 'cancelled' ? 'Load cancelled' : 'The load did not complete'
    return { title, text: summary.error?.message ?? '', good: summary.status === 'cancelled' }
  }
  const { inserted, updated, removed } = summary
  const parts = [
    inserted > 0 ? `${formatInteger(inserted)} added` : '',
    updated > 0 ? `${formatInteger(updated)} changed` : '',
    removed > 0 ? `${formatInteger(removed)} removed` : '',
  ].filter(Boolean)
  const text = parts.length > 0 ? `${parts.join(', ')}.` : 'Nothing has changed since the last load.'
  return { title: summary.dryRun ? 'Dry run complete, nothing written' : 'Load complete', text, good: true }
}

/** Kinds of errors that a wrong address may be behind, whatever stands there: another JSON, a web page, a refusal, nothing at all. */
const addressKinds: readonly string[] = [
  'source_moved',
  'source_not_yts',
  'source_failed',
  'source_unreachable',
  'config_invalid',
]

/** Whether Settings, where the address stands, are a way out of an error. */
export function isAboutAddress({ kind, detail }: AppError): boolean {
  return addressKinds.includes(kind) || (kind === 'partial' && addressKinds.includes(String(detail?.cause)))
}

export interface Advice {
  /** What to do about it, in a sentence; empty when the error says it itself. */
  text: string
  action: 'accept' | 'removals' | 'retry' | 'settings' | 'quality' | 'runs' | 'none'
  label: string
}

/** What a person can do about an error a load ended with. */
export function adviceFor(error: AppError): Advice {
  // Also of a load that had read pages before the name of the source died.
  if (newAddress(error)) {
    const label = 'Accept and load again'
    return { text: `Check that you trust the new address, then choose “${label}”.`, action: 'accept', label }
  }
  switch (error.kind) {
    case 'source_moved':
      return { text: 'Set the address in Settings.', action: 'settings', label: 'Open Settings' }
    case 'source_not_yts':
      return { text: toSettings(error, 'Check the address in Settings.'), action: 'settings', label: 'Open Settings' }
    case 'source_failed':
    case 'source_unreachable': {
      const text = toSettings(error, 'If this stays, check the address in Settings.')
      return { text, action: 'retry', label: 'Try again' }
    }
    case 'config_invalid':
      return { text: 'Check the address in Settings.', action: 'settings', label: 'Open Settings' }
    case 'source_shrank':
      return {
        text: 'It may also be a fault of the source: try again later before you agree.',
        action: 'removals',
        label: 'Agree to removals…',
      }
    case 'quality_failed':
      return { text: 'The last good version is still shown.', action: 'quality', label: 'Show the checks' }
    case 'partial':
    case 'locked':
    case 'disk_full':
    case 'read_only':
      return { text: '', action: 'retry', label: 'Try again' }
    case 'cancelled':
      return {
        text: 'What has arrived is kept; the next load goes on from there.',
        action: 'retry',
        label: 'Load again',
      }
    default:
      return {
        text: 'What has arrived is kept; the next load goes on from there.',
        action: 'retry',
        label: 'Try again',
      }
  }
}

/** Advice to look at the address, where the error does not say so itself. */
function toSettings({ detail }: AppError, advice: string): string {
  return detail?.field === 'yts_url' ? '' : advice
}

/** The address a moved source named; null when it named none. */
export function newAddress(error: AppError): string | null {
  const url = error.detail?.newUrl
  return typeof url === 'string' && url !== '' ? url : null
}

/** Whether anything was ever seen of a load in this session. */
export function hasRun(progress: SyncProgress): boolean {
  return progress.phase !== idleProgress().phase
}
