import { closeSync, fsyncSync, openSync } from 'node:fs'

/**
 * Returns when the names in a folder will outlive a power cut. Windows opens no folders, and keeps names by itself.
 *
 * @throws the file system's error
 */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
