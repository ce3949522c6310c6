import { statSync } from 'node:fs'
import type { Engine } from '../engine/engine.ts'
import type { FolderDisk } from '../folder/folder-disk.ts'
import type { Picture } from './picture.ts'

/** An engine of which a picture tells statements and bytes; everything else is the engine's own. */
export function observedEngine(engine: Engine, picture: Picture): Engine {
  const counted = <T>(work: Promise<T>): Promise<T> => {
    picture.change({ statements: picture.now.statements + 1 })
    return work
  }
  return {
    kind: engine.kind,
    rows: (sql) => counted(engine.rows(sql)),
    run: (sql) => counted(engine.run(sql)),
    async put(localFile, remotePath) {
      const { size } = statSync(localFile)
      await engine.put(localFile, remotePath)
      picture.change({ bytes: picture.now.bytes + size })
    },
    remove: (remotePath) => engine.remove(remotePath),
    cancel: () => engine.cancel(),
    close: () => engine.close(),
  }
}

/** A disk of which a picture tells the bytes that were written. */
export function observedDisk(disk: FolderDisk, picture: Picture): FolderDisk {
  return {
    ...disk,
    createFile(path) {
      const file = disk.createFile(path)
      return {
        ...file,
        write(bytes) {
          file.write(bytes)
          picture.change({ bytes: picture.now.bytes + bytes.byteLength })
        },
      }
    },
  }
}
