import { app, BrowserWindow, nativeTheme } from 'electron'
import { setupAppProtocol } from './app-protocol/protocol.ts'
import { AppWindow } from './app-window.ts'
import type { Core } from './core.ts'
import { setupIpc } from './ipc/setup-ipc.ts'
import { processOf, readerStamp, spawnAhead } from './processes/utility.ts'
import { type RefusalListener, setupLockdown } from './shell/lockdown.ts'
import { openWindow } from './shell/window.ts'
import { openUiStore, type UiStore } from './storage/ui-store.ts'
import { workspaceFolder } from './storage/workspace-folder.ts'
import { type LinkInbox, linkAmong } from './views/link-inbox.ts'
import { startViewOf } from './views/start-view.ts'
import { FirstAnswers } from './warm-start/first-answers.ts'
import type { Shown } from './warm-start/first-page.ts'
import { recallAnswers } from './warm-start/kept-answers.ts'

const uiSaveDelayMs = 400

/**
 * Brings the app up once Electron is ready: first the reader and the window, which are other processes and come up by
 * themselves, then the core, whose code is loaded meanwhile. Where the last session kept what the first page asks for, reader
 * and core start when it is drawn. Nothing here may import what is large, zod above all.
 *
 * @param home folder of the app's own state; @param dataFolder where the data is, usually the same
 * @param links links to views, of this start and of later ones
 */
export async function start(home: string, dataFolder: string, links: LinkInbox): Promise<void> {
  const ui = openUiStore(home, (run) => void setTimeout(run, uiSaveDelayMs))
  const dataDir = workspaceFolder(dataFolder, ui.get().workspace)
  // A view that the app starts with asks something of its own.
  const shown = startViewOf(dataDir) ? null : keptForPage(home, dataDir, ui)
  const first =
    shown &&
    new FirstAnswers({
      kept: shown.kept,
      holds: () => readerStamp(dataDir) === shown.stamp,
      ui,
      after: (ms, run) => void setTimeout(run, ms),
    })
  const startReader = (): void => spawnAhead(...processOf('reader', dataDir))
  if (!first) startReader()
  nativeTheme.themeSource = ui.get().theme

  const refusals: Parameters<RefusalListener>[] = []
  let onRefused: RefusalListener = (...refused) => void refusals.push(refused)
  const locked = setupLockdown((...refused) => onRefused(...refused))
  const page = new AppWindow()
  let begin: (core: Core) => void = () => {}
  const core = new Promise<Core>((resolve) => {
    begin = resolve
  })
  setupAppProtocol(async (movieId) => (await core).poster(movieId))
  setupIpc(
    core.then(({ route }) => route),
    first,
  )
  await locked
  openMainWindow()
  app.on('second-instance', (_event, argv) => {
    page.bringForward()
    const link = linkAmong(argv)
    if (link === null) return
    links.put(link)
    page.send({ type: 'link' })
  })
  app.on('open-url', () => page.send({ type: 'link' }))
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openMainWindow()
  })

  if (first) {
    await first.drawn
    startReader()
  }
  const { startCore } = await import('./core.ts')
  const started = startCore({
    home,
    dataFolder,
    ui,
    page,
    shown,
    links,
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
    window.once(
      'ready-to-show',
      () => void core.then(({ log }) => log.info({ ms: sinceStart() }, 'first page painted')),
    )
    window.on('close', (event) => {
      event.preventDefault()
      first?.hurry()
      void core.then(({ quit }) => quit.request())
    })
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      void core.then(({ log }) => log.error({ reason }, 'the page ended'))
      if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload()
    })
  }
}

/** What the last session kept of the Overview, if that is the page that opens, and if it still holds. */
function keptForPage(home: string, dataDir: string, ui: UiStore): Shown | null {
  const { views, workspace } = ui.get()
  const { route } = views[workspace]
  if (route !== undefined && route !== '/overview') return null
  const stamp = readerStamp(dataDir)
  const kept = stamp === null ? null : recallAnswers(home, stamp)
  return stamp !== null && kept ? { kept, stamp } : null
}

/** Milliseconds since the program started. */
function sinceStart(): number {
  return Math.round(process.uptime() * 1000)
}
