import path from 'node:path'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import { appOrigin } from '../ipc/sender.ts'
import type { UiStore } from '../storage/ui-store.ts'
import { minSize, placeWindow } from './window-place.ts'

const preload = path.join(import.meta.dirname, '..', 'preload', 'preload.cjs')

/** The page's own background in each theme, so that a window shows no other colour before its first paint. */
const backgrounds = { light: '#ffffff', dark: '#161718' }

/** What one step of the zoom level multiplies by; Chromium's own. */
const zoomStep = 1.2

/**
 * Opens the app's window where it was, at once and in the page's own background, and remembers where it goes. A window that is
 * shown only when it is painted draws its first page twice, and later.
 */
export function openWindow(ui: UiStore): BrowserWindow {
  const remembered = ui.get().window
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id)
  const window = new BrowserWindow({
    ...placeWindow(
      remembered,
      [primary, ...others].map((display) => display.workArea),
    ),
    minWidth: minSize.width,
    minHeight: minSize.height,
    title: 'YTS Explorer',
    backgroundColor: currentBackground(),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      zoomFactor: zoomStep ** (remembered?.zoom ?? 0),
      // The page's compiled code is kept from the first start of a version on, not from the second.
      v8CacheOptions: 'bypassHeatCheck',
    },
  })
  if (remembered?.maximized) window.maximize()
  const repaint = (): void => window.setBackgroundColor(currentBackground())
  nativeTheme.on('updated', repaint)
  window.once('closed', () => nativeTheme.off('updated', repaint))
  rememberPlace(window, ui)
  void window.loadURL(`${appOrigin}/`)
  return window
}

function currentBackground(): string {
  return nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light
}

function rememberPlace(window: BrowserWindow, ui: UiStore): void {
  const remember = (): void => rememberWindow(window, ui)
  window.on('resize', remember)
  window.on('move', remember)
  window.on('maximize', remember)
  window.on('unmaximize', remember)
  // Ctrl and the wheel: Electron only tells of the wish.
  window.webContents.on('zoom-changed', (_event, direction) => {
    const level = window.webContents.getZoomLevel() + (direction === 'in' ? 0.5 : -0.5)
    window.webContents.setZoomLevel(Math.min(5, Math.max(-5, level)))
  })
}

/** Takes note of where the window is and how far it is zoomed; nothing tells of a zoom by the menu. */
export function rememberWindow(window: BrowserWindow, ui: UiStore): void {
  if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return
  const zoom = Math.min(5, Math.max(-5, window.webContents.getZoomLevel()))
  ui.set('window', { ...window.getNormalBounds(), maximized: window.isMaximized(), zoom })
}
