import { type FSWatcher, watch } from 'node:fs'
import path from 'node:path'
import { type ConfigFile, configFiles } from '../../shared/config.ts'
import { readSmallFile } from '../files/small-file.ts'
import { hashOf } from './config-store.ts'
import { maxConfigText } from './text/config-text.ts'

/** How long a burst of changes may last before it is looked at, in milliseconds: editors write a file in several steps. */
const settleMs = 150

/**
 * Watches both configuration files for changes made by others.
 *
 * @param onChange called once a burst, when a file's text differs from what was last seen
 * @param after starts a timer and returns the way to call it off
 * @returns `seen` takes note of the present texts, so that a change of our own is not news; `close` ends the watch
 */
export function watchConfig(
  dataDir: string,
  onChange: () => void,
  after: (ms: number, run: () => void) => () => void,
): { seen(): void; close(): void } {
  let last = fingerprint(dataDir)
  let cancel = (): void => {}
  let watcher: FSWatcher | null = null
  const look = (): void => {
    const now = fingerprint(dataDir)
    if (now === last) return
    last = now
    onChange()
  }
  try {
    // The folder, not the files: an editor that replaces a file would leave a file watch on the old one.
    watcher = watch(dataDir, { persistent: false }, (_kind, name) => {
      if (name !== null && !configFiles.includes(name as ConfigFile)) return
      cancel()
      cancel = after(settleMs, look)
    })
    watcher.on('error', () => watcher?.close())
  } catch {
    // Some network folders cannot be watched; the files are read again at each load anyway.
  }
  return {
    seen: () => {
      last = fingerprint(dataDir)
    },
    close: () => {
      cancel()
      watcher?.close()
    },
  }
}

function fingerprint(dataDir: string): string {
  return configFiles
    .map((file) => {
      const read = readSmallFile(path.join(dataDir, file), 4 * maxConfigText)
      return read.kind === 'read' ? hashOf(read.bytes.toString('utf8')) : read.kind
    })
    .join(' ')
}
