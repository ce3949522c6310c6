import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import type { ConfigFile } from '../../shared/config.ts'
import { makeFolder } from '../files/make-folder.ts'

/** Backups kept of each configuration file. */
export const keptBackups = 10

export interface ConfigBackup {
  /** Name of the backup; a number that only grows, newest highest. */
  id: string
  /** Epoch milliseconds. */
  savedAt: number
  text: string
}

/**
 * Copies a file as it is now to the numbered backups, and drops the oldest ones. Nothing happens when there is no file.
 *
 * @param isKnown whether the newest backup is as good as the text there now
 */
export async function keepBackup(
  dataDir: string,
  file: ConfigFile,
  isKnown: (now: string, newest: string) => boolean,
): Promise<void> {
  let text: Buffer
  try {
    text = readFileSync(path.join(dataDir, file))
  } catch {
    return
  }
  const folder = path.join(dataDir, 'backups')
  makeFolder(folder)
  const numbers = backupNumbers(folder, file)
  const newest = numbers.at(-1)
  const known = newest === undefined ? null : readFileSync(path.join(folder, nameOf(file, newest)))
  if (known && (text.equals(known) || isKnown(text.toString('utf8'), known.toString('utf8')))) return
  await writeFileAtomic(path.join(folder, nameOf(file, (newest ?? 0) + 1)), text)
  for (const old of numbers.slice(0, Math.max(0, numbers.length + 1 - keptBackups))) {
    rmSync(path.join(folder, nameOf(file, old)), { force: true })
  }
}

/** The backups of a file, newest first. */
export function listBackups(dataDir: string, file: ConfigFile): ConfigBackup[] {
  const folder = path.join(dataDir, 'backups')
  return backupNumbers(folder, file)
    .reverse()
    .map((number) => {
      const location = path.join(folder, nameOf(file, number))
      return { id: String(number), savedAt: statSync(location).mtimeMs, text: readFileSync(location, 'utf8') }
    })
}

function nameOf(file: ConfigFile, number: number): string {
  return `${file}.${String(number).padStart(4, '0')}`
}

function backupNumbers(folder: string, file: ConfigFile): number[] {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return []
  }
  const pattern = new RegExp(`^${file.replace('.', '\\.')}\\.(\\d+)$`)
  return names
    .map((name) => pattern.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((a, b) => a - b)
}
