import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { makeFolder } from '../../files/make-folder.ts'

// A link is not followed, and a pipe without a reader not waited for: neither is a log.
const appending =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_CREAT |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0)

export interface RotatingFile {
  write(line: string): void
  close(): void
}

/**
 * A text file that begins anew when it is full, or was deleted; the older ones are kept as `name.1` (newest) to `name.N`. Trouble with the
 * disk loses lines, never the app.
 */
export function openRotatingFile(file: string, maxBytes: number, kept: number): RotatingFile {
  let handle: number | null = null
  let size = 0
  let wasOpen = false

  const open = (): void => {
    const folder = path.dirname(file)
    // The log's own folder is made anew, never the one that holds it: that may be on a drive that was unplugged.
    if (wasOpen && !existsSync(folder)) mkdirSync(folder)
    else makeFolder(folder)
    if (!lstatSync(folder).isDirectory()) throw new Error('the folder of the log is a link')
    handle = openSync(file, appending, 0o666)
    const stats = fstatSync(handle)
    if (!stats.isFile()) throw new Error('the log is not a file')
    size = stats.size
    wasOpen = true
  }
  /** Whether the open file is still the one that a person would find. */
  const isInPlace = (opened: number): boolean => {
    const there = lstatSync(file, { throwIfNoEntry: false })
    const { dev, ino } = fstatSync(opened)
    return there?.dev === dev && there.ino === ino
  }
  const close = (): void => {
    if (handle !== null) closeSync(handle)
    handle = null
  }
  const rotate = (): void => {
    close()
    rmSync(`${file}.${kept}`, { force: true })
    for (let number = kept - 1; number >= 0; number--) {
      try {
        renameSync(number === 0 ? file : `${file}.${number}`, `${file}.${number + 1}`)
      } catch {
        // There is no such older file yet.
      }
    }
  }

  return {
    write(line) {
      try {
        if (handle !== null && !isInPlace(handle)) close()
        if (handle === null) open()
        if (size > 0 && size + line.length > maxBytes) {
          rotate()
          open()
        }
        if (handle !== null) size += writeSync(handle, line)
      } catch {
        close()
      }
    },
    close,
  }
}
