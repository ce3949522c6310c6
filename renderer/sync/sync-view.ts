import type { SyncProgress } from '../../shared/progress.ts'

export interface ButtonState {
  tone: 'idle' | 'running' | 'paused' | 'failed'
  label: string
}

/** Done pages over planned ones, 0 to 1; null before the plan is known. */
export function fraction(progress: SyncProgress): number | null {
  const { planned, done } = progress.pages
  return planned > 0 ? Math.min(1, done / planned) : null
}

/** Whole percent that never says 100 before the end. */
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
    return { tone: 'running', label: percent ? `Syncing ${percent}` : 'Syncing' }
  }
  if (progress.status === 'failed' || progress.status === 'partial' || progress.status === 'interrupted') {
    return { tone: 'failed', label: 'Sync' }
  }
  return { tone: 'idle', label: 'Sync' }
}
