import { app, BrowserWindow, clipboard, dialog, Menu, Notification, nativeTheme, powerMonitor, shell } from 'electron'
import { setupAppProtocol } from './app-protocol/protocol.ts'
import { createMainHandlers, type HandlerDeps } from './ipc/handlers.ts'
import { setupIpc } from './ipc/setup-ipc.ts'
import { openLog } from './log/log.ts'
import { Page } from './page.ts'
import { Services, systemTimers } from './services.ts'
import { setupLockdown } from './shell/lockdown.ts'
import { menuTemplate } from './shell/menu-template.ts'
import { createNotifier } from './shell/notifier.ts'
import { QuitGuard } from './shell/quit.ts'
import { openWindow, rememberWindow } from './shell/window.ts'
import { openUiStore } from './storage/ui-store.ts'

/**
 * Brings the app up once Electron is ready.
 *
 * @param home folder of the app's own state; @param dataFolder where the data is, usually the same
 */
export async function start(home: string, dataFolder: string): Promise<void> {
  const log = openLog(home, process.env.YTS_LOG === '1')
  process.on('uncaughtException', (err) => log.error({ err }, 'uncaught exception'))
  process.on('unhandledRejection', (err) => log.error({ err }, 'unhandled rejection'))
  const sinceStart = (): number => Math.round(process.uptime() * 1000)
  log.info({ version: app.getVersion(), electron: process.versions.electron, ms: sinceStart() }, 'starting')

  const ui = openUiStore(home, (run) => systemTimers.after(400, run))
  nativeTheme.themeSource = ui.get().theme
  const page = new Page()
  setupLockdown((what, address) => log.warn({ what, address: address.slice(0, 200) }, 'refused'))
  setupAppProtocol()

  const notify = createNotifier({
    isFocused: () => page.focused,
    show: (title, body, onClick) => {
      if (!Notification.isSupported()) return
      const notification = new Notification({ title, body })
      notification.on('click', onClick)
      notification.show()
    },
    goTo: (route) => {
      page.bringForward()
      page.send({ type: 'goto', route })
    },
  })
  const services = new Services({
    home,
    dataFolder,
    log,
    ui,
    page,
    onFinished: notify,
    onShare: (share) => page.window?.setProgressBar(share ?? -1),
    onState: () => refreshMenu(),
  })
  const { sync, schedule, workspaces } = services

  let shownMenu = ''
  const refreshMenu = (): void => {
    const state = { syncing: sync.active, paused: sync.paused }
    if (JSON.stringify(state) === shownMenu) return
    shownMenu = JSON.stringify(state)
    const template = menuTemplate(process.platform, state, (command) => page.send({ type: 'command', command }))
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }
  refreshMenu()

  const quit = new QuitGuard({
    isSyncing: () => sync.active,
    ask: () => {
      if (!page.canBeAsked) return false
      page.bringForward()
      page.send({ type: 'quitRequested' })
      return true
    },
    untilIdle: async () => {
      if (sync.paused) await sync.ask('sync.resume')
      await sync.untilIdle()
    },
    pause: () => sync.ask('sync.pause'),
    shutDown: async () => {
      if (page.window) rememberWindow(page.window, ui)
      page.window?.hide()
      await services.shutDown()
      log.info('ended')
    },
    exit: () => app.exit(0),
  })

  const deps: HandlerDeps = {
    workspaces,
    sync,
    schedule,
    quit,
    ui,
    now: Date.now,
    versions: {
      name: app.getName(),
      version: app.getVersion(),
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
    },
    openExternal: (url) => shell.openExternal(url),
    showFolder: async (folder) => {
      await shell.openPath(folder)
    },
    askSavePath: async (suggestedName, format) => {
      const options = { defaultPath: suggestedName, filters: [{ name: format.toUpperCase(), extensions: [format] }] }
      const parent = page.window
      const chosen = parent ? await dialog.showSaveDialog(parent, options) : await dialog.showSaveDialog(options)
      return chosen.canceled || !chosen.filePath ? null : chosen.filePath
    },
    moveDataFolder: async () => {
      const options = {
        properties: ['openDirectory' as const, 'createDirectory' as const],
        buttonLabel: 'Move Data Here',
      }
      const parent = page.window
      const chosen = parent ? await dialog.showOpenDialog(parent, options) : await dialog.showOpenDialog(options)
      const [target] = chosen.canceled ? [] : chosen.filePaths
      if (target !== undefined) await services.moveData(target)
      return { moved: target !== undefined, dataFolder: workspaces.dataFolder }
    },
    switchWorkspace: (name) => services.switchWorkspace(name),
    writeClipboard: (text) => clipboard.writeText(text),
    applyTheme: (theme) => {
      nativeTheme.themeSource = theme
    },
    configSaved: () => services.configSaved(),
  }

  // Started before the window opens; a call of the page waits until it has.
  const opened = services.open(ui.get().workspace)
  setupIpc({
    handlers: createMainHandlers(deps),
    opened,
    forward: (owner, channel, input, timeoutMs) => workspaces.call(owner, channel as never, input, timeoutMs),
    checkOutputs: !app.isPackaged,
    onError: (channel, err) => log.error({ err, channel }, 'a request failed'),
  })

  setupPower(services)
  setupEnds(quit)
  openMainWindow()
  app.on('second-instance', () => page.bringForward())
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openMainWindow()
  })
  await opened

  function openMainWindow(): void {
    const window = openWindow(ui)
    page.attach(window)
    window.once('show', () => log.info({ ms: sinceStart() }, 'window shown'))
    window.on('close', (event) => {
      event.preventDefault()
      quit.request()
    })
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      log.error({ reason }, 'the page ended')
      if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload()
    })
  }
}

/** Sleep pauses a load; waking resumes it, and lets the schedule look at the clock. */
function setupPower(services: Services): void {
  let pausedBySleep = false
  powerMonitor.on('suspend', () => {
    if (!services.sync.active || services.sync.paused) return
    pausedBySleep = true
    void services.sync.ask('sync.pause')
  })
  powerMonitor.on('resume', () => {
    if (pausedBySleep) void services.sync.ask('sync.resume')
    pausedBySleep = false
    services.schedule.wake()
  })
}

/** Every way in which the app can be made to end leads through the one guard. */
function setupEnds(quit: QuitGuard): void {
  app.on('before-quit', (event) => {
    event.preventDefault()
    quit.request()
  })
  app.on('window-all-closed', () => quit.request())
  powerMonitor.on('shutdown', () => quit.leaveNow())
  process.on('SIGTERM', () => quit.leaveNow())
  process.on('SIGINT', () => quit.leaveNow())
}
