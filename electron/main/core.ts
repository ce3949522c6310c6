import { homedir, userInfo } from 'node:os'
import path from 'node:path'
import { app, clipboard, dialog, Menu, Notification, nativeTheme, powerMonitor, shell } from 'electron'
import type { Logger } from 'pino'
import type { FilterSteps } from '../../shared/contract/app.ts'
import type { MenuCommand } from '../../shared/ipc/events.ts'
import { fail } from '../../shared/ipc/result.ts'
import { slowLimitMs } from '../config/slow-limit.ts'
import { oddity } from '../files/small-file.ts'
import type { AppWindow } from './app-window.ts'
import { createPublishNotifier } from './destinations/publish-notifier.ts'
import { systemStore } from './destinations/system-store.ts'
import { CallLog } from './diagnostics/call-log.ts'
import { describeProcesses } from './diagnostics/processes.ts'
import { createMainHandlers, type HandlerDeps } from './ipc/handlers.ts'
import { createRouter, type Route } from './ipc/router.ts'
import { openLog } from './log/log.ts'
import type { Picture } from './posters/posters.ts'
import { printPdf } from './reports/print-pdf.ts'
import { Reports } from './reports/reports.ts'
import { Services, systemTimers } from './services.ts'
import { askToShowPosters, askToTrust } from './shell/host-question.ts'
import type { RefusalListener } from './shell/lockdown.ts'
import { menuTemplate } from './shell/menu-template.ts'
import { createNotifier } from './shell/notifier.ts'
import { QuitGuard } from './shell/quit.ts'
import { systemProxy } from './shell/system-proxy.ts'
import { rememberWindow } from './shell/window.ts'
import type { UiStore } from './storage/ui-store.ts'
import type { LinkInbox } from './views/link-inbox.ts'
import type { Shown } from './warm-start/first-page.ts'

/** What the window was opened with, and who waits for what is refused meanwhile. */
export interface Opened {
  home: string
  dataFolder: string
  ui: UiStore
  page: AppWindow
  /** What the page was given already; null when it waits for the reader. */
  shown: Shown | null
  /** Links to views that came from outside. */
  links: LinkInbox
  /** Takes the hearer of refused navigations and requests. */
  onRefused: (listener: RefusalListener) => void
}

/** The app behind its window. */
export interface Core {
  route: Route
  /** The poster of a film, for the page; null where there is none, or posters are off. */
  poster: (movieId: number) => Promise<Picture | null>
  quit: QuitGuard
  log: Logger
  /** Settles when the data folder is open; calls of the page wait for it. */
  opened: Promise<unknown>
}

