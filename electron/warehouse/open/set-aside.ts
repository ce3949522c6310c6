import { existsSync, renameSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import { databaseCompanions } from '../file/database-file.ts'
import { suspectMarker } from '../file/sqlite-errors.ts'

/** What is put behind the name of what is set aside. `at`: epoch milliseconds. */
export function asideSuffix(at: number): string {
  return `.corrupt-${new Date(at).toISOString().replaceAll(/[:.]/g, '-')}`
}

/**
 * Moves a database aside with what SQLite keeps beside it, or what is there of them; nothing is ever deleted. `at`: epoch
 * milliseconds. The new name.
 */
export function setAside(path: string, at: number): string {
  const suffix = asideSuffix(at)
  for (const companion of ['', ...databaseCompanions]) {
    if (existsSync(path + companion)) renameSync(path + companion, path + suffix + companion)
  }
  rmSync(suspectMarker(path), { force: true, recursive: true })
  return basename(path) + suffix
}
