import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { _electron, type ElectronApplication, expect, type Page } from '@playwright/test'
import type { SampleApi } from '../../electron/sample/server.ts'
import { playwrightLaunchOptions } from '../../scripts/electron-runtime/index.ts'
import type { ChannelInput, ChannelOutput } from '../../shared/contract/index.ts'
import type { RendererChannel } from '../../shared/ipc/channels.ts'
import type { AppEvent } from '../../shared/ipc/events.ts'
import type { SyncSummary } from '../../shared/ipc/progress.ts'
import type { Result } from '../../shared/ipc/result.ts'
import { slowAnswers, slowPage } from './slow-machine.ts'
import { TroubleWatch } from './trouble-watch.ts'

export interface LaunchSettings {
  /** The folder the app works on. */
  dataDir: string
  env?: Record<string, string>
  args?: readonly string[]
}

/** How long an app may take to start or to end before it counts as hung. */
const hungMs = 180_000
/** The same for what it is told to do. */
const hungActionMs = 60_000

/** The real app in a real Electron, with its window and the sample server it loads from. */
export class RunningApp {
  readonly dataDir: string
  readonly api: SampleApi
  readonly trouble = new TroubleWatch()
  readonly #settings: LaunchSettings
  #electron: ElectronApplication | null = null
  #window: Page | null = null

  constructor(settings: LaunchSettings, api: SampleApi) {
    this.#settings = settings
    this.dataDir = settings.dataDir
    this.api = api
  }

  /** Playwright's hold on the main process. */
  get electron(): ElectronApplication {
    if (!this.#electron) throw new Error('the app is not running')
    return this.#electron
  }

  /** The app's window. */
  get window(): Page {
    if (!this.#window) throw new Error('the app has no window')
    return this.#window
  }

  /** Starts the app and waits for its first page; watches it for errors from the beginning. */
  async launch(): Promise<void> {
    const options = await playwrightLaunchOptions({
      dataDir: this.dataDir,
      args: this.#settings.args ?? [],
      env: { ...this.#settings.env },
    })
    // Playwright would emulate the light scheme: the window's own theme is what is tested.
    const electron = await _electron.launch({ ...options, colorScheme: null, timeout: hungMs })
    this.#electron = electron
    electron.context().setDefaultTimeout(hungActionMs)
    await slowAnswers(electron)
    electron.on('window', (page) => this.trouble.watch(page))
    this.#window = await electron.firstWindow({ timeout: hungMs })
    this.trouble.watch(this.#window)
    await slowPage(this.#window)
    await this.#window.waitForLoadState('load')
    // Before the interface is drawn it hears no command.
    await this.#window.getByRole('navigation').first().waitFor()
    await ownClipboard(electron)
    await this.#window.evaluate(() => {
      const kept: unknown[] = []
      Object.assign(window, { ytsEvents: kept })
      window.yts?.onEvent((event) => {
        if (event.type !== 'progress') kept.push(event)
      })
    })
  }

  /** Ends the app as a person would, load or not, and starts it again on the same data. */
  async restart(): Promise<void> {
    await this.close()
    await this.launch()
  }

  /** Resolves when the app has ended; call it before what ends it. */
  async ended(): Promise<void> {
    await this.electron.waitForEvent('close', { timeout: hungMs })
  }

  /** Lets go of an app that ended by itself. */
  forget(): void {
    this.#electron = null
    this.#window = null
  }

  /** Ends the app; a load that runs is paused first. */
  async close(): Promise<void> {
    const electron = this.#electron
    if (!electron) return
    this.#electron = null
    const gone = electron.waitForEvent('close', { timeout: hungMs })
    const asked = this.#window?.evaluate(() => void window.yts?.invoke['app.quit']({ decision: 'pause' }))
    this.#window = null
    await asked?.catch(() => electron.close())
    await gone.catch(() => {
      electron.process().kill('SIGKILL')
      throw new Error('the app did not end')
    })
  }

  /** Calls a channel as the page does. */
  invoke<C extends RendererChannel>(channel: C, input?: ChannelInput<C>): Promise<Result<ChannelOutput<C>>> {
    return this.window.evaluate(
      ([name, payload]) => window.yts?.invoke[name as 'app.info'](payload as undefined) as Promise<unknown>,
      [channel as string, input] as const,
    ) as Promise<Result<ChannelOutput<C>>>
  }

  /** Calls a channel that must succeed. */
  async ask<C extends RendererChannel>(channel: C, input?: ChannelInput<C>): Promise<ChannelOutput<C>> {
    const result = await this.invoke(channel, input)
    if (!result.ok) throw new Error(`${channel}: ${result.error.kind}: ${result.error.message}`)
    return result.value
  }

  /** Events other than progress since the page was loaded. */
  events(): Promise<AppEvent[]> {
    return this.window.evaluate(() => (window as unknown as { ytsEvents: AppEvent[] }).ytsEvents)
  }

  /** Loads everything without touching the interface, and gives the load's summary. */
  async sync(input: ChannelInput<'sync.start'> = {}): Promise<SyncSummary> {
    const before = await this.#finished()
    await this.ask('sync.start', input)
    await expect.poll(async () => (await this.#finished()).length).toBeGreaterThan(before.length)
    const summary = (await this.#finished()).at(-1)
    if (!summary) throw new Error('the load told nothing of its end')
    return summary
  }

  /** Sets the window's inner size, in CSS pixels; done when the page has it. */
  async resize(width: number, height: number): Promise<void> {
    await this.electron.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    )
    // A menu bar inside the window takes a line of the height on some systems.
    const fits = () =>
      this.window.evaluate(([w, h]) => innerWidth === w && Math.abs(innerHeight - h) < 40, [width, height] as const)
    await expect.poll(fits, `${width} × ${height}`).toBe(true)
  }

  /** Saves what the window shows to `out/screens/<name>.png`. */
  async screenshot(name: string): Promise<void> {
    const folder = path.resolve(import.meta.dirname, '..', '..', 'out', 'screens')
    mkdirSync(folder, { recursive: true })
    await this.window.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' })
  }

  async #finished(): Promise<SyncSummary[]> {
    return (await this.events()).flatMap((event) => (event.type === 'finished' ? [event.summary] : []))
  }
}

/** Gives an app a clipboard of its own: two tests run at the same time, and would share the system's. */
async function ownClipboard(electron: ElectronApplication): Promise<void> {
  const give = () =>
    electron.evaluate(({ clipboard }) => {
      let text = ''
      clipboard.writeText = async (next) => {
        text = next
      }
      clipboard.readText = async () => text
    })
  // V8 may drop the promise with which the debugger waits for an answer: asked again, it is given.
  await give().catch((error: unknown) => (/garbage collected/.test(String(error)) ? give() : Promise.reject(error)))
}

/** Writes what the app remembers of its looks, as if it had run before. */
export function writeUiState(dataDir: string, state: { theme: string; width: number; height: number }): void {
  const window = { width: state.width, height: state.height, maximized: false, zoom: 0 }
  writeFileSync(path.join(dataDir, 'ui-state.json'), JSON.stringify({ theme: state.theme, window }))
}
