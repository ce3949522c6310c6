import type { BrowserWindow } from 'electron'
import { eventChannel } from '../../shared/ipc/channels.ts'
import type { AppEvent } from '../../shared/ipc/events.ts'
import { Gestures } from './shell/gestures.ts'

/** The app’s one window as the rest of main sees it: there or not, it can be spoken to. */
export class AppWindow {
  #window: BrowserWindow | null = null
  /** What the person does in the window. */
  readonly gestures = new Gestures(() => performance.now())

  attach(window: BrowserWindow): void {
    this.#window = window
    window.webContents.on('input-event', (_event, { type }) => this.gestures.input(type))
    window.once('closed', () => {
      if (this.#window === window) this.#window = null
    })
  }

  /** The window; null before it opens and after it closed. */
  get window(): BrowserWindow | null {
    return this.#window?.isDestroyed() ? null : this.#window
  }

  /** Whether a page is there that can be asked something. */
  get canBeAsked(): boolean {
    const contents = this.window?.webContents
    return contents !== undefined && !contents.isCrashed() && !contents.isLoadingMainFrame()
  }

  get focused(): boolean {
    return this.window?.isFocused() ?? false
  }

  send(event: AppEvent): void {
    const contents = this.window?.webContents
    if (contents && !contents.isDestroyed()) contents.send(eventChannel, event)
  }

  bringForward(): void {
    const { window } = this
    if (!window) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
}
