import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'

/**
 * Makes a folder, and those above it that are not there yet. Not `mkdirSync` with `recursive`: below a folder in which nothing can be
 * made, such as `/proc`, that never returns. https://github.com/nodejs/node/issues/31481
 *
 * @throws the file system's error when it cannot be made
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  const above = path.dirname(folder)
  if (above !== folder) makeFolder(above)
  try {
    mkdirSync(folder)
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!existsSync(folder)) throw error
  }
}
