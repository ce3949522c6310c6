import { existsSync, lstatSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../../files/make-folder.ts'
import type { ReadableDb } from '../file/connection.ts'
import { guarded } from '../file/sqlite-errors.ts'

const form = /^warehouse-\d{8}T\d{9}Z\.sqlite$/
const halfMade = '.part'

/** Whether a name in `backups/` is one of ours: of a backup, or of one that was cut short. */
export function isBackup(name: string): boolean {
  return form.test(name.endsWith(halfMade) ? name.slice(0, -halfMade.length) : name)
}

function stamp(at: number): string {
  return new Date(at).toISOString().replaceAll(/[-:.]/g, '')
}

/** Backups of a data folder, newest first, as full paths. */
export function listBackups(dataDir: string): string[] {
  const folder = join(dataDir, 'backups')
  if (!existsSync(folder)) return []
  if (!lstatSync(folder).isDirectory()) return []
  const names = readdirSync(folder).filter((name) => form.test(name))
  return names
    .sort()
    .reverse()
    .map((name) => join(folder, name))
    .filter((path) => lstatSync(path).isFile())
}

/**
 * Copies the warehouse into `backups/` as one consistent, compact file and keeps the newest `keep`. `at`: epoch milliseconds. The path
 * of the copy. Throws KnownError `disk_full` or `read_only`; a half-made copy never has the name of a backup.
 */
export function backupWarehouse(db: ReadableDb, dataDir: string, at: number, keep = 2): string {
  const folder = join(dataDir, 'backups')
  makeFolder(folder)
  const path = join(folder, `warehouse-${stamp(at)}.sqlite`)
  const half = path + halfMade
  rmSync(half, { force: true })
  guarded(db, () => db.prepare('VACUUM INTO ?').run(half))
  renameSync(half, path)
  for (const old of listBackups(dataDir).slice(keep)) rmSync(old, { force: true })
  return path
}
