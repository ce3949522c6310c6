import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from '@playwright/test'
import { rootArguments, withoutGaps } from '../../scripts/electron-runtime/index.ts'
import { packagedProgram } from '../../scripts/package/program.ts'

export interface PackagedApp {
  page: Page
  /** Ends the program; resolves when its process is gone. */
  close(): Promise<void>
}

/**
 * Starts the packaged program as a person's system would: no inspector, no project environment. Its window is driven
 * through Chromium's debugging port, which it is told to open; Playwright's Electron support needs the inspector that
 * the fuses close.
 */
export async function startPackaged(dataDir: string): Promise<PackagedApp> {
  const file = packagedProgram()
  if (!existsSync(file)) throw new Error('There is no packaged program: run `npm run package` first.')
  const { YTS_SQLITE_BINDING: _addon, YTS_DATA_DIR: _folder, ...env } = process.env
  const program = spawn(file, [...rootArguments(), '--remote-debugging-port=0', `--data-dir=${dataDir}`], {
    env: withoutGaps(env),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => program.once('exit', () => resolve()))
  const browser = await chromium.connectOverCDP(await debuggingAddress(program), { timeout: 180_000 })
  browser.contexts()[0]?.setDefaultTimeout(180_000)
  const page = await windowOf(browser)
  const close = async () => {
    await browser.close().catch(() => undefined)
    program.kill('SIGTERM')
    await ended
  }
  return { page, close }
}

function debuggingAddress(program: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    program.once('exit', (code) => reject(new Error(`The packaged program ended with ${code}:\n${said}`)))
    program.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (address) resolve(address)
    })
  })
}

async function windowOf(browser: Browser): Promise<Page> {
  const context = browser.contexts()[0]
  if (!context) throw new Error('The packaged program has no browser context.')
  return context.pages()[0] ?? (await context.waitForEvent('page'))
}
