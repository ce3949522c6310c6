import type { MenuCommand } from './ipc/events.ts'

/** How a command is named and reached: the native menu, the palette and the shortcut help show the same. */
export interface CommandDefinition {
  label: string
  /** In Electron's notation (`CmdOrCtrl+Shift+R`); empty = none. */
  shortcut: string
  /**
   * Who listens for the shortcut. `page`: the renderer does, because a text field in focus must keep the key for itself; the
   * menu only shows it.
   */
  heardBy: 'menu' | 'page'
}

/** Every command; a missing one fails the type-check. */
export const commands: Readonly<Record<MenuCommand, CommandDefinition>> = {
  'go.overview': { label: 'Overview', shortcut: 'CmdOrCtrl+1', heardBy: 'menu' },
  'go.explore': { label: 'Explore', shortcut: 'CmdOrCtrl+2', heardBy: 'menu' },
  'go.movies': { label: 'Movies', shortcut: 'CmdOrCtrl+3', heardBy: 'menu' },
  'go.tables': { label: 'Tables', shortcut: 'CmdOrCtrl+4', heardBy: 'menu' },
  'go.schema': { label: 'Schema', shortcut: 'CmdOrCtrl+5', heardBy: 'menu' },
  'go.runs': { label: 'Runs', shortcut: 'CmdOrCtrl+6', heardBy: 'menu' },
  'go.quality': { label: 'Quality', shortcut: 'CmdOrCtrl+7', heardBy: 'menu' },
  'go.destinations': { label: 'Destinations', shortcut: 'CmdOrCtrl+8', heardBy: 'menu' },
  'go.settings': { label: 'Settings', shortcut: 'CmdOrCtrl+,', heardBy: 'menu' },
  'history.back': { label: 'Back', shortcut: 'Alt+Left', heardBy: 'page' },
  'history.forward': { label: 'Forward', shortcut: 'Alt+Right', heardBy: 'page' },
  'sync.start': { label: 'Sync', shortcut: 'CmdOrCtrl+R', heardBy: 'menu' },
  'sync.full': { label: 'Full Refresh', shortcut: 'CmdOrCtrl+Shift+R', heardBy: 'menu' },
  'sync.pauseOrResume': { label: 'Pause or Resume Load', shortcut: 'CmdOrCtrl+.', heardBy: 'menu' },
  'sync.cancel': { label: 'Cancel Load', shortcut: 'CmdOrCtrl+Shift+.', heardBy: 'menu' },
  'sync.dryRun': { label: 'Dry Run: What Is New', shortcut: '', heardBy: 'menu' },
  'sync.dryRunFull': { label: 'Dry Run: The Whole Catalogue', shortcut: '', heardBy: 'menu' },
  'data.verify': { label: 'Verify the Warehouse', shortcut: '', heardBy: 'menu' },
  'data.openFolder': { label: 'Open Data Folder', shortcut: '', heardBy: 'menu' },
  'page.export': { label: 'Export Table, Chart or Diagram…', shortcut: 'CmdOrCtrl+E', heardBy: 'menu' },
  'page.report': { label: 'Report of This View…', shortcut: 'CmdOrCtrl+Shift+E', heardBy: 'menu' },
  'compare.start': { label: 'Compare with the Rest', shortcut: '', heardBy: 'menu' },
  'compare.swap': { label: 'Swap the Compared Sides', shortcut: '', heardBy: 'menu' },
  'compare.stop': { label: 'Stop Comparing', shortcut: '', heardBy: 'menu' },
  'films.grid': { label: 'Films as a Grid', shortcut: '', heardBy: 'menu' },
  'films.wall': { label: 'Films as a Wall of Posters', shortcut: '', heardBy: 'menu' },
  'theme.system': { label: 'Theme: As the System', shortcut: '', heardBy: 'menu' },
  'theme.light': { label: 'Theme: Light', shortcut: '', heardBy: 'menu' },
  'theme.dark': { label: 'Theme: Dark', shortcut: '', heardBy: 'menu' },
  'filter.clear': { label: 'Clear Filters', shortcut: 'CmdOrCtrl+Shift+X', heardBy: 'menu' },
  'filter.undo': { label: 'Undo Change', shortcut: 'CmdOrCtrl+Z', heardBy: 'page' },
  'filter.redo': { label: 'Redo Change', shortcut: 'CmdOrCtrl+Shift+Z', heardBy: 'page' },
  'search.focus': { label: 'Find', shortcut: 'CmdOrCtrl+F', heardBy: 'menu' },
  'palette.open': { label: 'Command Palette', shortcut: 'CmdOrCtrl+K', heardBy: 'menu' },
  'help.shortcuts': { label: 'Keyboard Shortcuts', shortcut: 'F1', heardBy: 'menu' },
  'help.diagnostics': { label: 'Diagnostics', shortcut: '', heardBy: 'menu' },
  'help.about': { label: 'About YTS Explorer', shortcut: '', heardBy: 'menu' },
}
