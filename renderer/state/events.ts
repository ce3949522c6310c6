import type { ExportProgress } from '../../shared/export/export-spec.ts'
import type { AppEvent, MenuCommand } from '../../shared/ipc/events.ts'
import { bridge } from '../api.ts'
import { enterWorkspace } from './actions/enter-workspace.ts'
import { reduceEvent, useAppStore } from './app-store.ts'

type CommandListener = (command: MenuCommand) => void
type GotoListener = (route: string) => void
type LinkListener = () => void

const commandListeners = new Set<CommandListener>()
const gotoListeners = new Set<GotoListener>()
const linkListeners = new Set<LinkListener>()
const exportListeners = new Set<(progress: ExportProgress) => void>()

/** Hears every command of the native menu, the palette and the top bar. Returns the way to stop. */
export function onCommand(listener: CommandListener): () => void {
  commandListeners.add(listener)
  return () => commandListeners.delete(listener)
}

/** Asks for a command as if it had been chosen in the menu. */
export function runCommand(command: MenuCommand): void {
  for (const listener of commandListeners) listener(command)
}

/** Hears main asking for a route, for instance after a click on a notification. */
export function onGoto(listener: GotoListener): () => void {
  gotoListeners.add(listener)
  return () => gotoListeners.delete(listener)
}

/** Hears that a link to a view came, which main keeps until it is asked for. */
export function onLink(listener: LinkListener): () => void {
  linkListeners.add(listener)
  return () => linkListeners.delete(listener)
}

/** Hears how far an export is. Returns the way to stop. */
export function onExportProgress(listener: (progress: ExportProgress) => void): () => void {
  exportListeners.add(listener)
  return () => exportListeners.delete(listener)
}

/** Takes the one subscription to main's events for the life of the window. Returns the way to stop. */
export function connectEvents(): () => void {
  return bridge().onEvent((event: AppEvent) => {
    if (event.type === 'command') runCommand(event.command)
    else if (event.type === 'goto') for (const listener of gotoListeners) listener(event.route)
    else if (event.type === 'link') for (const listener of linkListeners) listener()
    else if (event.type === 'export') for (const listener of exportListeners) listener(event.progress)
    else if (event.type === 'workspace') void enterWorkspace(event.workspace)
    else useAppStore.setState((state) => reduceEvent(state, event))
  })
}
