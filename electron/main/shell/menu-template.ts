import type { MenuItemConstructorOptions } from 'electron'
import { commandReasons } from '../../../shared/command-reasons.ts'
import { commands } from '../../../shared/commands.ts'
import type { FilterSteps } from '../../../shared/contract/app.ts'
import type { MenuCommand } from '../../../shared/ipc/events.ts'

/** Under *Theme* they need not name it again. */
const themes: readonly (readonly [MenuCommand, string])[] = [
  ['theme.system', 'As the System'],
  ['theme.light', 'Light'],
  ['theme.dark', 'Dark'],
]

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
  const reasons = commandReasons({ syncing: state.syncing || state.paused, filter: state.filter })
  const item = (command: MenuCommand, extra: MenuItemConstructorOptions = {}): MenuItemConstructorOptions => {
    const { label, shortcut, heardBy } = commands[command]
    const reason = reasons[command]
    // macOS hears every key that a menu shows; there those of the page belong to the text field's own undo.
    const shown = shortcut !== '' && (heardBy === 'menu' || !mac)
    return {
      id: command,
      enabled: reason === undefined,
      ...(shown ? { accelerator: shortcut, registerAccelerator: heardBy === 'menu' } : {}),
      click: () => run(command),
      ...extra,
      label: reason ? `${extra.label ?? label} (${reason})` : (extra.label ?? label),
    }
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
    submenu: [
      item('page.export'),
      item('page.report'),
      item('data.openFolder'),
      separator,
      ...(mac
        ? [{ role: 'close' } as const]
        : [item('go.settings', { label: 'Settings…' }), separator, { role: 'quit' } as const]),
    ],
  }
  const edit: MenuItemConstructorOptions = {
    label: '&Edit',
    submenu: [
      ...(mac ? [{ role: 'undo' } as const, { role: 'redo' } as const, separator] : []),
      item('filter.undo'),
      item('filter.redo'),
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
      item('go.destinations'),
      separator,
      item('history.back'),
      item('history.forward'),
      separator,
      item('films.grid'),
      item('films.wall'),
      separator,
      item('compare.start'),
      item('compare.swap'),
      item('compare.stop'),
      separator,
      { label: 'Theme', submenu: themes.map(([command, label]) => item(command, { label })) },
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
      item('sync.start'),
      item('sync.full'),
      item('sync.pauseOrResume', { label: state.paused ? 'Resume Load' : 'Pause Load' }),
      item('sync.cancel'),
      separator,
      item('sync.dryRun'),
      item('sync.dryRunFull'),
      item('data.verify'),
      separator,
      item('filter.clear'),
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
