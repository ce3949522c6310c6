// Publishes the star of a data folder to a folder, and is killed by the system in the middle. Not used by the app.
import { join } from 'node:path'
import { openReadable } from '../../warehouse/file/connection.ts'
import { databaseFile } from '../../warehouse/file/database-file.ts'
import { type FolderDisk, systemDisk } from '../folder/folder-disk.ts'
import { withFolder } from '../folder/folder-session.ts'
import { publishToFolder } from '../folder/parquet-folder.ts'

const [dataDir = '', folder = '', at = ''] = process.argv.slice(2)
/** Killed before the nth step of a kind. */
const [kind, nth] = at.split(':')
let steps = 0
const kill = (step: string): void => {
  if (step === kind && ++steps === Number(nth)) process.kill(process.pid, 'SIGKILL')
}
const killing: FolderDisk = {
  ...systemDisk,
  createFile(path) {
    kill('createFile')
    const file = systemDisk.createFile(path)
    return {
      ...file,
      write(bytes) {
        kill('write')
        file.write(bytes)
      },
    }
  },
  rename(from, to) {
    kill('rename')
    systemDisk.rename(from, to)
  },
}
const db = openReadable(join(dataDir, databaseFile))
await withFolder({ folder, dataDir, who: 'a test', disk: killing }, (isLocked) =>
  publishToFolder(
    db,
    { folder, dataDir, layers: ['gold'], keepVersions: 7, producer: 'a test', isLocked },
    { disk: killing },
  ),
)
