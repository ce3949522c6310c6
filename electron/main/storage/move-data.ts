import { existsSync, lstatSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import path from 'node:path'
import { KnownError } from '../../../shared/ipc/result.ts'
import { locationFile } from '../../config/index.ts'
import { makeFolder } from '../../files/make-folder.ts'
import { isPosterFile } from '../../files/poster-name.ts'
import { replaceFile } from '../../files/small-file.ts'
import { warehouseFiles } from '../../warehouse/file/database-file.ts'
import { isBackup } from '../../warehouse/open/backup.ts'
import { networkDrive } from '../../warehouse/open/network-drive.ts'

/** The app's own files in a data folder, and in that of the sample catalogue inside it. */
const dataFiles = ['config.yaml', 'config.json', ...warehouseFiles]
/** Saved views go with the data; by themselves they are none. */
const ownFiles = [...dataFiles, 'views.json']
/** What belongs to the data; the rest of a home folder is the browser's own. */
const dataEntries = [...ownFiles, 'backups', 'posters', 'sample']

/** Whether a name tells that a folder holds data of the app. Anybody may have a folder called `backups` or `sample`. */
export function isDataFile(name: string): boolean {
  return dataFiles.includes(name)
}

/** An index of a log is made anew wherever its database is opened. */
const copiedEntries = dataEntries.filter((entry) => !entry.endsWith('-shm'))

/**
 * Copies the data to an empty folder. Nobody may be writing meanwhile. The source stays as it was until `removeData`.
 *
 * @throws KnownError `bad_input` when the target is not an empty folder of a local disk apart from the source, `disk_full`, `read_only`
 */
export async function copyData(from: string, to: string): Promise<void> {
  const inside = path.relative(from, to)
  if (inside === '' || (!inside.startsWith('..') && !path.isAbsolute(inside))) {
    throw new KnownError('bad_input', 'Choose a folder outside the present data folder.')
  }
  if (existsSync(to) && readdirSync(to).length > 0) {
    throw new KnownError('bad_input', 'That folder is not empty. Choose or make an empty one.')
  }
  try {
    makeFolder(to)
    if (networkDrive(to) !== null) {
      throw new KnownError(
        'bad_input',
        'A warehouse on a network drive can be damaged. Choose a folder on a disk of this machine.',
      )
    }
    for (const entry of copiedEntries) {
      const source = path.join(from, entry)
      if (!existsSync(source)) continue
      // Copied under another name first: a copy that was cut short must not pass for data.
      const partial = path.join(to, `${entry}.partial`)
      await cp(source, partial, { recursive: true })
      renameSync(partial, path.join(to, entry))
    }
  } catch (error) {
    for (const entry of copiedEntries) {
      rmSync(path.join(to, entry), { recursive: true, force: true })
      rmSync(path.join(to, `${entry}.partial`), { recursive: true, force: true })
    }
    if (error instanceof KnownError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : ''
    throw code === 'ENOSPC'
      ? new KnownError('disk_full', 'There is not enough space in that folder.', undefined, { cause: error })
      : new KnownError('read_only', 'The data could not be copied there. Choose another folder.', undefined, {
          cause: error,
        })
  }
}

/** Notes in the home folder where its data is now; the home folder itself needs no note. */
export async function noteLocation(home: string, dataFolder: string): Promise<void> {
  const note = path.join(home, locationFile)
  if (dataFolder === home) rmSync(note, { force: true })
  else await replaceFile(note, `${JSON.stringify({ dataFolder }, null, 2)}\n`)
}

/**
 * Removes the data from the folder it was moved out of: the app's own files by their names. What else lies in the folders for backups
 * and for the sample catalogue is somebody's, and stays.
 */
export function removeData(from: string): void {
  for (const file of ownFiles) rmSync(path.join(from, file), { force: true })
  clear(path.join(from, 'backups'), (backups) => {
    for (const name of readdirSync(backups)) if (isOwnBackup(name)) rmSync(path.join(backups, name), { force: true })
  })
  clear(path.join(from, 'posters'), (posters) => {
    for (const inner of readdirSync(posters))
      if (/^[\da-f]{2}$/.test(inner)) clear(path.join(posters, inner), removePosters)
  })
  clear(path.join(from, 'sample'), removeData)
}

function removePosters(folder: string): void {
  for (const name of readdirSync(folder)) if (isPosterFile(name)) rmSync(path.join(folder, name), { force: true })
}

/** Removes what is the app's own from a folder, and the folder when nothing else was in it. A link to a folder is left alone. */
function clear(folder: string, removeOwn: (folder: string) => void): void {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  removeOwn(folder)
  if (readdirSync(folder).length === 0) rmdirSync(folder)
}

/** Whether a name is of a backup of the configuration or of the warehouse. */
function isOwnBackup(name: string): boolean {
  return /^config\.(yaml|json)\.\d+$/.test(name) || isBackup(name)
}
