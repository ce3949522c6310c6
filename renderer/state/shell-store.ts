import { create } from 'zustand'

/** Which of the shell's own surfaces are open. */
interface ShellState {
  cockpitOpen: boolean
  paletteOpen: boolean
  shortcutsOpen: boolean
  aboutOpen: boolean
}

export const useShellStore = create<ShellState>(() => ({
  cockpitOpen: false,
  paletteOpen: false,
  shortcutsOpen: false,
  aboutOpen: false,
}))

/** Opens or closes one of the shell's surfaces. */
export function setShell(change: Partial<ShellState>): void {
  useShellStore.setState(change)
}
