import { mkdtempSync, readdirSync, rmdirSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import path from 'node:path'
import { fail, KnownError, ok, type Result } from '../../shared/ipc/result.ts'
import { makeFolder } from '../files/make-folder.ts'
import { readSmallFile } from '../files/small-file.ts'

const folderName = 'YTS Explorer'
/** A file in the home folder that says where the data was moved to. */
export const locationFile = 'location.json'
const maxLocation = 65_536

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

/**
 * A path as a person in a shell means it: `~` is their home folder, also where the shell left it alone (`--out=~/films.csv`), and a
 * relative one begins where they are, also when `npm run` moved to the program's folder.
 *
 * @throws KnownError `bad_input` for another user's home, and for `-`, which is no file
 */
export function pathOf(named: string, env: NodeJS.ProcessEnv = process.env): string {
  if (named === '-') throw new KnownError('bad_input', '"-" names no file or folder here.')
  const [first = ''] = named.split(/[/\\]/, 1)
  if (first === '~') return path.join(userHome(), named.slice(2))
  if (/^~[\w.-]*$/.test(first))
    throw new KnownError(
      'bad_input',
      `${first} is not known here: only ~ is, your own home folder. Write the folder out.`,
    )
  const from = env.npm_lifecycle_event !== undefined && env.INIT_CWD ? env.INIT_CWD : process.cwd()
  return path.resolve(from, named)
}

function namedHome(named: string | undefined, env: NodeJS.ProcessEnv): string {
  return pathOf(named || env.YTS_DATA_DIR || defaultHome(process.platform, env), env)
}

/**
 * The home folder for a program with a window, which keeps its own state there: the one named on the command line, else `YTS_DATA_DIR`,
 * else the default one. It is made when absent. Fails with `bad_input` when it cannot be made, and with `read_only` when nothing
 * can be written there.
 */
export function usableHome(named: string | undefined, env: NodeJS.ProcessEnv = process.env): Result<string> {
  let home = ''
  try {
    home = namedHome(named, env)
    makeFolder(home)
  } catch (error) {
    if (error instanceof KnownError) return { ok: false, error: error.toAppError() }
    return fail('bad_input', `The data folder cannot be made: ${home}. Name another one by --data-dir or YTS_DATA_DIR.`)
  }
  try {
    // Permissions and file systems say too little: it is tried.
    rmdirSync(mkdtempSync(path.join(home, '.trial-')))
    return ok(home)
  } catch {
    return fail(
      'read_only',
      `Nothing can be written to the data folder: ${home}. Change its permissions, or name another one by --data-dir or YTS_DATA_DIR.`,
    )
  }
}

/**
 * Where a home folder's data is: the folder itself, unless the person moved the data elsewhere. Makes nothing.
 *
 * @param list names what a folder holds
 * @throws KnownError `not_found` when the folder it was moved to is not there, or holds nothing, as a drive that is not plugged in;
 *   `read_only` when it may not be looked into; `config_invalid` when the note of where it was moved to cannot be read
 */
export function dataFolderOf(home: string, list: (folder: string) => readonly string[] = readdirSync): string {
  const note = path.join(home, locationFile)
  const file = readSmallFile(note, maxLocation)
  if (file.kind === 'missing') return home
  // What has the name and cannot be read is not taken for no note.
  const dataFolder = file.kind === 'read' ? notedFolder(file.bytes.toString('utf8')) : null
  if (dataFolder === null) {
    throw new KnownError(
      'config_invalid',
      `${note} says where the data was moved to, but cannot be read. Mend it, or remove it if the data is in ${home}.`,
    )
  }
  const held = holdsAnything(dataFolder, list)
  if (held === null) {
    throw new KnownError(
      'read_only',
      `The data folder ${dataFolder} may not be read. Change its permissions, or those of the folders around it. Nothing was made in its place.`,
    )
  }
  if (!held) {
    throw new KnownError(
      'not_found',
      `The data folder ${dataFolder} is not there, or is empty. Is its drive plugged in? Nothing was made in its place.`,
    )
  }
  return dataFolder
}

function notedFolder(text: string): string | null {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || !('dataFolder' in parsed)) return null
    const { dataFolder } = parsed
    return typeof dataFolder === 'string' && path.isAbsolute(dataFolder) ? dataFolder : null
  } catch {
    return null
  }
}

/**
 * Data that was moved is never without its configuration; the place of a drive that is away is an empty folder. Null = that cannot be
 * told, because the folder may not be looked into.
 */
function holdsAnything(folder: string, list: (folder: string) => readonly string[]): boolean | null {
  try {
    return list(folder).length > 0
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    return code === 'EACCES' || code === 'EPERM' ? null : false
  }
}

/** The data folder the CLI and the app work on (see `usableHome` and `dataFolderOf`). Makes nothing: whoever writes does. Throws as `dataFolderOf`. */
export function resolveDataDir(named: string | undefined, env: NodeJS.ProcessEnv = process.env): string {
  return dataFolderOf(namedHome(named, env))
}
