import { app, BrowserWindow, nativeTheme } from 'electron'
import { setupAppProtocol } from './app-protocol/protocol.ts'
import type { Core } from './core.ts'
import { setupIpc } from './ipc/setup-ipc.ts'
import { Page } from './page.ts'
import { processOf, spawnAhead } from './processes/utility.ts'
import { type RefusalListener, setupLockdown } from './shell/lockdown.ts'
import { openWindow } from './shell/window.ts'
import { openUiStore } from './storage/ui-store.ts'
import { workspaceFolder } from './storage/workspace-folder.ts'

const uiSaveDelayMs = 400

/**
 * Brings the app up once Electron is ready: first the reader and the window, which are other processes and come up by
 * themselves, then the core, whose code is loaded meanwhile. Nothing here may import what is large, zod above all.
 *
 * @param home folder of the app's own state; @param dataFolder where the data is, usually the same
 */
export async function start(home: string, dataFolder: string): Promise<void> {
  const ui = openUiStore(home, (run) => void setTimeout(run, uiSaveDelayMs))
  spawnAhead(...processOf('reader', workspaceFolder(dataFolder, ui.get().workspace)))
  nativeTheme.themeSource = ui.get().theme

  const refusals: Parameters<RefusalListener>[] = []
  let onRefused: RefusalListener = (...refused) => void refusals.push(refused)
  setupLockdown((...refused) => onRefused(...refused))
  setupAppProtocol()
  const page = new Page()
  let begin: (core: Core) => void = () => {}
  const core = new Promise<Core>((resolve) => {
    begin = resolve
  })
  setupIpc(core.then(({ route }) => route))
  openMainWindow()
  app.on('second-instance', () => page.bringForward())
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openMainWindow()
  })

  const { startCore } = await import('./core.ts')
  const started = startCore({
    home,
    dataFolder,
    ui,
    page,
    onRefused: (listener) => {
      onRefused = listener
      for (const refused of refusals.splice(0)) listener(...refused)
    },
  })
  begin(started)
  await started.opened

  function openMainWindow(): void {
    const window = openWindow(ui)
    page.attach(window)
    window.once('show', () => void core.then(({ log }) => log.info({ ms: sinceStart() }, 'window shown')))
    window.on('close', (event) => {
      event.preventDefault()
      void core.then(({ quit }) => quit.request())
    })
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      void core.then(({ log }) => log.error({ reason }, 'the page ended'))
      if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload()
    })
  }
}

/** Milliseconds since the program started. */
function sinceStart(): number {
  return Math.round(process.uptime() * 1000)
}
