import { type ChildProcess, spawn } from 'node:child_process'
import { ActionableError } from './say.mjs'

export type Display = {
  /** To be added to the environment of whatever opens a window. */
  env: Record<string, string>
  close(): void
}

/** Whether this machine has no screen to open a window on. */
export function isHeadless(): boolean {
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
}

/**
 * Refuses to open a window that nobody would see, and to do so as root: Chromium's sandbox does not start as root, and
 * only tests and demo, which load nothing but the bundled sample server, go without it.
 *
 * @throws ActionableError
 */
export function requirePerson(args: readonly string[]): void {
  if (isHeadless()) {
    throw new ActionableError(
      'There is no display to open the window on.',
      'run this on a desktop or set DISPLAY; `npm run demo` shows the app without one.',
    )
  }
  if (process.platform !== 'win32' && process.getuid?.() === 0 && !args.includes('--no-sandbox')) {
    throw new ActionableError(
      'The app does not run as root: Chromium refuses to start its sandbox there.',
      'run it as an ordinary user, or, in a throw-away container, add `-- --no-sandbox`.',
    )
  }
}

/**
 * A display to open windows on: the person's own, or else a virtual one (Xvfb) that lives until `close`.
 *
 * @throws ActionableError when Xvfb is not installed or does not start
 */
export function openDisplay(): Promise<Display> {
  if (!isHeadless()) return Promise.resolve({ env: {}, close: () => undefined })
  const args = ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp', '-noreset']
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  return new Promise((resolve, reject) => {
    const fail = (reason: string) =>
      reject(
        new ActionableError(
          `The virtual display did not start: ${reason}.`,
          'install Xvfb (Debian: apt-get install xvfb), or set DISPLAY to a running X server.',
        ),
      )
    server.once('error', (error) => fail(error.message))
    server.once('exit', (code) => fail(`Xvfb ended with code ${code}`))
    server.stdio[3]?.once('data', (chunk: Buffer) => {
      server.removeAllListeners('exit')
      const stop = () => stopServer(server)
      // A script that ends in a hurry must not leave the display behind.
      process.once('exit', stop)
      server.unref()
      resolve({ env: { DISPLAY: `:${chunk.toString().trim()}` }, close: stop })
    })
  })
}

function stopServer(server: ChildProcess): void {
  if (server.exitCode === null && !server.killed) server.kill()
}
