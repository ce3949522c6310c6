import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { app, dialog, Menu } from 'electron'
import { KnownError } from '../../shared/ipc/result.ts'
import { linkScheme } from '../../shared/views/bounds.ts'
import { dataFolderOf, usableHome } from '../config/data-dir.ts'
import { setupAppScheme } from './app-protocol/protocol.ts'
import { start } from './start.ts'
import { LinkInbox, linkAmong } from './views/link-inbox.ts'

// The boot file. What must happen before Electron is ready happens here, in this order.

const named = argument('data-dir')
const home = usableHome(named)
if (home.ok) {
  app.setPath('userData', home.value)
  app.setPath('sessionData', `${home.value}/browser`)
  setupAppScheme()
  // Electron would make a menu of its own otherwise, which ours replaces a moment later.
  Menu.setApplicationMenu(null)
  // One instance a data folder: the second one brings the first one's window forward and ends.
  if (app.requestSingleInstanceLock()) begin(home.value)
  else app.exit(0)
} else giveUp(home.error.message)

function begin(folder: string): void {
  const links = new LinkInbox()
  links.put(linkAmong(process.argv))
  // How macOS gives them; it may do so before the app is ready.
  app.on('open-url', (event, url) => {
    event.preventDefault()
    links.put(linkAmong([url]))
  })
  // Only the program that was installed: one that is being worked on would take the links of that one.
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme)
  // As root Chromium cannot sandbox; only the launchers of tests and demo pass --no-sandbox. Pages stay sandboxed by
  // their own preferences.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  app
    .whenReady()
    .then(() => open(folder, links))
    .catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      giveUp(error instanceof KnownError ? error.message : `The data folder cannot be used: ${folder}`)
    })
}

async function open(folder: string, links: LinkInbox): Promise<void> {
  const dataFolder = placeOf(folder) ?? (await askForFolder(folder))
  if (dataFolder === null) app.exit(0)
  else await start(folder, dataFolder, links)
}

/** Where the data is; null when that must be asked. */
function placeOf(folder: string): string | null {
  try {
    return dataFolderOf(folder)
  } catch {
    return null
  }
}

async function askForFolder(folder: string): Promise<string | null> {
  // Loaded when it is needed: the window waits for everything that is imported above.
  const { findDataFolder } = await import('./storage/find-data-folder.ts')
  const { folderQuestions } = await import('./shell/folder-questions.ts')
  return findDataFolder(folder, folderQuestions)
}

function argument(name: string): string | undefined {
  const prefix = `--${name}=`
  return process.argv.find((value) => value.startsWith(prefix))?.slice(prefix.length)
}

/** The app could not come up: says so where somebody looks, and ends rather than staying without a window. */
function giveUp(problem: string): void {
  process.stderr.write(`${problem}\n`)
  if (!home.ok) app.setPath('userData', mkdtempSync(path.join(tmpdir(), 'yts-explorer-')))
  app
    .whenReady()
    .then(() =>
      dialog.showMessageBox({
        type: 'error',
        title: 'YTS Explorer',
        message: 'YTS Explorer cannot start',
        detail: problem,
      }),
    )
    .finally(() => app.exit(1))
}
