import os from 'node:os'
import path from 'node:path'

/** The project's folder. */
export const projectRoot = path.resolve(import.meta.dirname, '../..')

/** A path inside the project. */
export function inProject(...parts: string[]): string {
  return path.join(projectRoot, ...parts)
}

/** The user's cache folder for this project: what is there can be deleted at any time and is made again. */
export function cacheRoot(): string {
  const home = os.homedir()
  const base =
    process.env.XDG_CACHE_HOME ||
    (process.platform === 'win32'
      ? process.env.LOCALAPPDATA || path.join(home, 'AppData', 'Local')
      : process.platform === 'darwin'
        ? path.join(home, 'Library', 'Caches')
        : path.join(home, '.cache'))
  return path.join(base, 'yts-explorer')
}
