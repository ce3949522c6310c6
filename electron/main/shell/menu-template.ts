import type { MenuItemConstructorOptions } from 'electron'
import { commands } from '../../../shared/commands.ts'
import type { FilterSteps } from '../../../shared/contract/app.ts'
import type { MenuCommand } from '../../../shared/events.ts'

/** What the menu depends on. */
export interface MenuState {
  syncing: boolean
  paused: boolean
  filter: FilterSteps
}

/**
 * The native menu: every command with its shortcut; what makes no sense now is disabled and says why.
 *
 * @param copy copies what is selected in the page; called for a choice of the person
 */
export function menuTemplate(
  platform: NodeJS.Platform,
  state: MenuState,
  run: (command: MenuCommand) => void,
  copy: () => void,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  const item = (command: MenuCommand, extra: MenuItemConstructorOptions = {}): MenuItemConstructorOptions => {
    const { label, shortcut, heardBy } = commands[command]
    // macOS hears every key that a menu shows; there those of the page belong to the text field's own undo.
    const shown = shortcut !== '' && (heardBy === 'menu' || !mac)
    return {
      id: command,
      label,
      ...(shown ? { accelerator: shortcut, registerAccelerator: heardBy === 'menu' } : {}),
      click: () => run(command),
      ...extra,
    }
  }
  const whileSyncing = (command: MenuCommand, label: string): MenuItemConstructorOptions => {
    const enabled = state.syncing || state.paused
    return item(command, { enabled, label: enabled ? label : `${label} (no load is running)` })
  }
  const whenIdle = (command: MenuCommand): MenuItemConstructorOptions => {
    const { label } = commands[command]
    return item(command, { enabled: !state.syncing, label: state.syncing ? `${label} (a load is running)` : label })
  }
  const filterStep = (command: MenuCommand, enabled: boolean, why: string): MenuItemConstructorOptions => {
    const { label } = commands[command]
    return item(command, { enabled, label: enabled ? label : `${label} (${why})` })
  }
  const separator: MenuItemConstructorOptions = { type: 'separator' }

  const appMenu: MenuItemConstructorOptions = {
    label: 'YTS Explorer',
    submenu: [
      item('help.about'),
      separator,
      item('go.settings', { label: 'Settings…' }),
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  }
  const file: MenuItemConstructorOptions = {
    label: '&File',
    submenu: mac ? [{ role: 'close' }] : [item('go.settings', { label: 'Settings…' }), separator, { role: 'quit' }],
  }
  const edit: MenuItemConstructorOptions = {
    label: '&Edit',
    submenu: [
      ...(mac ? [{ role: 'undo' } as const, { role: 'redo' } as const, separator] : []),
      filterStep('filter.undo', state.filter.undo, 'nothing to undo'),
      filterStep('filter.redo', state.filter.redo, 'nothing to redo'),
      separator,
      { role: 'cut' },
      // Not the role: that copies without a word to main, which lets a page copy only what a person asks for.
      { label: 'Copy', accelerator: 'CmdOrCtrl+C', registerAccelerator: false, click: copy },
      { role: 'paste' },
      { role: 'selectAll' },
      separator,
      item('search.focus'),
      item('palette.open'),
    ],
  }
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      item('go.overview'),
      item('go.explore'),
      item('go.movies'),
      item('go.tables'),
      item('go.schema'),
      item('go.runs'),
      item('go.quality'),
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
    ],
  }
  const data: MenuItemConstructorOptions = {
    label: '&Data',
    submenu: [
      whenIdle('sync.start'),
      whenIdle('sync.full'),
      whileSyncing('sync.pauseOrResume', state.paused ? 'Resume Load' : 'Pause Load'),
      whileSyncing('sync.cancel', 'Cancel Load'),
      separator,
      filterStep('filter.clear', state.filter.clear, 'no filter is active'),
    ],
  }
  const window: MenuItemConstructorOptions = {
    label: '&Window',
    submenu: [
      { role: 'minimize' },
      ...(mac ? [{ role: 'zoom' } as const, { role: 'front' } as const] : [{ role: 'close' } as const]),
    ],
  }
  const help: MenuItemConstructorOptions = {
    role: 'help',
    submenu: [item('help.shortcuts'), item('help.diagnostics'), ...(mac ? [] : [separator, item('help.about')])],
  }
  return [...(mac ? [appMenu] : []), file, edit, view, data, window, help]
}
