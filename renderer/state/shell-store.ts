import { create } from 'zustand'
import type { StartSyncInput } from '../../shared/contract/sync.ts'

/** Which of the shell's own surfaces are open. */
interface ShellState {
  cockpitOpen: boolean
  paletteOpen: boolean
  shortcutsOpen: boolean
  aboutOpen: boolean
  /** A full load that waits for an answer, with how many requests it takes, about; null = none. */
  fullAsked: { input: StartSyncInput; requests: number } | null
}

export const useShellStore = create<ShellState>(() => ({
  cockpitOpen: false,
  paletteOpen: false,
  shortcutsOpen: false,
  aboutOpen: false,
  fullAsked: null,
}))

/** Opens or closes one of the shell's surfaces. */
export function setShell(change: Partial<ShellState>): void {
  useShellStore.setState(change)
}
