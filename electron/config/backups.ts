import { lstatSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { ConfigFile } from '../../shared/config.ts'
import { KnownError } from '../../shared/ipc/result.ts'
import { makeFolder } from '../files/make-folder.ts'
import { readSmallFile, replaceFile } from '../files/small-file.ts'

/** Backups kept of each configuration file. */
export const keptBackups = 10

const maxBackup = 4_000_000

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
  const text = bytesOf(path.join(dataDir, file))
  if (text === null) return
  const folder = path.join(dataDir, 'backups')
  makeFolder(folder)
  // A link that somebody put there is not followed.
  if (!lstatSync(folder).isDirectory())
    throw new KnownError('forbidden', 'backups in the data folder is a link. Nothing was saved; move it away first.')
  const numbers = backupNumbers(folder, file)
  const newest = numbers.at(-1)
  const known = newest === undefined ? null : bytesOf(path.join(folder, nameOf(file, newest)))
  if (known && (text.equals(known) || isKnown(text.toString('utf8'), known.toString('utf8')))) return
  await replaceFile(path.join(folder, nameOf(file, (newest ?? 0) + 1)), text)
  for (const old of numbers.slice(0, Math.max(0, numbers.length + 1 - keptBackups))) {
    rmSync(path.join(folder, nameOf(file, old)), { force: true })
  }
}

/** The backups of a file, newest first. */
export function listBackups(dataDir: string, file: ConfigFile): ConfigBackup[] {
  const folder = path.join(dataDir, 'backups')
  return backupNumbers(folder, file)
    .reverse()
    .flatMap((number) => {
      const location = path.join(folder, nameOf(file, number))
      const kept = bytesOf(location)
      // What is no file was put there by somebody else.
      return kept ? [{ id: String(number), savedAt: lstatSync(location).mtimeMs, text: kept.toString('utf8') }] : []
    })
}

function bytesOf(location: string): Buffer | null {
  const file = readSmallFile(location, maxBackup)
  return file.kind === 'read' ? file.bytes : null
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
