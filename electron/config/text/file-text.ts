import { isUtf8 } from 'node:buffer'
import { lstatSync } from 'node:fs'
import path from 'node:path'
import type { ConfigFile } from '../../../shared/config.ts'
import { readSmallFile } from '../../files/small-file.ts'
import { maxConfigText } from './config-text.ts'

/** What a configuration file holds. */
export interface FileText {
  text: string
  missing?: boolean
  /** Why the file, which is there, could not be read. */
  unreadable?: string
}

/** Reads a configuration file. Never throws: what is no text in UTF-8, or too large, is said to be unreadable. */
export function readFileText(dataDir: string, file: ConfigFile): FileText {
  const read = readSmallFile(path.join(dataDir, file), 4 * maxConfigText)
  if (read.kind === 'missing') return { text: '', missing: true }
  if (read.kind === 'refused') return { text: '', unreadable: read.why }
  const wrong = notUtf8(read.bytes)
  return wrong === null ? { text: read.bytes.toString('utf8') } : { text: '', unreadable: wrong }
}

/** Why bytes are no text in UTF-8; null when they are. What is replaced while reading would be written back so. */
function notUtf8(bytes: Buffer): string | null {
  const mark = bytes.subarray(0, 2).toString('hex')
  if (mark === 'fffe' || mark === 'feff') return 'is written in UTF-16; save it as UTF-8'
  if (bytes.includes(0)) return 'holds NUL characters, so it is no text in UTF-8; save it as UTF-8, or restore a backup'
  return isUtf8(bytes) ? null : 'is not written in UTF-8; save it as UTF-8'
}

/** Whether a file, or anything else, has the name of a configuration file. */
export function isThere(dataDir: string, file: ConfigFile): boolean {
  return lstatSync(path.join(dataDir, file), { throwIfNoEntry: false }) !== undefined
}
