import type { Writable } from 'node:stream'

/**
 * Keeps a command alive when its words cannot be written. A reader that stops listening (`| head -1`) is no failure: a load
 * goes on, and what is left to say is dropped. Anything else (a full disk under `> file`) is told to `onFailure`, maybe only
 * after the command has ended.
 */
export function watchOutput(streams: readonly Writable[], onFailure: () => void): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EOF') onFailure()
    })
  }
}
