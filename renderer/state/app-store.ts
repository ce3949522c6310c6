import { create } from 'zustand'
import type { AppEvent } from '../../shared/ipc/events.ts'
import { idleProgress, type SyncProgress, type SyncSummary } from '../../shared/ipc/progress.ts'
import type { Publication } from '../../shared/ipc/publication.ts'

export type Workspace = 'catalogue' | 'sample'

/** What main has pushed so far, as one snapshot. */
export interface AppState {
  progress: SyncProgress
  /** The end of the last load of this session; null before one has ended. */
  summary: SyncSummary | null
  /** The published gold the window knows of; part of every query key, so that a publish refreshes every view. */
  goldVersion: number
  /** What goes on at each destination, or was done there last in this session, by its name. */
  publications: Readonly<Record<string, Publication>>
  /** Grows with each end of a load, each publish, by whatever program, and each end of what is done at a destination: what the ledger says is another then, gold or not. */
  ledgerVersion: number
  workspace: Workspace
  processes: { loader: ProcessState; reader: ProcessState }
  /** Grows whenever a config file changed, here or on disk. */
  configVersion: number
  /** Grows whenever the host of posters began or ceased to fail. */
  postersVersion: number
  /** Grows whenever the reader came back after a crash, or reads another file, so that views ask again. */
  readerGeneration: number
  /** The app asked to quit while a load runs. */
  quitRequested: boolean
}

type ProcessState = 'up' | 'restarting' | 'down'

/** The snapshot before any event. */
export function initialAppState(): AppState {
  return {
    progress: idleProgress(),
    summary: null,
    goldVersion: 0,
    ledgerVersion: 0,
    publications: {},
    workspace: 'catalogue',
    processes: { loader: 'up', reader: 'up' },
    configVersion: 0,
    postersVersion: 0,
    readerGeneration: 0,
    quitRequested: false,
  }
}

/** The snapshot after one more event. Late progress (a smaller `seq` of the same run) changes nothing. */
export function reduceEvent(state: AppState, event: AppEvent): AppState {
  switch (event.type) {
    case 'progress':
      return isLate(state.progress, event.progress) ? state : { ...state, progress: event.progress }
    case 'finished':
      return {
        ...state,
        summary: event.summary,
        progress: settle(state.progress, event.summary),
        ledgerVersion: state.ledgerVersion + 1,
      }
    case 'published':
      return {
        ...state,
        goldVersion: event.goldVersion,
        ledgerVersion: state.ledgerVersion + 1,
        readerGeneration: state.readerGeneration + (event.replaced ? 1 : 0),
      }
    case 'publication': {
      const { publication } = event
      return {
        ...state,
        publications: { ...state.publications, [publication.destination]: publication },
        ledgerVersion: state.ledgerVersion + (publication.status === 'running' ? 0 : 1),
      }
    }
    case 'config':
      return { ...state, configVersion: state.configVersion + 1 }
    case 'posters':
      return { ...state, postersVersion: state.postersVersion + 1 }
    case 'workspace':
      return event.workspace === state.workspace
        ? state
        : {
            ...initialAppState(),
            workspace: event.workspace,
            configVersion: state.configVersion + 1,
            // Coming back to a workspace must not find the answers cached before its last publish.
            readerGeneration: state.readerGeneration + 1,
          }
    case 'process': {
      const cameBack = event.name === 'reader' && event.state === 'up' && state.processes.reader !== 'up'
      // A restarted process counts its snapshots from the start again.
      const progress = event.name === 'loader' && event.state !== 'up' ? { ...state.progress, seq: 0 } : state.progress
      return {
        ...state,
        progress,
        processes: { ...state.processes, [event.name]: event.state },
        readerGeneration: state.readerGeneration + (cameBack ? 1 : 0),
      }
    }
    case 'quitRequested':
      return { ...state, quitRequested: true }
    default:
      return state
  }
}

function isLate(known: SyncProgress, next: SyncProgress): boolean {
  return next.seq < known.seq && (next.runId === known.runId || next.phase === 'idle')
}

/** Makes the last snapshot agree with the end of its run, for the case that the closing snapshot was dropped, or never sent. */
function settle(progress: SyncProgress, summary: SyncSummary): SyncProgress {
  if (progress.status !== 'running' && progress.status !== 'paused') return progress
  const { pages, pageMap, workers } = progress
  return {
    ...progress,
    // Nobody is reading any page now.
    pages: { ...pages, active: 0, retrying: 0 },
    pageMap: { ...pageMap, cells: pageMap.cells.replaceAll(/[ar]/g, 'q') },
    workers: { ...workers, effective: 0 },
    rowsPerSecond: 0,
    phase: 'done',
    status: summary.status,
    heldBack: null,
    waiting: null,
    etaMs: null,
    error: summary.error ?? null,
  }
}

/** Whether a load of this session has published, or is about to, and the window has not been told yet of what. */
export function isArriving({ progress, goldVersion }: Pick<AppState, 'progress' | 'goldVersion'>): boolean {
  return progress.status === 'complete' && !progress.dryRun && goldVersion === 0
}

export const useAppStore = create<AppState>(() => initialAppState())

/** Whether a load is under way, paused ones included. */
export function isSyncing(progress: SyncProgress): boolean {
  return progress.status === 'running' || progress.status === 'paused'
}