/** Brings up what is behind the window: log, workspace with its processes, schedule, menu, handlers. */
export function startCore({ home, dataFolder, ui, page, shown, links, onRefused }: Opened): Core {
  const trace = process.env.YTS_TRACE === '1'
  const log = openLog(home, trace || process.env.YTS_LOG === '1')
  const calls = new CallLog({ log, trace, now: Date.now, slowMs: slowLimitMs() })
  process.on('uncaughtException', (err) => log.error({ err }, 'uncaught exception'))
  process.on('unhandledRejection', (err) => log.error({ err }, 'unhandled rejection'))
  log.info(
    {
      version: app.getVersion(),
      electron: process.versions.electron,
      ms: Math.round(process.uptime() * 1000),
      shown: shown !== null,
    },
    'starting',
  )
  // Nothing in these is worth stopping for, and the window has opened without them.
  for (const file of ['ui-state.json', 'first-page.json']) {
    const why = oddity(path.join(home, file))
    if (why !== null) log.warn(`${file} ${why}; it was left unread`)
  }
  onRefused((what, address) => log.warn({ what, address: address.slice(0, 200) }, 'refused'))

  const notifications = {
    show: (title: string, body: string, onClick: () => void) => {
      if (!Notification.isSupported()) return
      const notification = new Notification({ title, body })
      notification.on('click', onClick)
      notification.show()
    },
    goTo: (route: string) => {
      page.bringForward()
      page.send({ type: 'goto', route })
    },
  }
  const notify = createNotifier({ ...notifications, isFocused: () => page.focused })
  const program = `${app.getName()} ${app.getVersion()}`
  const services = new Services({
    home,
    dataFolder,
    log,
    calls,
    ui,
    page,
    shown,
    program,
    systemProxy,
    onFinished: notify,
    onPublished: createPublishNotifier(notifications),
    secretStore: systemStore,
    onShare: (share) => page.window?.setProgressBar(share ?? -1),
    onState: () => refreshMenu(),
  })
  const { sync, schedule, destinations, exports, posters, workspaces } = services

  let shownMenu = ''
  // Until the page says otherwise its filter has no history.
  let filterSteps: FilterSteps = { undo: false, redo: false, clear: false }
  const refreshMenu = (): void => {
    const state = { syncing: sync.active, paused: sync.paused, filter: filterSteps }
    if (JSON.stringify(state) === shownMenu) return
    shownMenu = JSON.stringify(state)
    const run = (command: MenuCommand): void => {
      page.gestures.made()
      page.send({ type: 'command', command })
    }
    const copy = (): void => {
      page.gestures.made()
      page.window?.webContents.copy()
    }
    const template = menuTemplate(process.platform, state, run, copy)
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }
  refreshMenu()

  const quit = new QuitGuard({
    isSyncing: () => sync.undecided,
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
      reports.cancel()
      if (page.window) rememberWindow(page.window, ui)
      page.window?.hide()
      await services.shutDown()
      log.info('ended')
    },
    exit: () => app.exit(0),
    timers: systemTimers,
  })

  const askSavePath = async (suggestedName: string, format: string): Promise<string | null> => {
    const options = { defaultPath: suggestedName, filters: [{ name: format.toUpperCase(), extensions: [format] }] }
    const parent = page.window
    const chosen = parent ? await dialog.showSaveDialog(parent, options) : await dialog.showSaveDialog(options)
    return chosen.canceled || !chosen.filePath ? null : chosen.filePath
  }
  const reports = new Reports({
    print: printPdf,
    askSavePath,
    keepOut: () => workspaces.dataFolder,
    program,
    reveal: (file) => shell.showItemInFolder(file),
  })

  const deps: HandlerDeps = {
    workspaces,
    sync,
    schedule,
    destinations,
    posters,
    exports,
    reports,
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
    showFile: (file) => shell.showItemInFolder(file),
    showFolder: async (folder) => {
      await shell.openPath(folder)
    },
    askSavePath,
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
    logViewFailure: (failure) => log.error({ from: 'page', ...failure }, 'a view could not be drawn'),
    // A screen reader presses buttons without any input.
    takeGesture: () => page.gestures.take() || app.accessibilitySupportEnabled,
    trustHost: (hosts) => askToTrust(page.window, hosts),
    trustPosterHost: (host) => askToShowPosters(page.window, host),
    applyTheme: (theme) => {
      nativeTheme.themeSource = theme
    },
    filterSteps: (steps) => {
      filterSteps = steps
      refreshMenu()
    },
    configSaved: () => services.configSaved(),
    views: {
      takeLink: () => links.take(),
      askViewFile: async () => {
        const options = { properties: ['openFile' as const], filters: [{ name: 'View', extensions: ['ytsview'] }] }
        const parent = page.window
        const chosen = parent ? await dialog.showOpenDialog(parent, options) : await dialog.showOpenDialog(options)
        return (chosen.canceled ? undefined : chosen.filePaths[0]) ?? null
      },
    },
    diagnostics: { calls, processes: () => describeProcesses(app.getAppMetrics()) },
    person: { home: homedir(), user: userName() },
  }

  const opened = services.open(ui.get().workspace)
  const route = createRouter({
    handlers: createMainHandlers(deps),
    opened,
    forward: (owner, channel, input, timeoutMs) => {
      // The one request that a loader which hears nothing must not leave unanswered.
      if (channel === 'sync.cancel') return sync.cancel()
      // None of its channels is the page's.
      if (owner === 'publisher' || owner === 'exporter')
        return Promise.resolve(fail('forbidden', 'Only the app itself may ask for this.'))
      services.firstPage.note(channel, input)
      return workspaces.call(owner, channel as never, input, timeoutMs, 'page')
    },
    onCall: ({ channel, owner, ms, result }) => calls.fromPage(channel, owner, ms, result),
    checkOutputs: !app.isPackaged,
    onError: (channel, err) => log.error({ err, channel }, 'a request failed'),
  })
  setupPower(services)
  setupEnds(quit)
  const poster = async (movieId: number): Promise<Picture | null> => {
    await opened
    return posters.picture(movieId)
  }
  return { route, poster, quit, log, opened }
}

/** Empty where the system does not know the user. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return ''
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
