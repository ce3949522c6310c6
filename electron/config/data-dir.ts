import { mkdirSync, readFileSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import path from 'node:path'
import { KnownError } from '../../shared/result.ts'

const folderName = 'YTS Explorer'
/** A file in the home folder that says where the data was moved to. */
export const locationFile = 'location.json'

/**
 * The folder in which the app starts when no other is named, by the custom of the operating system. The app and the CLI
 * share it.
 *
 * @throws KnownError `bad_input` where the user has no home
 */
function defaultHome(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env): string {
  const home = userHome()
  if (platform === 'win32') return path.join(env.APPDATA ?? path.join(home, 'AppData', 'Roaming'), folderName)
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', folderName)
  return path.join(env.XDG_CONFIG_HOME || path.join(home, '.config'), folderName)
}

function userHome(): string {
  try {
    // HOME may be set and empty; the user database still knows.
    const home = homedir() || userInfo().homedir
    if (path.isAbsolute(home)) return home
  } catch {
    // No such user: told below.
  }
  throw new KnownError('bad_input', 'This user has no home folder. Name a data folder by --data-dir or YTS_DATA_DIR.')
}

function namedHome(named: string | undefined, env: NodeJS.ProcessEnv): string {
  return path.resolve(named || env.YTS_DATA_DIR || defaultHome(process.platform, env))
}

/**
 * The home folder: the one named on the command line, else `YTS_DATA_DIR`, else the default one. It is made when absent.
 *
 * @throws the file system's error when the folder cannot be made
 */
export function homeFolder(named: string | undefined, env: NodeJS.ProcessEnv = process.env): string {
  const home = namedHome(named, env)
  mkdirSync(home, { recursive: true })
  return home
}

/** Where a home folder's data is: the folder itself, unless the person moved the data elsewhere. */
export function dataFolderOf(home: string): string {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path.join(home, locationFile), 'utf8'))
    if (typeof parsed === 'object' && parsed !== null && 'dataFolder' in parsed) {
      const { dataFolder } = parsed
      if (typeof dataFolder === 'string' && path.isAbsolute(dataFolder)) return dataFolder
    }
  } catch {
    // No such file: the data was never moved.
  }
  return home
}

/** The data folder the CLI and the app work on (see `homeFolder` and `dataFolderOf`). Makes nothing: whoever writes does. */
export function resolveDataDir(named: string | undefined, env: NodeJS.ProcessEnv = process.env): string {
  return dataFolderOf(namedHome(named, env))
}
