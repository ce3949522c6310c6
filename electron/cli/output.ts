import type { Writable } from 'node:stream'

/**
 * Keeps a command alive when its words cannot be written. A reader that stops listening (`| head -1`) is no failure: a load
 * goes on, and what is left to say is dropped. Anything else (a full disk under `> file`) makes `failed` true.
 */
export function watchOutput(streams: readonly Writable[]): { failed(): boolean } {
  let failed = false
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      failed ||= error.code !== 'EPIPE' && error.code !== 'EOF'
    })
  }
  return { failed: () => failed }
}
