import { app } from 'electron'
import { dataFolderOf, homeFolder } from '../config/index.ts'
import { setupAppScheme } from './app-protocol/protocol.ts'
import { start } from './start.ts'

// The boot file. What must happen before Electron is ready happens here, in this order.

const home = homeFolder(argument('data-dir'))
app.setPath('userData', home)
app.setPath('sessionData', `${home}/browser`)
setupAppScheme()

// One instance a data folder: the second one brings the first one's window forward and ends.
if (app.requestSingleInstanceLock()) {
  // As root Chromium cannot sandbox; only the launchers of tests and demo pass --no-sandbox. Pages stay sandboxed by
  // their own preferences.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  void app.whenReady().then(() => start(home, dataFolderOf(home)))
} else {
  app.exit(0)
}

function argument(name: string): string | undefined {
  const prefix = `--${name}=`
  return process.argv.find((value) => value.startsWith(prefix))?.slice(prefix.length)
}
