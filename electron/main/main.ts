import { app, dialog, Menu } from 'electron'
import { dataFolderOf, homeFolder } from '../config/data-dir.ts'
import { setupAppScheme } from './app-protocol/protocol.ts'
import { start } from './start.ts'

// The boot file. What must happen before Electron is ready happens here, in this order.

const home = findHome()
app.setPath('userData', home)
app.setPath('sessionData', `${home}/browser`)
setupAppScheme()
// Electron would make a menu of its own otherwise, which ours replaces a moment later.
Menu.setApplicationMenu(null)

// One instance a data folder: the second one brings the first one's window forward and ends.
if (app.requestSingleInstanceLock()) {
  // As root Chromium cannot sandbox; only the launchers of tests and demo pass --no-sandbox. Pages stay sandboxed by
  // their own preferences.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  app
    .whenReady()
    .then(() => start(home, dataFolderOf(home)))
    .catch((error: unknown) => giveUp(error, home))
} else {
  app.exit(0)
}

function findHome(): string {
  const named = argument('data-dir')
  try {
    return homeFolder(named)
  } catch (error) {
    return giveUp(error, named)
  }
}

function argument(name: string): string | undefined {
  const prefix = `--${name}=`
  return process.argv.find((value) => value.startsWith(prefix))?.slice(prefix.length)
}

/** The app could not come up: says so where somebody looks, and ends rather than staying without a window. */
function giveUp(error: unknown, folder: string | undefined): never {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  dialog.showErrorBox('YTS Explorer cannot start', `The data folder cannot be used: ${folder ?? 'the default one'}`)
  app.exit(1)
  process.exit(1)
}
