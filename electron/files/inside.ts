import { realpathSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve } from 'node:path'

/** Whether a file lies, or would lie, in a folder or below it, by whichever way its name leads there. */
export function isInside(file: string, folder: string): boolean {
  const way = relative(real(folder), real(dirname(resolve(file))))
  return way === '' || (!way.startsWith('..') && !isAbsolute(way))
}

function real(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return resolve(folder)
  }
}
